/** The style of pictures that the engine knows, as a file of the build. */
declare module 'virtual:diagram-style.css'
