export { expandDocument } from './expand-document.js'
export { explain } from './explain.js'
