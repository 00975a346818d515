import knex, { type Knex } from 'knex'

/** A database as the checker sees it: through the driver, without any code of the engine. */
export interface CheckedDatabase {
  rows(sql: string): Promise<readonly { readonly [column: string]: unknown }[]>
  /** First column of the first row. */
  count(sql: string): Promise<number>
  /** A member of the trail's body. */
  inBody(...path: readonly string[]): string
  close(): Promise<void>
}

/** Opens a SQLite file or a PostgreSQL server. */
export function openChecked(place: string): CheckedDatabase {
  const isServer = place.startsWith('postgres')
  const db: Knex = isServer
    ? knex({ client: 'pg', connection: place, pool: { min: 0, max: 1 } })
    : knex({ client: 'sqlite3', connection: { filename: place }, useNullAsDefault: true })
  const rows: CheckedDatabase['rows'] = async (sql) => {
    const answer = (await db.raw(sql)) as unknown
    return (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as readonly {
      readonly [column: string]: unknown
    }[]
  }
  return {
    rows,
    async count(sql) {
      const [first] = await rows(sql)
      return Number(Object.values(first ?? {})[0] ?? 0)
    },
    inBody: (...path) =>
      isServer ? `(body::jsonb #>> '{${path.join()}}')` : `json_extract(body, '$.${path.join('.')}')`,
    close: () => db.destroy(),
  }
}
