import { about, component, freeObject, object, text, whole, word, type Schema } from './schema.js'

/** Largest page of any list. */
export const largestPage = 500

/** Most characters of a reason. */
export const longestReasonText = 2000

/** A text for people in both languages. */
export const localText = component(
  'LocalText',
  object({ 'zh-CN': text({ minLength: 0 }), en: text({ minLength: 0 }) }),
)

/** A point in time, RFC 3339. */
export const instant: Schema<string> = text({ format: 'date-time' })

/** A day of the calendar, such as `2026-10-01`. */
export const day: Schema<string> = text({ format: 'date' })

/** Why somebody does something; not blank. */
export const reason: Schema<string> = about(
  text({ maxLength: longestReasonText, pattern: '\\S' }),
  'Why. It stands in the trail.',
)

/** Id of a case. */
export const instanceId: Schema<string> = about(text(), 'Id of a case.')

/** What pages of a list take. */
export const pageQuery = {
  limit: about(whole({ minimum: 1, maximum: largestPage }), 'Entries of a page, 50 unless given.'),
  cursor: about(text({ minLength: 0 }), 'The `next` of the page before.'),
}

/** Where the next page begins; absent on the last. */
export const next: Schema<string> = about(text(), '`cursor` of the next page; absent on the last.')

/** What lists take that go back as well. */
export const beforeQuery = about(text({ minLength: 0 }), 'The `prev` of the page behind, to go back.')

/** Where the page before ends; absent on the first. */
export const prev: Schema<string> = about(text(), '`before` of the page before; absent on the first.')

/** `true` asks how many there are altogether. */
export const countQuery = about(word('true', 'false'), '`true`: how many there are altogether.')

/** How many there are altogether. */
export const count: Schema<number> = about(
  whole({ minimum: 0 }),
  'How many there are altogether, where asked for.',
)

/** The languages texts for people come in. */
export const language = word('zh-CN', 'en')

/** Data by field; what stands in it is for the process to say. */
export const values = freeObject
