import type { JsonObject } from '../../errors/index.js'
import type { UnitFile } from '../command.js'
import { valueAt } from '../data-path.js'
import type { Draft } from '../draft.js'
import { factGiven } from '../fact-needed.js'

const dayMs = 86_400_000

/** Serial number of the thing the case is about now; absent where the process has no unit or nobody told it yet. */
export function serialOf({ process, data }: Pick<Draft, 'process' | 'data'>): string | undefined {
  const value = process.unit && valueAt(data, process.unit.serial)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** The file of a unit as this step leaves it so far; `null` where there is none. Asks for it when it was not given. */
export function unitFile(
  { facts, shared }: Pick<Draft, 'facts' | 'shared'>,
  serial: string,
): UnitFile | null {
  if (Object.hasOwn(shared.units, serial)) return shared.units[serial] ?? null
  const given = facts.units && Object.hasOwn(facts.units, serial) ? facts.units[serial] : undefined
  return factGiven(given, { kind: 'unit', key: serial })
}

/** The file as `unit` shows it in expressions. */
export function unitValue(draft: Draft): JsonObject {
  const serial = serialOf(draft)
  return shownUnit(serial, serial === undefined ? null : unitFile(draft, serial))
}

/** What `unit` says of a serial number with this file, or without any. */
export function shownUnit(serial: string | undefined, file: UnitFile | null): JsonObject {
  if (!file) return { known: false, repairs: [], repairedTimes: 0, repairDays: 0, ...(serial && { serial }) }
  const { repairs, ...rest } = file
  return {
    known: true,
    ...rest,
    repairs: repairs.map((each) => ({ ...each, parts: [...each.parts] })),
    repairedTimes: repairs.length,
    repairDays: repairs.reduce((sum, each) => sum + daysOf(each), 0),
  }
}

/** Days a repair took: one at least. A repair that has not ended, or began on no known day, counts none. */
function daysOf({ startedOn, finishedOn }: UnitFile['repairs'][number]): number {
  if (startedOn === undefined || finishedOn === undefined) return 0
  const days = Math.round((Date.parse(finishedOn) - Date.parse(startedOn)) / dayMs)
  return Math.max(1, days)
}
