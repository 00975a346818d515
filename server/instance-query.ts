import { parseInstant, type FieldValue, type InstanceFilter } from '../engine/index.js'
import { instanceFilterQuery } from './contract/instances.js'
import type { QueryOf } from './contract/operations.js'
import { invalidRequest } from './http/field-problem.js'
import type { ListedParty } from './access/reading.js'
import { noSuchProcess, notForYou } from './access/refusals.js'
import { RefusedRequest } from './http/problem-response.js'

/** What of the query narrows lists, counts and exports of cases. */
export type FilterQuery = Pick<QueryOf<'GET /api/instances'>, FilterName>

type FilterName = keyof typeof instanceFilterQuery

const filterNames = Object.keys(instanceFilterQuery) as readonly FilterName[]

/** What a list may tell a party: nothing that searches by what the party does not see. */
const partyNames: ReadonlySet<string> = new Set(['process', 'state', 'status'])

/** The one filter for a party. Throws `RefusedRequest` (`forbidden`) where it would be found out what is not shown. */
export function partyFilter(
  query: FilterQuery,
  { processes: confined, ...party }: ListedParty,
): InstanceFilter {
  if (filterNames.some((name) => query[name] !== undefined && !partyNames.has(name)))
    throw new RefusedRequest(notForYou())
  const asked = query.process?.split(',')
  const processes = asked && confined ? asked.filter((id) => confined.includes(id)) : (asked ?? confined)
  return { ...standing(query), ...(processes && { processes }), party }
}

/** The one filter for staff. `mine` are the processes they may list; `undefined` stands for all. */
export function staffFilter(
  query: FilterQuery,
  now: number,
  mine: readonly string[] | undefined,
): InstanceFilter {
  if (mine?.length === 0) throw new RefusedRequest(notForYou())
  const suspended = flagOf(query.suspended)
  const hasIncident = flagOf(query.incident)
  const { version, outcome, role, assignee, unit, field, q } = query
  return {
    ...standing(query),
    ...processesOf(query.process, mine),
    ...timesOf(query),
    ...historyOf(query),
    ...(version === undefined ? {} : { version }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(query.overdue === 'true' ? { overdueAt: now } : {}),
    ...(suspended === undefined ? {} : { suspended }),
    ...(hasIncident === undefined ? {} : { hasIncident }),
    ...(role === undefined ? {} : { taskRoles: [role] }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(unit === undefined ? {} : { unit }),
    ...(field === undefined ? {} : { fields: [fieldOf(field)] }),
    ...(q === undefined ? {} : { q }),
  }
}

/** Where the cases stand. */
function standing(query: FilterQuery): InstanceFilter {
  const { status, state } = query
  const states = state?.split(',')
  return {
    ...(states === undefined ? {} : { states }),
    ...(status === undefined ? {} : { status }),
  }
}

/** Says the same of a process that is not there and of one that is not open. */
function processesOf(process: string | undefined, mine: readonly string[] | undefined): InstanceFilter {
  if (process === undefined) return mine ? { processes: mine } : {}
  const processes = process.split(',')
  const closed = processes.find((id) => mine && !mine.includes(id))
  if (closed !== undefined) throw new RefusedRequest(noSuchProcess(closed))
  return { processes }
}

const times = [
  'createdFrom',
  'createdTo',
  'updatedFrom',
  'updatedTo',
  'endedFrom',
  'endedTo',
  'dueFrom',
  'dueBefore',
] as const

function timesOf(query: FilterQuery): InstanceFilter {
  return Object.fromEntries(
    times.flatMap((name) => {
      const value = query[name]
      return value === undefined ? [] : [[name, momentOf(value)]]
    }),
  )
}

/** What cases did: deadlines they broke, states they left. */
function historyOf(query: FilterQuery): InstanceFilter {
  const { breachedFrom, breachedTo, breachedDeadline, leftFrom, leftTo, leftState, leftAgain } = query
  const breached = {
    ...periodOf(breachedFrom, breachedTo),
    ...(breachedDeadline === undefined ? {} : { deadline: breachedDeadline }),
  }
  const left = {
    ...periodOf(leftFrom, leftTo),
    ...(leftState === undefined ? {} : { state: leftState }),
    ...(leftAgain === undefined ? {} : { again: true as const }),
  }
  return {
    ...(Object.keys(breached).length > 0 && { breached }),
    ...(Object.keys(left).length > 0 && { left }),
  }
}

function periodOf(from: string | undefined, to: string | undefined): { from?: number; to?: number } {
  return {
    ...(from === undefined ? {} : { from: momentOf(from) }),
    ...(to === undefined ? {} : { to: momentOf(to) }),
  }
}

/** The contract has let nothing else through. */
const momentOf = (value: string): number => parseInstant(value) ?? Number.NaN

const flagOf = (word: 'true' | 'false' | undefined): boolean | undefined => word && word === 'true'

/** `customer.phone:13800138000`: the path ends at the first colon. */
function fieldOf(value: string): FieldValue {
  const [, field, wanted] = /^([^:]+):([^]+)$/.exec(value) ?? []
  if (field === undefined || wanted === undefined)
    throw wrongValue('field', 'a path and a value such as customer.phone:13800138000', value)
  return { field, value: wanted }
}

function wrongValue(name: string, expected: string, found: string): Error {
  const message = `Expected ${expected} as '${name}', but found '${found.slice(0, 60)}'.`
  return invalidRequest([{ field: name, message }])
}
