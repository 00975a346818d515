import { type FilterPart, statusWords } from './compile-filter.js'
import type { InstanceFilter } from './filters.js'
import type { ListOrder } from './list-order.js'
import { processesOf } from './left-processes.js'
import { holdsFor, type Search } from './compile-search.js'
import type { Binding, Session } from './session.js'

/**
 * One range of an index that lies in the order of a list already. A list is one of them, or the first rows of each of
 * several.
 */
export interface Range {
  /** Tables, the cases `i` among them where the range may be the only one. */
  readonly from: string
  readonly where: readonly string[]
  readonly bindings: readonly Binding[]
  /** Expressions of the columns of the order, and of the number of the case. */
  readonly sorted: readonly string[]
  readonly tie: string
}

/** More ranges than this cost more than walking along all cases. */
const mostRanges = 60

interface Walk {
  readonly filter: InstanceFilter
  readonly parts: readonly FilterPart[]
  readonly order: ListOrder
  readonly session: Session
}

/** The ranges in which the cases of a filter lie, by the first of its keys that leads an index in this order. */
export function rangesOf(walk: Walk): readonly Range[] {
  const { filter } = walk
  const processes = processesOf(filter)
  const states = filter.state === undefined ? filter.states : [filter.state]
  if (states && processes && fits(processes, states)) return stateRanges(walk, processes, states)
  if (filter.outcome !== undefined && processes && fits(processes))
    return outcomeRanges(walk, processes, filter.outcome)
  const statuses = statusesOf(filter)
  if (processes && fits(processes, statuses))
    return processes.flatMap((process) => statuses.map((status) => statusRange(walk, status, process)))
  return statuses.map((status) => statusRange(walk, status))
}

/**
 * What a search finds, those entered last at the top: postings lie in the order of the cases' numbers. The grams come
 * with the rarest first.
 */
export function foundRanges({ parts, session }: Walk, search: Search): readonly Range[] {
  const { names } = session
  const rest = remaining(parts, ['q'])
  const order = { sorted: [], tie: 'i.row_id' }
  const whole = ['i.id = ?', 'i.number = ?'].map((condition): Range => ({
    ...order,
    from: `${names.instances} i`,
    where: [condition, ...rest.where],
    bindings: [search.question, ...rest.bindings],
  }))
  const [rarest, ...others] = search.grams
  if (rarest === undefined) return whole
  const there = holdsFor('g.instance', search, others, session)
  // The cases themselves are looked at only where something else is asked of them.
  const isNarrowed = rest.where.length > 0
  const posting: Range = {
    sorted: [],
    tie: 'g.instance',
    from: isNarrowed
      ? `${names.search_grams} g cross join ${names.instances} i${session.dialect.byNumber}`
      : `${names.search_grams} g`,
    where: [...(isNarrowed ? ['i.row_id = g.instance'] : []), 'g.gram = ?', there.sql, ...rest.where],
    bindings: [rarest, ...there.bindings, ...rest.bindings],
  }
  return [...whole, posting]
}

function fits(...kinds: readonly (readonly unknown[])[]): boolean {
  return kinds.reduce((product, kind) => product * kind.length, 1) <= mostRanges
}

/** A case that has ended, or ended in a time, stands with the others that have: those that are open need not be passed. */
function statusesOf({ status, endedFrom, endedTo }: InstanceFilter): readonly ('active' | 'ended')[] {
  if (status === undefined && (endedFrom ?? endedTo) !== undefined) return ['ended']
  return status === undefined ? ['active', 'ended'] : [status]
}

function stateRanges(walk: Walk, processes: readonly string[], states: readonly string[]): readonly Range[] {
  const { filter, parts, order, session } = walk
  const { instance_states: table, instances } = session.names
  const rest = remaining(parts, ['process', 'processes', filter.state === undefined ? 'states' : 'state'])
  const along = session.dialect.along(`${table}_${order.name}`)
  return processes.flatMap((process) =>
    [...new Set(states)].map((state) => ({
      from: `${table} s${along} cross join ${instances} i${session.dialect.byNumber}`,
      where: ['i.row_id = s.instance', 's.process = ?', 's.state = ?', ...rest.where],
      bindings: [process, state, ...rest.bindings],
      sorted: order.columns.map((column) => `s.${column}`),
      tie: 's.instance',
    })),
  )
}

function outcomeRanges(walk: Walk, processes: readonly string[], outcome: string): readonly Range[] {
  const rest = remaining(walk.parts, ['process', 'processes', 'outcome'])
  return processes.map((process) =>
    caseRange(walk, `outcome_${walk.order.name}`, {
      where: ['i.process = ?', 'i.outcome = ?', ...rest.where],
      bindings: [process, outcome, ...rest.bindings],
    }),
  )
}

/** Without a process what is asked of it stays a condition. */
function statusRange(walk: Walk, status: 'active' | 'ended', process?: string): Range {
  const own = `i.status = ${statusWords(status)}`
  if (process === undefined) {
    const rest = remaining(walk.parts, ['status'])
    return caseRange(walk, walk.order.name, { where: [own, ...rest.where], bindings: rest.bindings })
  }
  const rest = remaining(walk.parts, ['status', 'process', 'processes'])
  return caseRange(walk, `process_${walk.order.name}`, {
    where: ['i.process = ?', own, ...rest.where],
    bindings: [process, ...rest.bindings],
  })
}

function caseRange(
  { order, session }: Walk,
  index: string,
  conditions: Pick<Range, 'where' | 'bindings'>,
): Range {
  const { instances } = session.names
  return {
    ...conditions,
    from: `${instances} i${session.dialect.along(`${instances}_${index}`)}`,
    sorted: order.columns.map((column) => `i.${column}`),
    tie: 'i.row_id',
  }
}

/** Conditions of all parts but those that the range itself answers. */
function remaining(
  parts: readonly FilterPart[],
  answered: readonly (keyof InstanceFilter)[],
): Pick<Range, 'where' | 'bindings'> {
  const rest = parts.filter(({ key }) => !answered.includes(key)).map(({ holds }) => holds)
  return { where: rest.map(({ sql }) => sql), bindings: rest.flatMap(({ bindings }) => bindings) }
}
