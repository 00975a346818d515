import { EngineError } from '../errors/index.js'
import { migrations } from './migrations/index.js'
import type { Migration } from './migrations/migration.js'
import { migrationHash } from './migrate.js'
import { integer, type Row, text } from './row.js'
import type { Session } from './session.js'
import { readOtherNodes } from './tables/leases.js'

/** Steps of the tables' history: those that ran, and those that would. */
export interface SchemaPlan {
  readonly applied: readonly { readonly number: number; readonly name: string; readonly at: number }[]
  /** Steps of this release that have not run. One that is `additive` lets the release before go on working. */
  readonly due: readonly PlannedStep[]
  /** Steps of a newer release; with one that is not `additive` this release cannot work. */
  readonly newer: readonly PlannedStep[]
  /** Steps that ran, but are others than those of this release under their numbers: it refuses such a database. */
  readonly strange: readonly PlannedStep[]
  /** Ids of the nodes that are at work on the database. */
  readonly nodes: readonly string[]
}

/** A step by its number and name. */
export interface PlannedStep {
  readonly number: number
  readonly name: string
  readonly additive: boolean
}

/** Reads what an upgrade would do. Changes nothing. Throws `usage-wrong` where there are no tables of ours. */
export async function readSchemaPlan(
  session: Session,
  known: readonly Migration[] = migrations,
): Promise<SchemaPlan> {
  const { names, dialect } = session
  if ((await session.run(dialect.findTable, [names.migrations])).length === 0)
    throw new EngineError(
      'usage-wrong',
      'Expected a database with cases, but this one has no tables of ours. Name another one with --db; the first start of a server makes the tables.',
    )
  const rows = await session.run(
    `select number, name, hash, additive, applied_at from ${names.migrations} order by number`,
  )
  const has = (number: number): boolean => rows.some((row) => integer(row, 'number') === number)
  return {
    applied: rows.map((row) => ({
      number: integer(row, 'number'),
      name: text(row, 'name'),
      at: integer(row, 'applied_at'),
    })),
    due: known
      .filter(({ number }) => !has(number))
      .map(({ number, name, additive }) => ({ number, name, additive: additive === true })),
    newer: rows.filter((row) => !known.some(({ number }) => number === integer(row, 'number'))).map(toStep),
    strange: rows.flatMap((row) => {
      const own = known.find(({ number }) => number === integer(row, 'number'))
      return own && migrationHash(own, dialect) !== text(row, 'hash') ? [toStep(row)] : []
    }),
    nodes: rows.length === 0 ? [] : await readOtherNodes(session, undefined),
  }
}

function toStep(row: Row): PlannedStep {
  return {
    number: integer(row, 'number'),
    name: text(row, 'name'),
    additive: integer(row, 'additive') !== 0,
  }
}
