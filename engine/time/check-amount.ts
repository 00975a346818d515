import { EngineError } from '../errors/engine-error.js'
import { toDayNumber } from './date.js'
import { unitMs, wordsOf } from './duration-units.js'
import type { Duration } from './duration.js'
import { isInstant } from './instant.js'

/** Throws an `EngineError` unless a number is an instant one can count from. */
export function checkInstant(at: number): void {
  if (isInstant(at)) return
  throw wrongUse(`Expected an instant in whole milliseconds, but found ${at}.`)
}

/** Throws an `EngineError` unless a duration is one that `parseDuration` could have read. */
export function checkAmount({ amount, unit }: Duration): void {
  const isWhole = unitMs[unit] !== undefined || Number.isInteger(amount)
  const most = wordsOf({ amount, unit })?.most ?? 0
  if (amount >= 0 && amount <= most && isWhole) return
  throw wrongUse(`Expected a duration that parseDuration could have read, but found ${amount} of '${unit}'.`)
}

/** The number of the day of a date `yyyy-mm-dd`. Throws an `EngineError` for other text. */
export function dayNumberOf(date: string): number {
  const number = toDayNumber(date)
  if (number === undefined) throw wrongUse(`Expected a date such as 2026-09-28, but found '${date}'.`)
  return number
}

/** Somebody asked for what the arithmetic cannot mean. */
export function wrongUse(message: string): EngineError {
  return new EngineError('usage-wrong', message)
}
