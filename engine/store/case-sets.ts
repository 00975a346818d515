import type { Binding, Session } from './session.js'

/** A piece of SQL with what is bound in it. */
export interface Condition {
  readonly sql: string
  readonly bindings: readonly Binding[]
}

/** What is asked of a case, said twice: for one case, and as the set of all. */
export interface CasePart {
  /** Holds for the case `i`; where other tables are asked, an index answers it for one case at a time. */
  readonly holds: Condition
  /** A `select` of the numbers `row_id` of all cases for which it holds, with some twice. Absent where no index knows them. */
  readonly cases?: Condition
}

/** A condition on columns of the case itself. */
export function plain(sql: string, ...bindings: readonly Binding[]): CasePart {
  return { holds: { sql, bindings } }
}

/** Rows of another table that tell something of a case: by its number (`key`) or by its id. */
interface ToldBy {
  readonly from: string
  readonly key?: string
  readonly id?: string
  readonly where: string
  readonly bindings: readonly Binding[]
}

/** Cases that rows of another table tell of. */
export function caseSet({ names }: Session, { from, key, id, where, bindings }: ToldBy): CasePart {
  const own = key === undefined ? `${id} = i.id` : `${key} = i.row_id`
  const cases =
    key === undefined
      ? `select j.row_id from ${from} join ${names.instances} j on j.id = ${id} where ${where}`
      : `select ${key} as row_id from ${from} where ${where}`
  return {
    holds: { sql: exists(`${from} where ${where} and ${own}`), bindings },
    cases: { sql: cases, bindings },
  }
}

/**
 * Whether there is a row. The offset of nothing keeps PostgreSQL from making a join of it, which would read all such
 * rows before the first case.
 */
export function exists(from: string): string {
  return `exists (select 1 from ${from} limit 1 offset 0)`
}
