import { EngineError, type Text } from '../engine/index.js'

export type Language = keyof Text

/** Reads `--lang`. Throws `usage-wrong` for a language nothing is told in. */
export function languageOption(text: string): Language {
  if (text === 'en' || text === 'zh-CN') return text
  throw new EngineError('usage-wrong', `Expected en or zh-CN as --lang, but found '${text}'.`)
}
