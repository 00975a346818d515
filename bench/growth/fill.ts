import type { Knex } from 'knex'

/**
 * Multiplies the cases of a database with SQL: every row that belongs to a case is copied under a fresh id, so that the
 * tables and their indexes are as large and as varied as if the cases had been begun one by one. Chains of the trail
 * keep the hashes of what they were copied from: such a database is for measuring, and `verify` would refuse it.
 */
export async function fill(db: Knex, copies: number): Promise<void> {
  if (copies < 1) return
  const tables = await tablesOfCases(db)
  const stride = await strideOf(db)
  const indexes = await indexesOf(db)
  for (const { name } of indexes) await db.raw(`drop index ${name}`)
  if (isSqlite(db)) {
    await db.raw('pragma synchronous = off')
    await db.raw('pragma cache_size = -1000000')
  }
  for (const table of tables) await copyRows(db, table, { copies, stride })
  for (const { sql } of indexes) await db.raw(sql)
  if (isSqlite(db)) {
    await db.raw('pragma wal_checkpoint(truncate)')
    await db.raw('pragma synchronous = full')
  } else
    await db.raw(
      `select setval(pg_get_serial_sequence('${cases}', 'row_id'), (select max(row_id) from ${cases}))`,
    )
  await db.raw('analyze')
}

/** Copies of a row that one statement makes at most. */
const mostTogether = 50

/** What is taken for the number of a copy: ids of copies come behind those of what they were copied from. */
const firstPrefix = 0x02_00_00_00
const cases = 'aftercare_instances'

interface Table {
  readonly name: string
  /** Columns with the word for their type. */
  readonly columns: readonly (readonly [name: string, type: string])[]
}

interface Copying {
  readonly copies: number
  /** What is added to the number of a row for each copy. */
  readonly stride: number
}

async function copyRows(db: Knex, { name, columns }: Table, { copies, stride }: Copying): Promise<void> {
  const own = columns.filter(([column]) => column !== 'row_id' || name === cases)
  const prefix = isSqlite(db)
    ? `printf('%08x', ${firstPrefix} + n.k)`
    : `lpad(to_hex(${firstPrefix} + n.k), 8, '0')`
  const fresh = `(${prefix} || substr(i.id, 9))`
  const expression = ([column, type]: readonly [string, string]): string => {
    if (column === 'row_id' || (column === 'instance' && isInteger(type)))
      return `t.${column} + n.k * ${stride}`
    if (isInteger(type)) return `t.${column}`
    if (name.endsWith('vouchers') && column === 'number') return `t.number || '-' || n.k`
    return `replace(t.${column}, i.id, ${fresh})`
  }
  const key = name === cases ? 'i.row_id = t.row_id' : joinOf(columns)
  const names = own.map(([column]) => column).join(', ')
  const overriding = isSqlite(db) || name !== cases ? '' : 'overriding system value'
  // In the order of the table's own key as far as one can: what is found by text lies in order of the text.
  const isByText = /search_|states|parties|roles/.test(name)
  const [outer, inner] = isByText ? [`${name} t`, 'numbers n'] : ['numbers n', `${name} t`]
  // The rows of a statement are kept apart until all are found, since they come from the table they go to.
  const together = isByText ? copies : mostTogether
  for (let from = 1; from <= copies; from += together)
    await db.raw(
      `with recursive numbers (k) as (
         select ${from} union all select k + 1 from numbers where k < ${Math.min(copies, from + together - 1)})
       insert into ${name} (${names}) ${overriding}
       select ${own.map(expression).join(', ')} from ${outer} cross join ${inner}
       join ${cases} i on ${key} where i.row_id <= ${stride} and i.id < '02'`,
    )
}

function joinOf(columns: Table['columns']): string {
  const type = columns.find(([column]) => column === 'instance')?.[1] ?? ''
  return isInteger(type) ? 'i.row_id = t.instance' : 'i.id = t.instance'
}

/** Tables with rows of cases, the cases themselves last, since the others are joined with them. */
async function tablesOfCases(db: Knex): Promise<readonly Table[]> {
  const rows: { table: string; column: string; type: string }[] = await rowsOf(
    db,
    isSqlite(db)
      ? `select m.name as "table", c.name as "column", lower(c.type) as type
         from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name like 'aftercare_%'`
      : `select table_name as "table", column_name as "column", data_type as type from information_schema.columns
         where table_schema = current_schema() and table_name like 'aftercare_%'
           and column_name <> 'transaction_id' and is_generated = 'NEVER'`,
  )
  const tables = new Map<string, (readonly [string, string])[]>()
  for (const { table, column, type } of rows)
    tables.set(table, [...(tables.get(table) ?? []), [column, type]])
  const own = [...tables].filter(
    ([name, columns]) => name !== cases && columns.some(([c]) => c === 'instance'),
  )
  const withRows: Table[] = []
  for (const [name, columns] of own)
    if ((await rowsOf(db, `select 1 from ${name} limit 1`)).length > 0) withRows.push({ name, columns })
  // A role of a task refers to its task, which has to be there before.
  withRows.sort((a, b) => Number(a.name.endsWith('task_roles')) - Number(b.name.endsWith('task_roles')))
  return [...withRows, { name: cases, columns: tables.get(cases) ?? [] }]
}

async function indexesOf(db: Knex): Promise<readonly { readonly name: string; readonly sql: string }[]> {
  return rowsOf(
    db,
    isSqlite(db)
      ? `select name, sql from sqlite_master where type = 'index' and sql is not null
         and tbl_name like 'aftercare_%' and name <> '${cases}_id'`
      : `select indexname as name, indexdef as sql from pg_indexes where schemaname = current_schema()
         and tablename like 'aftercare_%' and indexname not like '%_pkey' and indexname <> '${cases}_id'`,
  )
}

async function strideOf(db: Knex): Promise<number> {
  const [row] = await rowsOf<{ most: number | string }>(db, `select max(row_id) as most from ${cases}`)
  return Number(row?.most)
}

/** The rows of a statement, which drivers hand over differently. The caller says what stands in them. */
export async function rowsOf<T>(
  db: Knex,
  sql: string,
  bindings: readonly (string | number)[] = [],
): Promise<T[]> {
  const answer = (await db.raw(sql, bindings)) as T[] | { readonly rows: T[] }
  return Array.isArray(answer) ? answer : answer.rows
}

/** Whether a handle is one of SQLite. */
export function isSqlite(db: Knex): boolean {
  const { client } = (db.client as { readonly config: { readonly client?: unknown } }).config
  return client !== 'pg'
}

function isInteger(type: string): boolean {
  return /int/i.test(type)
}
