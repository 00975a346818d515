import 'i18next'
import type * as zh from './zh-CN/index.js'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh }
    returnNull: false
  }
}
