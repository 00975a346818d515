import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { Expression, FieldType, Scope, ValueType } from '../../expression/expression.js'
import { formatInstant } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'
import type { CheckedProcess } from '../checked-process.js'
import { dictionary } from '../compile/field-node.js'
import { listAt, member, objectAt, textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import type { ScheduleCase, ScheduleObjects } from './checked-schedule.js'
import { compileData, type Entries } from './compile-data.js'
import { bindingsAt, compileWhere } from './schedule-values.js'

const text: FieldType = { type: { kind: 'text' }, required: true }

/** One object of a list, with the values of its own. */
export interface CompiledItem {
  readonly id: string
  readonly own: Entries
}

/** The items of a list. Reports an id that is there twice. */
export function compileItems(
  log: ProblemLog,
  process: CheckedProcess,
  { document, scope }: { readonly document: SourceDocument; readonly scope: Scope },
): readonly CompiledItem[] {
  const items = listAt(objectAt(document.value, 'forEach'), 'items')
  const ids = items.map((item) => textAt(item, 'id') ?? '')
  return items.map((item, index) => {
    const path = ['forEach', 'items', index]
    const id = ids[index] ?? ''
    if (ids.indexOf(id) < index)
      log.report('duplicate-id', [...path, 'id'], `Expected each object once, but '${id}' is there twice.`, {
        found: id,
        hint: 'Give one of them another id, or take it out.',
      })
    const own = compileData(log, process, { values: objectAt(item, 'with'), path: [...path, 'with'], scope })
    return { id, own }
  })
}

/** Type of `item` over a list: its id, and whatever some item has under `with`. */
export function typeOfItems(process: CheckedProcess, items: readonly CompiledItem[]): ValueType {
  const names = new Set(items.flatMap(({ own }) => own.map(([name]) => name)))
  const fields = [...names].flatMap((name): (readonly [string, FieldType])[] => {
    const type = process.fields[name]?.type
    const required = items.every(({ own }) => own.some(([each]) => each === name))
    return type ? [[name, { type, required }]] : []
  })
  return { kind: 'object', fields: dictionary([...fields, ['id', text] as const]) }
}

/** Type of `item` over the open cases of a process. */
export function typeOfCases(process: CheckedProcess): ValueType {
  const data = dictionary(
    Object.values(process.fields).map(({ name, type, required, definition }) => [
      name,
      { type, required: required || member(definition, 'default') !== undefined },
    ]),
  )
  return {
    kind: 'object',
    fields: dictionary<FieldType>([
      ['id', text],
      ['number', { ...text, required: false }],
      ['createdAt', { type: { kind: 'date-time' }, required: true }],
      ['data', { type: { kind: 'object', fields: data }, required: true }],
    ]),
  }
}

/** A case as expressions read it. */
export function caseItem({ id, number, createdAt, data }: ScheduleCase): JsonObject {
  return { id, ...(number !== undefined && { number }), createdAt: formatInstant(createdAt), data }
}

/** The cases a schedule goes over. Reports a state their process does not have. `scope` knows their `item`. */
export function compileCases(
  log: ProblemLog,
  process: CheckedProcess,
  { document, scope }: { readonly document: SourceDocument; readonly scope: Scope },
): ScheduleObjects {
  const written = objectAt(objectAt(document.value, 'forEach'), 'cases')
  const path = ['forEach', 'cases']
  const state = textAt(written, 'state')
  if (state !== undefined && !process.states.has(state))
    log.reportUnknown('unknown-state', [...path, 'state'], {
      what: `a state of '${process.id}'`,
      name: state,
      known: [...process.states.keys()].filter((each) => each !== ''),
    })
  const source = textAt(written, 'where')
  const where = source === undefined ? undefined : compileWhere(log, scope, source, [...path, 'where'])
  return {
    kind: 'cases',
    process: process.id,
    ...(state !== undefined && { state }),
    holds: (item, now) => holds(where, { scope, id: document.id }, { item, now }),
  }
}

function holds(
  where: Expression | undefined,
  { scope, id }: { readonly scope: Scope; readonly id: string },
  { item, now }: { readonly item: ScheduleCase; readonly now: Instant },
): ReturnType<Extract<ScheduleObjects, { kind: 'cases' }>['holds']> {
  if (!where) return { ok: true, value: true }
  const result = where.evaluate(bindingsAt(scope, id, now).withItem(caseItem(item)))
  return result.ok ? { ok: true, value: isTrue(result.value) } : result
}

const isTrue = (value: JsonValue): boolean => value === true
