import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore, openPostgres, type OpenedPostgres, type Store } from '../../engine/store/index.js'
import { openPostgresSchema, type PostgresSchema, postgresUrl } from '../postgres/open-postgres-schema.js'
import { errorOf, save } from './conformance.js'
import { creation, nextStep, sampleRecord } from './sample-cases.js'

describe.skipIf(postgresUrl === undefined)('Two nodes on one PostgreSQL', () => {
  let schema: PostgresSchema
  let second: OpenedPostgres
  let one: Store
  let other: Store
  beforeEach(async () => {
    schema = await openPostgresSchema()
    second = await openPostgres(schema.url)
    one = createStore(schema)
    other = createStore(second)
    await Promise.all([one.migrate(), other.migrate()])
  })
  afterEach(async () => {
    await Promise.all([one.close(), other.close()])
    await second.close()
    await schema.close()
  })

  it('make the tables once when they start at the same moment', async () => {
    const { rows } = await schema.db.raw<{ rows: unknown[] }>('select * from aftercare_migrations')

    expect(rows).toHaveLength(1)
  })

  it('lose no step of a case that both work on', async () => {
    await save(one, creation(sampleRecord('c1')))
    const add = (store: Store) =>
      store.transaction(async (tx) => {
        const before = (await tx.lockInstance('c1'))!
        await tx.saveStep(nextStep(before, { data: { count: Number(before.data['count'] ?? 0) + 1 } }))
      })

    await Promise.all(Array.from({ length: 40 }, (_none, index) => add(index % 2 ? one : other)))

    const after = await one.read.instance('c1')
    expect(after?.data['count']).toBe(40)
    expect(after?.revision).toBe(41)
    const { items } = await one.read.trail('c1', { limit: 500 })
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_row, index) => index + 1))
  })

  it('draw the numbers of a series that is not there yet without gap or double', async () => {
    const draw = (store: Store) =>
      store.transaction(async (tx) => {
        const { fresh = 0 } = await tx.series(['fresh'])
        await tx.saveShared({ series: { fresh: fresh + 1 } })
        return fresh + 1
      })

    const drawn = await Promise.all(
      Array.from({ length: 30 }, (_none, index) => draw(index % 2 ? one : other)),
    )

    expect(drawn.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_none, index) => index + 1))
  })

  it('remember one answer for one key, whoever is asked', async () => {
    const answer = { scope: 's', key: 'k', request: 'r', answer: { id: 1 }, at: 1 }
    const ask = (store: Store) =>
      store.transaction(async (tx) => {
        if (await tx.findIdempotencyKey('s', 'k')) return 'known'
        await tx.saveIdempotencyKey(answer)
        return 'new'
      })

    const told = await Promise.all(Array.from({ length: 10 }, (_none, index) => ask(index % 2 ? one : other)))

    expect(told.filter((each) => each === 'new')).toHaveLength(1)
  })

  it('begin again when they wait for each other, and both come through', async () => {
    await save(one, creation(sampleRecord('a')))
    await save(one, creation(sampleRecord('b')))
    let bothHoldOne: (() => void) | undefined
    const held = new Promise<void>((resolve) => (bothHoldOne = resolve))
    let holding = 0
    const crossing = (store: Store, [first, then]: readonly [string, string]) =>
      store.transaction(async (tx) => {
        await tx.lockInstance(first)
        holding += 1
        if (holding === 2) bothHoldOne?.()
        await held
        const before = (await tx.lockInstance(then))!
        await tx.saveStep(nextStep(before, { data: { by: first } }))
      })

    await Promise.all([crossing(one, ['a', 'b']), crossing(other, ['b', 'a'])])

    expect(holding).toBeGreaterThan(2)
    expect([(await one.read.instance('a'))?.revision, (await one.read.instance('b'))?.revision]).toEqual([
      2, 2,
    ])
  })

  it('say that the server is gone, and go on when it is back', async () => {
    const gone = new URL(schema.url)
    gone.port = '1'
    const away = await openPostgres(gone.href).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(away).toMatchObject({ code: 'database-busy', retryable: true })

    const ended = errorOf(
      one.transaction(async (tx) => {
        await tx.lockInstance('c1')
        await second.db.raw(
          'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database() and query like ?',
          ['%aftercare_instances%for update%'],
        )
        await tx.lockInstance('c1')
      }),
    )

    expect((await ended).retryable).toBe(true)
    await save(one, creation(sampleRecord('c1')))
    expect((await other.read.instance('c1'))?.revision).toBe(1)
  })
})
