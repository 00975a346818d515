import type { Text } from '../../errors/json.js'

/** What calendars write in the notes of their days, besides the names of holidays. */
const own: { readonly [note: string]: Text } = {
  'workdays of the calendar': { en: 'make-up days of the calendar', 'zh-CN': '日历自定的上班日' },
  'holidays of the calendar': { en: 'days off of the calendar', 'zh-CN': '日历自定的休息日' },
  'dateHours of the calendar': { en: 'one-off hours of the calendar', 'zh-CN': '日历的单日时间' },
  'closures of the calendar': { en: 'closures of the calendar', 'zh-CN': '日历的停业时段' },
}

/** Names of holidays that stand in the table without the word for a festival, beside others that have it. */
const festivals = new Set(['清明', '端午', '中秋'])

/** The note of a day in both languages: names of holidays stand in tables as `National Day / 国庆节`. */
export function noteText(note: string): Text {
  const known = own[note]
  if (known) return known
  const [en = note, chinese = en] = note.split(' / ')
  return { en, 'zh-CN': festivals.has(chinese) ? `${chinese}节` : chinese }
}
