import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createEngine, type Engine, openPostgres, openSqlite } from '../../engine/index.js'
import type { OpenedDatabase } from '../../engine/store/index.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { startPostgres } from '../postgres/postgres-server.js'
import { errands } from '../runtime/open-test-engine.js'
import { startOtherProcess } from '../store/other-process.js'
import { openFolder } from './look-inside.js'
import { findingsIn } from './stored-content.js'

const ann = { id: 'ann', roles: ['clerk'] }

/** What a test has opened, closed behind it in reverse. */
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function engineOn(opened: OpenedDatabase): Promise<Engine> {
  closing.push(() => opened.close())
  const engine = await createEngine({ ...opened, workflows: errands() })
  closing.push(() => engine.stop())
  return engine
}

const begin = (engine: Engine, number: number) =>
  engine.create('errand', {
    ...{ actor: ann, data: { address: `Lane ${number}` } },
    idempotencyKey: `create-${number}`,
  })

/** Says it again with its key until it is answered, as a caller does. */
async function insist(engine: Engine, number: number): Promise<string> {
  for (;;)
    try {
      return (await begin(engine, number)).instance?.id ?? ''
    } catch (error) {
      expect(error).toMatchObject({ code: 'database-busy', retryable: true })
    }
}

describe('A SQLite file that another process has locked', () => {
  it('is waited for, and what was waited for longer than the patience can be sent again', async () => {
    const place = await openFolder()
    closing.push(() => place.remove())
    const file = join(place.folder, 'cases.sqlite')
    const opened = await openSqlite(file)
    const engine = await engineOn(opened)
    const other = await startOtherProcess(file)
    closing.push(() => other.stop())

    await other.run('begin immediate')
    const waiting = begin(engine, 1)
    await other.run('commit')
    expect((await waiting).instance?.revision).toBe(1)

    await opened.db.raw('pragma busy_timeout = 50')
    await other.run('begin immediate')
    await expect(begin(engine, 2)).rejects.toMatchObject({ code: 'database-busy', retryable: true })
    // Reading goes on meanwhile.
    expect((await engine.list()).items).toHaveLength(1)
    await other.run('commit')
    await insist(engine, 2)

    expect((await engine.list()).items).toHaveLength(2)
    expect(await findingsIn(file)).toEqual([])
  })
})

describe.skipIf(postgresUrl === undefined)('A PostgreSQL server', { timeout: 240_000 }, () => {
  it('whose connections are cut under load loses nothing that was acknowledged', async () => {
    const schema = await openPostgresSchema()
    closing.push(() => schema.close())
    const url = new URL(schema.url)
    url.searchParams.set('application_name', 'cut-off')
    const engine = await engineOn(await openPostgres(url.href))
    await engine.start()

    const cut = async (): Promise<void> => {
      await schema.db.raw(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like ?',
        ['%aftercare_%'],
      )
    }
    const ids: string[] = []
    for (let round = 0; round < 5; round += 1) {
      const work = Promise.all(
        Array.from({ length: 20 }, (_none, number) => insist(engine, 20 * round + number)),
      )
      await cut()
      ids.push(...(await work))
    }

    expect(new Set(ids).size).toBe(100)
    expect((await engine.list({}, { limit: 200 })).items.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(await findingsIn(schema.url)).toEqual([])
  })

  it('that is stopped and started again is gone on with', async () => {
    const server = await startPostgres()
    closing.push(() => server.stop())
    const engine = await engineOn(await openPostgres(server.url, { waitForConnection: 500 }))
    await engine.start()
    const first = await insist(engine, 1)

    await server.halt()
    await expect(begin(engine, 2)).rejects.toMatchObject({ code: 'database-busy', retryable: true })
    await server.resume()
    const second = await insist(engine, 2)

    expect((await engine.list()).items.map(({ id }) => id).sort()).toEqual([first, second].sort())
    expect(await findingsIn(server.url)).toEqual([])
  })

  it('without a free connection is told so in time, and gone on with once there is one', async () => {
    const schema = await openPostgresSchema()
    closing.push(() => schema.close())
    const opened = await openPostgres(schema.url, { connections: 2, waitForConnection: 200 })
    const engine = await engineOn(opened)

    const held = await Promise.all([opened.db.transaction(), opened.db.transaction()])
    await expect(begin(engine, 1)).rejects.toMatchObject({ code: 'database-busy', retryable: true })
    await expect(engine.list()).rejects.toMatchObject({ code: 'database-busy' })
    for (const trx of held) await trx.rollback()

    await insist(engine, 1)
    expect((await engine.list()).items).toHaveLength(1)
  })
})
