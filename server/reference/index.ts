export { referencePage } from './reference-page.js'
export { referenceStyle } from './reference-style.js'
