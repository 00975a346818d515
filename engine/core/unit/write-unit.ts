import type { CheckedAction } from '../../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import type { UnitFile } from '../command.js'
import { sameValue, valueAt } from '../data-path.js'
import type { Draft } from '../draft.js'
import { personalLeaves, TrailBody } from '../personal.js'
import { bilingual, StepRefused } from '../refusals.js'
import type { StepValues } from '../step-values.js'
import { serialOf, unitFile } from './unit-file.js'

type UnitAction = Extract<CheckedAction, { kind: 'unit' }>
type UnitDetails = Omit<UnitFile, 'serial' | 'revision'>

/**
 * Writes into the product file of the case's unit. Without a serial number there is no file to write into: then only
 * an exchange writes, into the file of the new unit.
 */
export function writeUnit(draft: Draft, values: StepValues, action: UnitAction, state: string): void {
  const given = givenValues(values, action, state)
  const serial = serialOf(draft)
  if (action.act === 'exchange') exchange(draft, serial, given)
  else if (serial !== undefined)
    write(draft, serial, action.act === 'purchase' ? purchaseOf(given) : repairOf(draft, serial, given))
  // What was decided with the file before may be decided differently now.
  values.forget()
}

/** Values that are there. One whose answer is missing is left out, unless the act cannot do without it. */
function givenValues(values: StepValues, action: UnitAction, state: string): JsonObject {
  const needed = action.act === 'repair' ? [] : ['on', 'newSerial']
  return Object.fromEntries(
    action.values.flatMap(([name, value]) => {
      const result = value.kind === 'expression' ? values.evaluate(value.expression) : undefined
      const left = result && !result.ok && result.failure.code === 'field-missing' && !needed.includes(name)
      return left ? [] : [[name, values.resolve(value, state)] as const]
    }),
  )
}

function purchaseOf(given: JsonObject): Partial<UnitDetails> {
  return { ...textAs(given, 'on', 'purchasedOn'), ...textAs(given, 'warrantyEndsOn', 'warrantyEndsOn') }
}

/** One entry for each case, in the order in which they were first written. */
function repairOf(draft: Draft, serial: string, given: JsonObject): Partial<UnitDetails> {
  const { id, number } = draft.identity
  const { parts } = given
  const entry: UnitFile['repairs'][number] = {
    instance: id,
    ...(number !== undefined && { number }),
    ...textAs(given, 'fault', 'fault'),
    ...textAs(given, 'startedOn', 'startedOn'),
    ...textAs(given, 'finishedOn', 'finishedOn'),
    parts: Array.isArray(parts) ? parts.filter((part) => typeof part === 'string') : [],
  }
  const known = unitFile(draft, serial)?.repairs ?? []
  const again = known.some(({ instance }) => instance === id)
  return { repairs: again ? known.map((each) => (each.instance === id ? entry : each)) : [...known, entry] }
}

function exchange(draft: Draft, serial: string | undefined, given: JsonObject): void {
  const next = (textAs(given, 'newSerial', 'newSerial').newSerial ?? '').trim()
  const on = textAs(given, 'on', 'exchangedOn')
  refuseWrongExchange(draft, serial, next)
  if (serial !== undefined) write(draft, serial, { replacedBy: next, ...on })
  write(draft, next, {
    ...(serial !== undefined && { replaces: serial }),
    ...on,
    ...textAs(given, 'on', 'purchasedOn'),
    ...textAs(given, 'warrantyEndsOn', 'warrantyEndsOn'),
  })
}

/** The chain from unit to unit stays a chain: no unit is exchanged twice, comes for two, or comes for itself. */
function refuseWrongExchange(draft: Draft, serial: string | undefined, next: string): void {
  if (next === '')
    throw notExchangeable(
      '新产品的编号不能为空。',
      'Expected the serial number of a new unit, but it is empty.',
    )
  if (next === serial)
    throw notExchangeable(
      `新产品的编号不能与原产品相同：${next}。`,
      `Expected another unit in exchange, but '${next}' is the unit itself.`,
    )
  const replacedBy = serial === undefined ? undefined : unitFile(draft, serial)?.replacedBy
  if (replacedBy !== undefined && replacedBy !== next)
    throw notExchangeable(
      `产品 ${serial} 已经调换为 ${replacedBy}，不能再次调换。`,
      `Expected a unit that was not exchanged yet, but '${serial}' was exchanged for '${replacedBy}'.`,
    )
  const file = unitFile(draft, next)
  if (file?.replaces !== undefined && file.replaces !== serial)
    throw notExchangeable(
      `产品 ${next} 已经用于调换 ${file.replaces}。`,
      `Expected a new unit, but '${next}' came in exchange for '${file.replaces}' before.`,
    )
  if (file?.replacedBy !== undefined)
    throw notExchangeable(
      `产品 ${next} 本身已经调换为 ${file.replacedBy}，不能用于调换。`,
      `Expected a new unit, but '${next}' was itself exchanged for '${file.replacedBy}'.`,
    )
}

function notExchangeable(chinese: string, english: string): StepRefused {
  return new StepRefused([{ code: 'unit-not-exchangeable', text: bilingual(chinese, english) }])
}

function write(draft: Draft, serial: string, changes: Partial<UnitDetails>): void {
  const file = unitFile(draft, serial) ?? { serial, repairs: [], revision: 0 }
  const told = Object.entries({ ...modelOf(draft, serial), ...changes }).filter(
    ([name, value]) => !sameValue(valueAt(file as unknown as JsonObject, name), value as JsonValue),
  )
  if (told.length === 0) return
  const changed: UnitFile = { ...file, ...Object.fromEntries(told), revision: file.revision + 1 }
  // Any text may be a serial number, those included that mean something to JavaScript when they are assigned.
  Object.defineProperty(draft.shared.units, serial, {
    value: changed,
    enumerable: true,
    configurable: true,
    writable: true,
  })
  noteChange(draft, serial, Object.fromEntries(told) as JsonObject)
}

/** The trail shows what was written; of the repairs only that of this case. */
function noteChange(draft: Draft, serial: string, told: JsonObject): void {
  const { process, data, identity } = draft
  const { repairs, ...rest } = told
  const own = (Array.isArray(repairs) ? (repairs as JsonObject[]) : []).find(
    ({ instance }) => instance === identity.id,
  )
  const written: JsonObject = { serial, ...rest, ...(own && { repair: own }) }
  const personal = personalLeaves(process.fields, data)
  const trail = new TrailBody({})
  for (const [name, value] of Object.entries(written))
    trail.body[name] = personal.has(value) ? trail.hide(value, `/${name}`) : value
  draft.note('unit-changed', trail.body, trail.personal)
}

/** What the case calls the model of its own unit. */
function modelOf(draft: Draft, serial: string): { model?: string } {
  const { process, data } = draft
  const value = process.unit?.model === undefined ? undefined : valueAt(data, process.unit.model)
  return serial === serialOf(draft) && typeof value === 'string' && value !== '' ? { model: value } : {}
}

function textAs<Name extends string>(
  given: JsonObject,
  from: string,
  name: Name,
): { [name in Name]?: string } {
  const value = given[from]
  return typeof value === 'string' ? ({ [name]: value } as { [name in Name]?: string }) : {}
}
