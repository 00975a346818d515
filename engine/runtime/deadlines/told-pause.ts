import type { ExplainedPause } from '../../core/explain/index.js'
import { spaced, type ToldPause } from '../../time/words/index.js'

/** A pause as the words about a count take it: its causes in a row, in both languages. */
export function toldPause({ from, to, by }: ExplainedPause): ToldPause {
  const titles = by.map(({ title }) => title)
  const text = {
    en: titles.map(({ en }) => en).join(', '),
    'zh-CN': spaced(titles.map((title) => title['zh-CN']).join('、')),
  }
  return { from, ...(to === undefined ? {} : { to }), ...(by.length > 0 ? { by: text } : {}) }
}
