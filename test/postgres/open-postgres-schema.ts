import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { type OpenedPostgres, openPostgres } from '../../engine/store/index.js'

/** Address of the server of this run; `undefined` where there is none, and tests skip. */
export const postgresUrl: string | undefined = inject('postgresUrl')

/** An empty schema of its own, and how to reach it; dropped on close. */
export interface PostgresSchema extends OpenedPostgres {
  /** Address under which the schema's tables are found by their bare names. */
  readonly url: string
}

/** Makes an empty schema on the server of this run. */
export async function openPostgresSchema(): Promise<PostgresSchema> {
  if (postgresUrl === undefined) throw new Error('Expected a PostgreSQL server, but none was started.')
  const name = `t${randomUUID().replaceAll('-', '')}`
  const url = new URL(postgresUrl)
  url.searchParams.set('options', `-c search_path=${name}`)
  const opened = await openPostgres(url.href)
  await opened.db.raw(`create schema ${name}`)
  return {
    db: opened.db,
    url: url.href,
    async close() {
      await opened.db.raw(`drop schema ${name} cascade`)
      await opened.close()
    },
  }
}
