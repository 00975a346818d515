import { step } from '../core/index.js'
import type { Actor, Facts } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { Advanced } from '../core/step-result.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import { EngineError } from '../errors/index.js'
import type { Instant } from '../time/instant.js'
import { staleCalendars, type HashNow } from './stale-calendars.js'

/** In which world, and when, a case is counted again. */
export interface Recounting {
  readonly process: CheckedProcess
  readonly facts: Facts
  readonly now: Instant
}

/**
 * Counts every clock of a case again when a calendar they were counted with has changed since; the reason names the
 * calendars. `undefined` when none has, or when all stays as it is.
 */
export function recount(
  recounting: Recounting,
  record: InstanceRecord,
  hashNow: HashNow,
): Advanced | undefined {
  const changed = staleCalendars(record, hashNow)
  return changed.length === 0 ? undefined : recomputed(recounting, record, { reason: reasonFor(changed) })
}

/** Counts every clock of a case again, whatever has changed. `undefined` when all stays as it is. */
export function recomputed(
  { process, facts, now }: Recounting,
  record: InstanceRecord,
  why: { readonly reason: string; readonly actor?: Actor },
): Advanced | undefined {
  const result = step(process, facts, record, { kind: 'recompute', ...why }, now)
  if (result.kind === 'refused')
    throw new EngineError(
      'engine-bug',
      `Expected case '${record.id}' to be counted again, but it was refused with '${result.refusal.code}'. Please report this.`,
    )
  return result.trail.length === 0 ? undefined : result
}

function reasonFor(changed: readonly string[]): string {
  const names = changed.map((id) => `'${id}'`).join(', ')
  return changed.length === 1 ? `The calendar ${names} has changed.` : `The calendars ${names} have changed.`
}
