import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isObject } from '../compile/json-access.js'

/** What stands before every text of rules nobody compared with their source. */
const unverifiedWords = { 'zh-CN': '未核实：', en: 'unverified: ' } as const

/** A value with every bilingual text in it marked as unverified, in both languages. */
export function markUnverified(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(markUnverified)
  if (!isObject(value)) return value
  const { 'zh-CN': zh, en } = value
  if (typeof zh === 'string' && typeof en === 'string')
    return { 'zh-CN': `${unverifiedWords['zh-CN']}${zh}`, en: `${unverifiedWords.en}${en}` }
  const marked = Object.entries(value).map(([key, inner]) => [key, markUnverified(inner)])
  return Object.fromEntries(marked) as JsonObject
}
