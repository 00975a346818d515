import type { JsonValue } from '../../engine/index.js'

const dayLength = 24 * 60 * 60 * 1000
const dateText = /^\d{4}-\d{2}-\d{2}$/
const momentText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

/** A value of a story told some days later: every date and every moment in it is moved by that many days. */
export function shiftValues(value: JsonValue, days: number): JsonValue {
  if (typeof value === 'string') return shiftText(value, days)
  if (Array.isArray(value)) return value.map((item) => shiftValues(item, days))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shiftValues(part, days)]))
}

function shiftText(text: string, days: number): string {
  const moved = (instant: number): Date => new Date(instant + days * dayLength)
  if (dateText.test(text))
    return moved(Date.parse(`${text}T00:00:00Z`))
      .toISOString()
      .slice(0, 10)
  if (!momentText.test(text) || Number.isNaN(Date.parse(text))) return text
  return moved(Date.parse(text)).toISOString()
}
