import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Page } from 'playwright-core'
import { seedCases } from '../../cli/demo/seed-cases.js'
import { createEngine, loadWorkflows, openSqlite, VirtualClock } from '../../engine/index.js'
import { startServer } from '../../server/index.js'

const root = join(import.meta.dirname, '../..')
const month = 30 * 24 * 60 * 60 * 1000

/** A real server with sample cases of the last month over the shipped procedures, and its console. */
export interface OpenConsole {
  /** Where the console is. */
  readonly url: string
  readonly adminKey: string
  /** The file of its database. */
  readonly db: string
  /** What the engine has; for what a test has to know or do beside the browser. */
  readonly engine: Awaited<ReturnType<typeof startServer>>['engine']
  /** Signs a page in as whoever has this key, and waits for the first page. */
  signIn(page: Page, key: string): Promise<void>
  close(): Promise<void>
}

/** Opens one with about so many sample cases; `fillUp` may add to the database before the server is started over it. */
export async function openConsole({
  cases = 30,
  fillUp,
}: {
  readonly cases?: number
  readonly fillUp?: (db: Knex) => Promise<void>
} = {}): Promise<OpenConsole> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-console-'))
  const db = join(folder, 'test.db')
  await fill(db, cases, fillUp)
  const server = await startServer(
    {
      host: '127.0.0.1',
      port: 0,
      db,
      workflows: join(root, 'workflows'),
      anchorKey: join(folder, 'anchor-key.pem'),
    },
    { problemPages: join(root, 'docs/problems'), log: () => undefined },
  )
  const url = `${server.url}/console`
  return {
    url,
    db,
    adminKey: server.adminKey ?? '',
    engine: server.engine,
    signIn: async (page, key) => {
      await page.goto(`${url}/`)
      await page.fill('#key', key)
      await page.click('button[type=submit]')
      await page.waitForSelector('.shell-head')
    },
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function fill(db: string, cases: number, fillUp?: (db: Knex) => Promise<void>): Promise<void> {
  const until = Date.now()
  const from = until - month
  const clock = new VirtualClock(from)
  const sqlite = await openSqlite(db)
  try {
    const workflows = await loadWorkflows(join(root, 'workflows'))
    const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows, clock })
    await seedCases(engine, clock, { workflows, cases, from, until, seed: 1 })
    await engine.stop()
    await fillUp?.(sqlite.db)
  } finally {
    await sqlite.close()
  }
}
