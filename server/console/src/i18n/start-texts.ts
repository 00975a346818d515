import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keptChoice, keepChoice } from '../app/kept-choice.js'
import type * as zhFurther from './zh-CN/further.js'
import type * as zh from './zh-CN/index.js'

/** Languages of the console, the first one being what is shown where nothing is known of the reader. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

const loaders: { readonly [language in Language]: () => Promise<typeof zh> } = {
  'zh-CN': () => import('./zh-CN/index.js'),
  en: () => import('./en/index.js'),
}

const furtherLoaders: { readonly [language in Language]: () => Promise<typeof zhFurther> } = {
  'zh-CN': () => import('./zh-CN/further.js'),
  en: () => import('./en/further.js'),
}

/** Whether a page was opened whose texts are not part of the first visit. */
let needsFurther = false

/** Loads the texts that come with the pages few readers open, now and with every language chosen from then on. */
export async function needFurtherTexts(): Promise<void> {
  needsFurther = true
  await addFurther(languageOf(i18next.language))
}

async function addFurther(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', { ...(await furtherLoaders[language]()) }, true)
}

/** Loads the texts of the language chosen last, else of the browser's, and keeps `<html lang>` at it. */
export async function startTexts(): Promise<void> {
  i18next.on('languageChanged', (language) => (document.documentElement.lang = language))
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await showLanguage(languageOf(keptChoice('language') ?? navigator.language))
}

/** Shows the console in another language from now on, and at the next visit. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', { ...(await loaders[language]()) })
  if (needsFurther) await addFurther(language)
  await i18next.changeLanguage(language)
  keepChoice('language', language)
}

/** The language of the console for a language tag of a browser. */
export function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
