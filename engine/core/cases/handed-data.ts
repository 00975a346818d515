import type { CheckedProcess } from '../../definition/checked-process.js'
import type { JsonObject } from '../../errors/index.js'
import type { HandOver } from '../command.js'
import { dataReasons, StepRefused } from '../refusals.js'

/** What a case begins with that comes from another one. */
export interface HandedData {
  readonly data: JsonObject
  /** Fields both have, whose values do not fit here: they stay behind. */
  readonly leftBehind: readonly string[]
}

/**
 * Defaults, then the fields of the other case that this process has too and that fit, then what was given for it.
 * Refused when a required field is still missing, or when something that was given does not fit.
 */
export function handedData(process: CheckedProcess, origin: HandOver, given: JsonObject): HandedData {
  const leftBehind: string[] = []
  const handed: JsonObject = {}
  for (const [name, value] of Object.entries(origin.data)) {
    if (!Object.hasOwn(process.fields, name) || Object.hasOwn(given, name)) continue
    if (process.checkData({ [name]: value }, { complete: false }).length > 0) leftBehind.push(name)
    else handed[name] = value
  }
  const data: JsonObject = { ...process.defaults(), ...handed, ...given }
  const problems = process.checkData(data, { complete: true })
  if (problems.length > 0) throw new StepRefused(dataReasons(problems))
  return { data, leftBehind }
}
