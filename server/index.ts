export { createApp, type AppOptions } from './create-app.js'
export { readConfiguration, type Configuration, type ConfigurationMistake } from './configuration.js'
export { startServer, type RunningServer } from './start-server.js'
