import 'i18next'
import type * as zhFurther from './zh-CN/further.js'
import type * as zh from './zh-CN/index.js'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh & typeof zhFurther }
    returnNull: false
  }
}
