export { databaseRegisters } from './database-register.js'
export { exportRegister, type RegisterFormat } from './export-register.js'
export { RegisterBook } from './register-book.js'
export type { RegisterItem, RegisterLanguage, RegisterPage, RegisterRequest } from './register-page.js'
