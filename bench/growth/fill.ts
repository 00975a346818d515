import type { Knex } from 'knex'
import { neverDue } from '../../engine/store/list-order.js'
import {
  cases,
  indexesOf,
  isInteger,
  isSqlite,
  rowsOf,
  tablesOfCases,
  type CaseTable,
} from './case-tables.js'

/** What else there is to say of the copies. */
export interface Filling {
  /** Tables beside that of the cases that are copied; every one with rows of cases where absent. */
  readonly only?: readonly string[]
  /**
   * By how much the times of a copy lie before those of the copy made before it, in milliseconds: for cases that have
   * ended, and for open ones, which begin anew after `openFor`. Without it all copies have the times of their template.
   */
  readonly apart?: { readonly ended: number; readonly open: number; readonly openFor: number }
  /** SQLite is left without statistics, as it is in use, where nobody asks it for them; a server gathers them by itself. */
  readonly asInUse?: true
}

/**
 * Multiplies the cases of a database with SQL: every row that belongs to a case is copied under a fresh id, so that the
 * tables and their indexes are as large and as varied as if the cases had been begun one by one. Chains of the trail
 * keep the hashes of what they were copied from: such a database is for measuring, and `verify` would refuse it.
 */
export async function fill(db: Knex, copies: number, filling: Filling = {}): Promise<void> {
  if (copies < 1) return
  const { only, asInUse } = filling
  const tables = (await tablesOfCases(db)).filter(
    ({ name }) => name === cases || !only || only.includes(name.replace('aftercare_', '')),
  )
  const stride = await strideOf(db)
  const indexes = await indexesOf(db)
  for (const { name } of indexes) await db.raw(`drop index ${name}`)
  if (isSqlite(db)) {
    await db.raw('pragma synchronous = off')
    await db.raw('pragma cache_size = -1000000')
  }
  for (const table of tables) await copyRows(db, table, { ...filling, copies, stride })
  for (const { sql } of indexes) await db.raw(sql)
  if (isSqlite(db)) {
    await db.raw('pragma wal_checkpoint(truncate)')
    await db.raw('pragma synchronous = full')
  } else
    await db.raw(
      `select setval(pg_get_serial_sequence('${cases}', 'row_id'), (select max(row_id) from ${cases}))`,
    )
  if (!asInUse || !isSqlite(db)) await db.raw('analyze')
}

/** Copies of a row that one statement makes at most. */
const mostTogether = 50

/** What is taken for the number of a copy: ids of copies come behind those of what they were copied from. */
const firstPrefix = 0x02_00_00_00

interface Copying extends Filling {
  readonly copies: number
  /** What is added to the number of a row for each copy. */
  readonly stride: number
}

async function copyRows(db: Knex, table: CaseTable, copying: Copying): Promise<void> {
  const { name, columns } = table
  const { copies, stride } = copying
  const own = columns.filter(([column]) => column !== 'row_id' || name === cases)
  const prefix = isSqlite(db)
    ? `printf('%08x', ${firstPrefix} + n.k)`
    : `lpad(to_hex(${firstPrefix} + n.k), 8, '0')`
  const fresh = `(${prefix} || substr(i.id, 9))`
  const key = name === cases ? 'i.row_id = t.row_id' : joinOf(columns)
  const names = own.map(([column]) => column).join(', ')
  const overriding = isSqlite(db) || name !== cases ? '' : 'overriding system value'
  // In the order of the table's own key as far as one can: what is found by text lies in order of the text.
  const isByText = /search_|states|parties|roles/.test(name)
  const [outer, inner] = isByText ? [`${name} t`, 'numbers n'] : ['numbers n', `${name} t`]
  const values = own.map((column) => copiedValue(column, { name, fresh, copying }))
  // The rows of a statement are kept apart until all are found, since they come from the table they go to.
  const together = isByText ? copies : mostTogether
  for (let from = 1; from <= copies; from += together)
    await db.raw(
      `with recursive numbers (k) as (
         select ${from} union all select k + 1 from numbers where k < ${Math.min(copies, from + together - 1)})
       insert into ${name} (${names}) ${overriding}
       select ${values.join(', ')} from ${outer} cross join ${inner}
       join ${cases} i on ${key} where i.row_id <= ${stride} and i.id < '02'`,
    )
}

/** What stands in a column of a copy: under the ids and numbers of its own, at times of its own. */
function copiedValue(
  [column, type]: readonly [string, string],
  {
    name,
    fresh,
    copying: { stride, apart },
  }: { readonly name: string; readonly fresh: string; readonly copying: Copying },
): string {
  if (column === 'row_id' || (column === 'instance' && isInteger(type)))
    return `t.${column} + n.k * ${stride}`
  if (isInteger(type) && column.endsWith('_at') && apart)
    return `case when t.${column} < ${neverDue} then t.${column} - ${shiftOf(apart)} else t.${column} end`
  if (isInteger(type)) return `t.${column}`
  if (column === 'number' && (apart || name.endsWith('vouchers'))) return `t.number || '-' || n.k`
  return `replace(t.${column}, i.id, ${fresh})`
}

/** Numbers of copies as wide as times, which a server would else not multiply them to. */
function shiftOf({ ended, open, openFor }: NonNullable<Filling['apart']>): string {
  const copy = 'cast(n.k as bigint)'
  return `case i.status when 'active' then (${copy} * ${open}) % ${openFor} else ${copy} * ${ended} end`
}

function joinOf(columns: CaseTable['columns']): string {
  const type = columns.find(([column]) => column === 'instance')?.[1] ?? ''
  return isInteger(type) ? 'i.row_id = t.instance' : 'i.id = t.instance'
}

async function strideOf(db: Knex): Promise<number> {
  const [row] = await rowsOf<{ most: number | string }>(db, `select max(row_id) as most from ${cases}`)
  return Number(row?.most)
}
