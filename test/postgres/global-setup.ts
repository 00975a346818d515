import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests find PostgreSQL; `undefined` where it cannot be started. */
    postgresUrl: string | undefined
  }
}

/**
 * One PostgreSQL server for the whole run. `TEST_PG_URL` names one that is there already. Where none can be started the
 * tests that need it are skipped, loudly; with `REQUIRE_PG=1` that is a failure.
 */
export default async function startServer(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_PG_URL']
  if (given !== undefined) {
    project.provide('postgresUrl', given)
    return undefined
  }
  try {
    const server = await startPostgres()
    project.provide('postgresUrl', server.url)
    return () => server.stop()
  } catch (error) {
    const message = `PostgreSQL could not be started: ${error instanceof Error ? error.message : String(error)}`
    if (process.env['REQUIRE_PG'] === '1') throw new Error(message, { cause: error })
    process.stderr.write(`\n*** SKIPPED: no test ran on PostgreSQL. ${message} ***\n\n`)
    project.provide('postgresUrl', undefined)
    return undefined
  }
}
