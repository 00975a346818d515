/** Texts in English of pages that few readers open: not part of the first visit. */
export { default as deadlines } from './deadlines.json'
export { default as figures } from './figures.json'
export { default as operatorLog } from './operator-log.json'
export { default as processes } from './processes.json'
