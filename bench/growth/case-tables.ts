import type { Knex } from 'knex'

/** The table of the cases themselves. */
export const cases = 'aftercare_instances'

/** A table with rows of cases. */
export interface CaseTable {
  readonly name: string
  /** Columns with the word for their type. */
  readonly columns: readonly (readonly [name: string, type: string])[]
}

/** Tables with rows of cases, the cases themselves last, since the others are joined with them. */
export async function tablesOfCases(db: Knex): Promise<readonly CaseTable[]> {
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
  const withRows: CaseTable[] = []
  for (const [name, columns] of own)
    if ((await rowsOf(db, `select 1 from ${name} limit 1`)).length > 0) withRows.push({ name, columns })
  // A role of a task refers to its task, which has to be there before.
  withRows.sort((a, b) => Number(a.name.endsWith('task_roles')) - Number(b.name.endsWith('task_roles')))
  return [...withRows, { name: cases, columns: tables.get(cases) ?? [] }]
}

/** Indexes of these tables but those that are needed to copy rows, with the statements that make them. */
export async function indexesOf(
  db: Knex,
): Promise<readonly { readonly name: string; readonly sql: string }[]> {
  return rowsOf(
    db,
    isSqlite(db)
      ? `select name, sql from sqlite_master where type = 'index' and sql is not null
         and tbl_name like 'aftercare_%' and name <> '${cases}_id'`
      : `select indexname as name, indexdef as sql from pg_indexes where schemaname = current_schema()
         and tablename like 'aftercare_%' and indexname not like '%_pkey' and indexname <> '${cases}_id'`,
  )
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

/** Whether the word for the type of a column is one for whole numbers. */
export function isInteger(type: string): boolean {
  return /int/i.test(type)
}
