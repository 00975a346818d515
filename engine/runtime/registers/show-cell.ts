import type { CheckedProcess } from '../../definition/checked-process.js'
import type { JsonValue, Text } from '../../errors/index.js'
import type { ValueType } from '../../expression/expression.js'
import { localParts, parseInstant } from '../../time/index.js'
import type { RegisterLanguage } from './register-page.js'

/** What stands in a cell, with what is needed to show it. */
export interface Cell {
  readonly value: JsonValue
  readonly type: ValueType
  /** The expression as it is written: states and outcomes go by their titles. */
  readonly source: string
  readonly options?: { readonly [option: string]: Text }
}

/** A cell as people read it. Numbers and amounts without signs and separators, so that programs read them too. */
export function showCell(cell: Cell, process: CheckedProcess, language: RegisterLanguage): string {
  const { value, type } = cell
  if (Array.isArray(value)) {
    const of = type.kind === 'list' ? type.of : type
    return value.map((each) => showCell({ ...cell, value: each, type: of }, process, language)).join('; ')
  }
  if (typeof value === 'boolean') return words[String(value) as 'true' | 'false'][language]
  if (typeof value === 'number') return type.kind === 'money' ? value.toFixed(2) : String(value)
  if (typeof value !== 'string') return value === null ? '' : JSON.stringify(value)
  if (type.kind === 'date-time') return localTime(value, process.scope.types.zone)
  return titleOf(cell, value, process)?.[language] ?? value
}

/** What a clock on the wall shows, `2026-10-09 14:30`. */
export function localTime(value: string, zone: string): string {
  const at = parseInstant(value)
  if (at === undefined) return value
  const { year, month, day, hour, minute } = localParts(at, zone)
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

const words = {
  true: { 'zh-CN': '是', en: 'yes' },
  false: { 'zh-CN': '否', en: 'no' },
  active: { 'zh-CN': '办理中', en: 'open' },
  ended: { 'zh-CN': '已结束', en: 'ended' },
}

function titleOf({ source, options }: Cell, value: string, process: CheckedProcess): Text | undefined {
  if (options) return Object.hasOwn(options, value) ? options[value] : undefined
  switch (source.trim()) {
    case 'instance.process':
      return value === process.id ? process.title : undefined
    case 'instance.status':
      return value === 'active' || value === 'ended' ? words[value] : undefined
    case 'instance.outcome':
      return [...process.states.values()].find(({ outcome }) => outcome === value)?.title
    case 'instance.state':
    case 'instance.states':
      return statesTitle(process, value)
    default:
      return undefined
  }
}

function statesTitle({ states }: CheckedProcess, paths: string): Text {
  const titles = paths.split(', ').map((path) => states.get(path)?.title ?? { 'zh-CN': path, en: path })
  const joined = (language: RegisterLanguage): string => titles.map((title) => title[language]).join('; ')
  return { 'zh-CN': joined('zh-CN'), en: joined('en') }
}
