import type { JsonValue, Text } from '../../errors/json.js'
import { isObject, member } from './json-access.js'

/** The text under a key in both languages. A single written language serves both. */
export function bilingualAt(value: JsonValue | undefined, key: string): Text | undefined {
  const found = member(value, key)
  if (typeof found === 'string') return { 'zh-CN': found, en: found }
  if (!isObject(found)) return undefined
  const { 'zh-CN': chinese, en: english } = found
  if (typeof chinese === 'string' && typeof english === 'string') return { 'zh-CN': chinese, en: english }
  const either = typeof chinese === 'string' ? chinese : english
  return typeof either === 'string' ? { 'zh-CN': either, en: either } : undefined
}

/** `{ title }` when there is a title, else nothing: for spreading into a result. */
export function titleOf(value: JsonValue | undefined): { title?: Text } {
  const title = bilingualAt(value, 'title')
  return title === undefined ? {} : { title }
}
