import { normaliseSearch } from '../errors/index.js'
import { caseSet, plain, type CasePart } from './case-sets.js'
import { compileScope } from './compile-scope.js'
import { compileSearch } from './compile-search.js'
import { breachPart, visitPart } from './compile-history.js'
import type { FieldValue, InstanceFilter } from './filters.js'
import { neverDue } from './list-order.js'
import type { Session } from './session.js'

/** What one key of a filter asks of a case. */
export interface FilterPart extends CasePart {
  readonly key: keyof InstanceFilter
}

/** The filter with what is needed to phrase it. */
interface Context {
  readonly session: Session
  readonly filter: InstanceFilter
}

type Values = Required<InstanceFilter>
type Compile<K extends keyof Values> = (value: Values[K], context: Context) => readonly CasePart[]
type Compilers = { readonly [K in keyof Values]: Compile<K> }

/** Each key of the filter, once for all who ask: a key that is missing here does not compile. */
const compilers: Compilers = {
  process: (id) => [plain('i.process = ?', id)],
  processes: (ids, { session }) => [
    plain(`i.process in (${session.dialect.selectTexts})`, JSON.stringify(ids)),
  ],
  version: (hash, { session, filter: { status } }) => [
    {
      ...plain('i.version = ?', hash),
      cases: {
        sql: `select j.row_id from ${session.names.instances} j where j.version = ? and j.status in (${statusWords(status)})`,
        bindings: [hash],
      },
    },
  ],
  state: (path, context) => inStates([path], context),
  states: inStates,
  // Written out, not bound: only so do partial indexes apply.
  status: (status) => [plain(`i.status = ${statusWords(status)}`)],
  outcome: (outcome) => [plain('i.outcome = ?', outcome)],
  createdFrom: (at) => [plain('i.created_at >= ?', at)],
  createdTo: (at) => [plain('i.created_at < ?', at)],
  updatedFrom: (at) => [plain('i.updated_at >= ?', at)],
  updatedTo: (at) => [plain('i.updated_at < ?', at)],
  endedFrom: (at, { filter }) => [filter.status === 'active' ? nothing : plain('i.ended_at >= ?', at)],
  endedTo: (at, { filter }) => [filter.status === 'active' ? nothing : plain('i.ended_at < ?', at)],
  breached: (breaches, { session, filter }) => [breachPart(breaches, session, filter)],
  left: (visits, { session, filter }) => [visitPart(visits, session, filter)],
  overdueAt: (at) => [plain('i.due_at < ?', Math.min(at + 1, neverDue))],
  dueBefore: (at) => [plain('i.due_at < ?', Math.min(at, neverDue))],
  dueFrom: (at) => [plain('i.due_at >= ? and i.due_at < ?', at, neverDue)],
  taskRoles: (roles, { session }) => [
    caseSet(session, {
      from: `${session.names.task_roles} r`,
      key: 'r.instance',
      where: `r.role in (${session.dialect.selectTexts})`,
      bindings: [JSON.stringify(roles)],
    }),
  ],
  assignee: (person, { session }) => [
    caseSet(session, {
      from: `${session.names.tasks} t${session.dialect.along(`${session.names.tasks}_assignee`)}`,
      id: 't.instance',
      where: 't.assignee = ?',
      bindings: [person],
    }),
  ],
  suspended: (suspended, { session }) => [
    suspended
      ? {
          ...plain('i.suspended = 1'),
          cases: {
            sql: `select j.row_id from ${session.names.instances} j where j.suspended = 1`,
            bindings: [],
          },
        }
      : plain('i.suspended = 0'),
  ],
  hasIncident,
  party: ({ party, roles }, { session }) => [
    caseSet(session, {
      from: `${session.names.instance_parties} p`,
      key: 'p.instance',
      where: `p.party = ? and p.role in (${session.dialect.selectTexts})`,
      bindings: [party, JSON.stringify(roles)],
    }),
  ],
  within: (scope, { session }) => [compileScope(scope, session)],
  unit: (serial, { session }) => [
    caseSet(session, {
      from: `${session.names.unit_cases} u`,
      key: 'u.instance',
      where: 'u.serial = ?',
      bindings: [serial],
    }),
  ],
  fields: (values, { session }) => values.map((each) => fieldPart(each, session)),
  q: (question, { session }) => compileSearch(question, session),
}

/** What has not ended has not ended in any time: told at once, where a database would look at every open case. */
const nothing = plain('1 = 0')

const keys = Object.keys(compilers) as (keyof Values)[]

/**
 * Turns the one filter of lists, counts, exports and figures into conditions on the alias `i` of the cases. All of them
 * have to hold.
 */
export function compileFilter(filter: InstanceFilter, session: Session): readonly FilterPart[] {
  return keys.flatMap((key) => partsOf(key, { filter, session }).map((part) => ({ ...part, key })))
}

function partsOf(key: keyof Values, context: Context): readonly CasePart[] {
  const value = context.filter[key]
  // The table above holds for each key what takes its value.
  const compile = compilers[key] as (value: unknown, context: Context) => readonly CasePart[]
  return value === undefined ? [] : compile(value, context)
}

/** The status as it is written into a statement; both where none is asked for. */
export function statusWords(status: InstanceFilter['status']): string {
  if (status === undefined) return "'active', 'ended'"
  return status === 'active' ? "'active'" : "'ended'"
}

/** States lie by process; `processes` of a filter was filled in where none was asked for. */
function inStates(paths: readonly string[], { session, filter }: Context): readonly CasePart[] {
  const { names, dialect } = session
  const processes = filter.process === undefined ? (filter.processes ?? []) : [filter.process]
  return [
    caseSet(session, {
      from: `${names.instance_states} s`,
      key: 's.instance',
      where: `s.process in (${dialect.selectTexts}) and s.state in (${dialect.selectTexts})`,
      bindings: [JSON.stringify(processes), JSON.stringify(paths)],
    }),
  ]
}

function hasIncident(wanted: boolean, { session }: Context): readonly CasePart[] {
  const open = caseSet(session, {
    from: `${session.names.incidents} x`,
    id: 'x.instance',
    where: "x.status = 'open'",
    bindings: [],
  })
  return wanted ? [open] : [plain(`not ${open.holds.sql}`)]
}

/** Values are kept as searches compare them; one of which nothing is left is kept nowhere. */
function fieldPart({ field, value }: FieldValue, session: Session): CasePart {
  const normalised = normaliseSearch(value)
  if (normalised === '') return nothing
  return caseSet(session, {
    from: `${session.names.search_values} v`,
    key: 'v.instance',
    where: 'v.field = ? and v.value = ?',
    bindings: [field, normalised],
  })
}
