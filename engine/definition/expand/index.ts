export * from './expand-document.js'
