import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knex, { type Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, type Engine, VirtualClock } from '../../engine/index.js'
import { openPostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { sqliteHandle } from '../store/open-better-sqlite.js'
import { accepted, errands, monday } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

/** What a host that writes its columns in camel case sets: our names must not pass through it. */
const camelCase: Partial<Knex.Config> = {
  wrapIdentifier: (value, quote) => quote(value.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  postProcessResponse: (result: unknown) => renamed(result),
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed)
  if (typeof value !== 'object' || value === null) return value
  if ('rows' in value) return { ...value, rows: renamed(value.rows) }
  const camel = (name: string): string =>
    name.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [camel(name), one]))
}

/** Migrations of the host. */
const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(['orders']),
  getMigrationName: (name) => name,
  getMigration: () =>
    Promise.resolve({
      up: (db) =>
        db.schema.createTable('orders', (table) => {
          table.increments('id')
          table.string('errandId')
        }),
      down: (db) => db.schema.dropTable('orders'),
    }),
}

interface Host {
  readonly db: Knex
  remove(): Promise<void>
}

const hosts: readonly (readonly [string, (pool?: Knex.PoolConfig) => Promise<Host>])[] = [
  ['SQLite', sqliteHost],
  ...(postgresUrl === undefined ? [] : ([['PostgreSQL', postgresHost]] as const)),
]

async function sqliteHost(): Promise<Host> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-host-'))
  const db = sqliteHandle('sqlite3', join(folder, 'host.sqlite'), camelCase)
  return { db, remove: () => db.destroy().then(() => rm(folder, { recursive: true })) }
}

async function postgresHost(pool: Knex.PoolConfig = { min: 0, max: 4 }): Promise<Host> {
  const schema = await openPostgresSchema()
  const db = knex({
    ...{ client: 'pg', connection: schema.url, pool, acquireConnectionTimeout: 300 },
    ...camelCase,
  })
  return { db, remove: () => db.destroy().then(() => schema.close()) }
}

describe.each(hosts)("a host's own handle of %s, with migrations and names of its own", (name, open) => {
  let host: Host
  let engine: Engine
  beforeEach(async () => {
    host = await open()
    await host.db.migrate.latest({ migrationSource })
    engine = await createEngine({ db: host.db, workflows: errands(), clock: new VirtualClock(monday) })
  })
  afterEach(async () => {
    await engine.stop()
    await host.remove()
  })

  const orders = (): Promise<readonly { readonly errandId: string }[]> => host.db('orders').select('errandId')

  it('takes case and row together, and both can be read', async () => {
    const id = await host.db.transaction(async (trx) => {
      const created = accepted(await engine.create('errand', { ...begin, trx }))
      await trx('orders').insert({ errandId: created.id })
      accepted(await engine.send(created.id, 'go', { actor: ann, trx }))
      return created.id
    })

    expect(await orders()).toEqual([{ errandId: id }])
    expect(await engine.get(id)).toMatchObject({ revision: 2 })
    expect((await engine.list()).items).toMatchObject([{ id, revision: 2 }])
    expect(accepted(await engine.note(id, { text: 'seen', actor: ann })).revision).toBe(3)
  })

  it('takes neither where the host rolls back, or fails after its last request', async () => {
    const given = await host.db.transaction()
    await given('orders').insert({
      errandId: accepted(await engine.create('errand', { ...begin, trx: given })).id,
    })
    await given.rollback()
    const failing = host.db.transaction(async (trx) => {
      const { id } = accepted(await engine.create('errand', { ...begin, trx }))
      await trx('orders').insert({ errandId: id })
      await trx('nothing').insert({ id })
    })
    await expect(failing).rejects.toThrow('nothing')

    expect(await orders()).toEqual([])
    expect(await engine.count()).toBe(0)
    expect((await engine.store.read.changes(await engine.store.read.changeCursor('start'), 9)).items).toEqual(
      [],
    )
  })

  it("leaves the host's migrations alone, and they leave the cases alone", async () => {
    accepted(await engine.create('errand', begin))

    const [batch, ran] = (await host.db.migrate.latest({ migrationSource })) as [number, string[]]
    await host.db.migrate.rollback({ migrationSource })

    expect([batch, ran]).toEqual([expect.any(Number), []])
    expect(await host.db.schema.hasTable('orders')).toBe(false)
    expect(await engine.count()).toBe(1)
    const left = await host.db('knex_migrations').select('name')
    expect(left).toEqual([])
  })

  it('is refused a statement in a transaction of the host that is over', async () => {
    const trx = await host.db.transaction()
    await trx.commit()

    await expect(engine.create('errand', { ...begin, trx })).rejects.toMatchObject({
      code: 'database-failed',
    })
    expect(await engine.count()).toBe(0)
  })

  it.runIf(name === 'SQLite')(
    'says at once that the one connection is in a transaction of the host',
    async () => {
      const { id } = accepted(await engine.create('errand', begin))

      await host.db.transaction(async () => {
        const sent = engine.send(id, 'go', { actor: ann })
        await expect(sent).rejects.toMatchObject({ code: 'database-busy', retryable: true })
      })

      expect(accepted(await engine.send(id, 'go', { actor: ann })).revision).toBe(2)
    },
  )

  it.runIf(name === 'PostgreSQL')(
    "says after knex's own time that every connection is in a transaction of the host",
    async () => {
      const { id } = accepted(await engine.create('errand', begin))
      const held = await Promise.all(Array.from({ length: 4 }, () => host.db.transaction()))

      const sent = engine.send(id, 'go', { actor: ann })
      await expect(sent).rejects.toMatchObject({ code: 'database-busy', retryable: true })
      await expect(engine.get(id)).rejects.toMatchObject({ code: 'database-busy', retryable: true })
      for (const trx of held) await trx.commit()

      expect(accepted(await engine.send(id, 'go', { actor: ann })).revision).toBe(2)
    },
  )
})

describe.skipIf(postgresUrl === undefined)('a pool of one connection to PostgreSQL', () => {
  it('says at once that a transaction of the host holds it', async () => {
    const host = await postgresHost({ min: 0, max: 1 })
    const engine = await createEngine({ db: host.db, workflows: errands(), clock: new VirtualClock(monday) })

    await host.db.transaction(async () => {
      const created = engine.create('errand', begin)
      await expect(created).rejects.toThrow('a transaction of the host holds it')
    })

    await engine.stop()
    await host.remove()
  })
})
