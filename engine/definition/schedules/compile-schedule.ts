import type { JsonObject } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { Calendar } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'
import type { CheckedProcess } from '../checked-process.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import type { KnownNames } from '../compile/compilation.js'
import { member, objectAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import type { CheckedSchedule, ScheduleData, ScheduleObject, ScheduleObjects } from './checked-schedule.js'
import { compileData, reportMissing, type Entries } from './compile-data.js'
import {
  caseItem,
  compileCases,
  compileItems,
  typeOfCases,
  typeOfItems,
  type CompiledItem,
} from './compile-objects.js'
import type { ScheduleRule } from './schedule-rule.js'
import { evaluateObject } from '../compile/value-reads.js'
import { bindingsAt, scheduleScope } from './schedule-values.js'

interface Compiling {
  readonly rule: ScheduleRule
  readonly process: CheckedProcess
  readonly calendar: Calendar
  readonly processes: readonly CheckedProcess[]
  readonly known: KnownNames
  readonly log: ProblemLog
}

/** What a schedule goes over, with what its expressions may name. */
interface Objects {
  readonly objects: ScheduleObjects
  readonly scope: Scope
  readonly items: readonly CompiledItem[]
}

/** Compiles a schedule whose process, calendar and days are known; `undefined` when its objects are not. */
export function compileSchedule(document: SourceDocument, compiling: Compiling): CheckedSchedule | undefined {
  const { value, id } = document
  const { log, process, calendar, rule } = compiling
  const found = objectsOf(document, compiling)
  if (!found) return undefined
  const { objects, scope, items } = found
  const shared = compileData(log, process, { values: objectAt(value, 'with'), path: ['with'], scope })
  reportAllMissing(document, found, compiling)
  const source = textsAt(value, 'source')
  const profile = textAt(value, 'profile')
  const own = new Map(items.map((item) => [item.id, item.own]))
  return {
    id,
    title: bilingualAt(value, 'title') ?? { 'zh-CN': id, en: id },
    ...(source && { source }),
    process: process.id,
    ...(profile !== undefined && { profile }),
    calendar,
    rule,
    objects,
    catchUp: (textAt(value, 'catchUp') as CheckedSchedule['catchUp'] | undefined) ?? 'latest',
    dataFor: (object, now) => dataFor({ id, scope, shared, own }, object, now),
  }
}

function objectsOf(document: SourceDocument, compiling: Compiling): Objects | undefined {
  const { log, process, calendar, processes, known } = compiling
  const written = member(document.value, 'forEach')
  const plain = scheduleScope(calendar.zone)
  if (written === undefined) return { objects: { kind: 'once' }, scope: plain, items: [] }
  const cases = member(written, 'cases')
  if (cases === undefined) {
    const items = compileItems(log, process, { document, scope: plain })
    const scope = scheduleScope(calendar.zone, typeOfItems(process, items))
    return { objects: { kind: 'items', ids: items.map(({ id }) => id) }, scope, items }
  }
  const name = textAt(cases, 'process') ?? ''
  if (!(known.processes ?? []).includes(name))
    log.reportUnknown('unknown-process', ['forEach', 'cases', 'process'], {
      what: 'a process',
      name,
      known: known.processes ?? [],
    })
  const owner = processes.find((each) => each.id === name && each.profile === undefined)
  if (!owner) return undefined
  const scope = scheduleScope(calendar.zone, typeOfCases(owner))
  return { objects: compileCases(log, owner, { document, scope }), scope, items: [] }
}

/** Every object needs the whole data of a start. What was written but is faulty was reported and is not missing. */
function reportAllMissing({ value }: SourceDocument, { items }: Objects, { log, process }: Compiling): void {
  const shared = Object.keys(objectAt(value, 'with'))
  if (items.length === 0) reportMissing(log, process, shared, ['schedule'])
  const written = member(objectAt(value, 'forEach'), 'items')
  for (const [index, item] of (Array.isArray(written) ? written : []).entries())
    reportMissing(
      log,
      process,
      [...shared, ...Object.keys(objectAt(item, 'with'))],
      ['forEach', 'items', index],
    )
}

interface Values {
  readonly id: string
  readonly scope: Scope
  readonly shared: Entries
  readonly own: ReadonlyMap<string, Entries>
}

function dataFor({ id, scope, shared, own }: Values, object: ScheduleObject, now: Instant): ScheduleData {
  const plain = bindingsAt(scope, id, now)
  if (object.kind === 'once') return evaluateObject(shared, plain)
  if (object.kind === 'case') return evaluateObject(shared, plain.withItem(caseItem(object.case)))
  const values = evaluateObject(own.get(object.id) ?? [], plain)
  if (!values.ok) return values
  const item: JsonObject = { ...values.value, id: object.id }
  const common = evaluateObject(shared, plain.withItem(item))
  // What an object says of itself goes before what all have in common.
  return common.ok ? { ok: true, value: { ...common.value, ...values.value } } : common
}
