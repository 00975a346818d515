import { normaliseSearch } from '../errors/index.js'
import type { InstanceFilter, PageRequest } from './port.js'
import { asksForDigits, digitSeparators, probesOf, withoutSeparators } from './search-grams.js'
import type { Binding, Session } from './session.js'
import type { TableNames } from './table-names.js'

/** A filter as SQL over the alias `i` of the instances. `bindings` belong to `from` and `where`, in this order. */
export interface CompiledFilter {
  readonly from: string
  readonly where: readonly string[]
  readonly bindings: readonly Binding[]
  /** Columns of the order; they lie in the same index as the leading condition where one exists. */
  readonly sortColumns: readonly string[]
  readonly tieColumn: string
}

/**
 * Turns the one filter of lists and counts into SQL. Without `sort` (counts) the order is of no interest.
 * A list by state runs along the states' own index; everything else runs along an index of the instances.
 */
export function compileFilter(
  filter: InstanceFilter,
  { names, dialect }: Session,
  sort?: NonNullable<PageRequest['sort']>,
): CompiledFilter {
  const where: string[] = []
  const bindings: Binding[] = []
  const add = (condition: string, ...values: Binding[]): void => {
    where.push(condition)
    bindings.push(...values)
  }
  const question = filter.q === undefined ? '' : filter.q.trim()
  const byState = filter.state !== undefined && sort === 'updated' && question === ''

  if (filter.state !== undefined && byState) {
    add('i.row_id = s.instance')
    add('s.state = ?', filter.state)
    if (filter.process !== undefined) add('s.process = ?', filter.process)
  } else if (filter.state !== undefined) {
    const process = filter.process === undefined ? '' : ' and s.process = ?'
    add(
      `i.row_id in (select s.instance from ${names.instance_states} s where s.state = ?${process})`,
      filter.state,
      ...(filter.process === undefined ? [] : [filter.process]),
    )
  }
  if (filter.process !== undefined) add('i.process = ?', filter.process)
  if (filter.processes !== undefined)
    add(`i.process in (${dialect.selectTexts})`, JSON.stringify(filter.processes))
  // Written out, not bound: only so do the partial indexes of active cases apply.
  if (filter.status !== undefined)
    add(filter.status === 'active' ? "i.status = 'active'" : "i.status = 'ended'")
  if (filter.outcome !== undefined) add('i.outcome = ?', filter.outcome)
  if (filter.overdueAt !== undefined) add('i.due_at <= ?', Math.min(filter.overdueAt, latestInstant))
  // Written out for the same reason.
  if (filter.suspended !== undefined) add(filter.suspended ? 'i.suspended = 1' : 'i.suspended = 0')
  if (filter.taskRoles !== undefined)
    add(
      `i.row_id in (select r.instance from ${names.task_roles} r where r.role in (${dialect.selectTexts}))`,
      JSON.stringify(filter.taskRoles),
    )
  if (filter.unit !== undefined)
    add(`i.row_id in (select u.instance from ${names.unit_cases} u where u.serial = ?)`, filter.unit)
  if (filter.party !== undefined)
    add(
      `i.row_id in (select p.instance from ${names.instance_parties} p
        where p.party = ? and p.role in (${dialect.selectTexts}))`,
      filter.party.party,
      JSON.stringify(filter.party.roles),
    )
  if (question !== '') {
    const found = compileSearch(question, names, (column) => dialect.contains(column))
    add(`i.row_id in (${found.sql})`, ...found.bindings)
  }
  return {
    // `cross join` keeps SQLite on the states' index, which is already in the order of the list.
    from: byState ? `${names.instance_states} s cross join ${names.instances} i` : `${names.instances} i`,
    where,
    bindings,
    sortColumns: byState ? ['s.updated_at'] : sortKeys[sort ?? 'updated'].map((column) => `i.${column}`),
    tieColumn: byState ? 's.instance' : 'i.row_id',
  }
}

/** Columns of each order, without the number that breaks ties. */
export const sortKeys = {
  updated: ['updated_at'],
  created: ['created_at'],
  due: ['due_at'],
  priority: ['priority_rank', 'due_at'],
} as const satisfies { readonly [sort in NonNullable<PageRequest['sort']>]: readonly string[] }

/** Cases without a due point have a later value there. */
const latestInstant = 8_640_000_000_000_000

/**
 * Numbers and ids as a whole; parts of search values by their grams, compared with the value itself afterwards. Where
 * the question is a number, both sides are taken without separators.
 */
function compileSearch(
  question: string,
  names: TableNames,
  contains: (column: string) => string,
): { readonly sql: string; readonly bindings: readonly Binding[] } {
  const exact = `select row_id from ${names.instances} where id = ?
    union select row_id from ${names.instances} where number = ?`
  const normalised = normaliseSearch(question)
  const digits = asksForDigits(normalised)
  const part = digits ? withoutSeparators(normalised) : normalised
  const compared = digits ? columnWithoutSeparators('v.value') : 'v.value'
  const [first, ...others] = probesOf(part)
  if (first === undefined) return { sql: exact, bindings: [question, question] }
  const also = others.map(
    () => ` and exists (select 1 from ${names.search_grams} o where o.gram = ? and o.instance = g.instance)`,
  )
  return {
    sql: `${exact} union select g.instance from ${names.search_grams} g where g.gram = ?${also.join('')}
      and exists (select 1 from ${names.search_values} v where v.instance = g.instance and ${contains(compared)})`,
    bindings: [question, question, first, ...others, part],
  }
}

function columnWithoutSeparators(column: string): string {
  return digitSeparators.reduce((sql, separator) => `replace(${sql}, '${separator}', '')`, column)
}
