import type { JsonObject } from '../../errors/index.js'
import type { FactRequest, Facts, UnitFile } from '../command.js'
import { valueAt } from '../data-path.js'
import type { Draft } from '../draft.js'
import { factGiven, FactNeeded } from '../fact-needed.js'

const dayMs = 86_400_000
/** Of the newest so many repairs is asked whose they were: expressions see no more (`unitType`). */
const mostAsked = 200

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

/** The file as `unit` shows it in expressions. Other cases are asked about only where the repairs are read. */
export function unitValue(draft: Draft): JsonObject {
  const serial = serialOf(draft)
  const file = serial === undefined ? null : unitFile(draft, serial)
  const shown = shownUnit(serial, file)
  const customer = customerOf(draft)
  if (!file || file.repairs.length === 0 || !customer) return shown
  const repairs = (): readonly JsonObject[] => withCustomers(draft, file, customer)
  return Object.defineProperty(shown, 'repairs', { enumerable: true, configurable: true, get: repairs })
}

/** What tells the customer of the case from others; absent where the process does not say or nobody told it yet. */
function customerOf({ process, data }: Pick<Draft, 'process' | 'data'>): Customer | undefined {
  const field = process.unit?.customer
  const value = field === undefined ? undefined : valueAt(data, field)
  return field !== undefined && typeof value === 'string' && value.trim() !== ''
    ? { field, value }
    : undefined
}

interface Customer {
  readonly field: string
  readonly value: string
}

/** Says of each of the newest repairs whether it was for this customer; nothing of one whose case does not tell. */
function withCustomers(
  { facts, identity }: Draft,
  file: UnitFile,
  customer: Customer,
): readonly JsonObject[] {
  const { sameValues = {} } = facts
  const repairs = file.repairs.slice(-mostAsked)
  const key = (instance: string): string => sameValueKey(instance, customer)
  const others = repairs.map(({ instance }) => instance).filter((instance) => instance !== identity.id)
  const cases = others.filter((instance) => !Object.hasOwn(sameValues, key(instance)))
  if (cases.length > 0) throw new FactNeeded({ kind: 'same-value', ...customer, cases })
  return repairs.map((each) => {
    const same = each.instance === identity.id ? true : sameValues[key(each.instance)]
    return { ...shownRepair(each), ...(typeof same === 'boolean' && { sameCustomer: same }) }
  })
}

/** The answer to which cases have a value, from what is known of each; `null` of one that has none in that field. */
export function sameValuesOf(
  request: Extract<FactRequest, { readonly kind: 'same-value' }>,
  known: (instance: string) => boolean | null,
): Pick<Facts, 'sameValues'> {
  const told = request.cases.map((id) => [sameValueKey(id, request), known(id)] as const)
  return { sameValues: Object.fromEntries(told) }
}

function sameValueKey(instance: string, { field, value }: Customer): string {
  return [instance, field, value].join(' ')
}

/** What `unit` says of a serial number with this file, or without any. */
export function shownUnit(serial: string | undefined, file: UnitFile | null): JsonObject {
  if (!file) return { known: false, repairs: [], repairedTimes: 0, repairDays: 0, ...(serial && { serial }) }
  const { repairs, ...rest } = file
  return {
    known: true,
    ...rest,
    repairs: repairs.map(shownRepair),
    repairedTimes: repairs.length,
    repairDays: repairs.reduce((sum, each) => sum + daysOf(each), 0),
  }
}

function shownRepair(repair: UnitFile['repairs'][number]): JsonObject {
  return { ...repair, parts: [...repair.parts] }
}

/** Days a repair took: one at least. A repair that has not ended, or began on no known day, counts none. */
function daysOf({ startedOn, finishedOn }: UnitFile['repairs'][number]): number {
  if (startedOn === undefined || finishedOn === undefined) return 0
  const days = Math.round((Date.parse(finishedOn) - Date.parse(startedOn)) / dayMs)
  return Math.max(1, days)
}
