import { useTranslation } from 'react-i18next'
import { languageOf, type Language } from './start-texts.js'

/** A text of a definition or of the server, in both languages or one. */
export type LocalText = Readonly<Partial<Record<Language, string>>>

/** The language that is shown. */
export function useLanguage(): Language {
  return languageOf(useTranslation().i18n.language)
}

/** Reads texts of definitions in the language that is shown; the other one where it lacks there. */
export function useLocalText(): (text: LocalText | undefined, otherwise?: string) => string {
  const language = useLanguage()
  return (text, otherwise = '') => text?.[language] ?? text?.['zh-CN'] ?? text?.en ?? otherwise
}
