import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorOf, save } from './conformance.js'
import { openTestStore, type TestedSqlite } from './open-test-store.js'
import { type OtherProcess, startOtherProcess } from './other-process.js'
import { creation, nextStep, sampleRecord } from './sample-cases.js'

const setSeries = (value: number) =>
  `insert into aftercare_series (key, value) values ('other', ${value}) on conflict (key) do update set value = ${value}`

describe('Two processes on one SQLite file', () => {
  let opened: TestedSqlite
  let other: OtherProcess
  beforeEach(async () => {
    opened = await openTestStore()
    other = await startOtherProcess(opened.file)
  })
  afterEach(async () => {
    await other.stop()
    await opened.close()
  })

  it('wait for each other: a transaction begins when the other process has committed, and sees its rows', async () => {
    const { store, sqlite } = opened
    await other.run('begin immediate')
    await other.run(setSeries(7))
    const begun = new Promise((resolve) => sqlite.db.once('query', resolve))

    const drawn = store.transaction((tx) => tx.series(['other']))
    await begun
    const committed = await other.run('commit')

    expect(committed).toBe('ok')
    expect(await drawn).toEqual({ other: 7 })
  })

  it('lose nothing when the other one wants to write between our read and our write', async () => {
    const { store } = opened
    const record = await save(store, creation(sampleRecord('c1')))
    let written: Promise<string> | undefined

    await store.transaction(async (tx) => {
      const before = (await tx.lockInstance('c1'))!
      written = other.run(setSeries(8))
      await tx.saveStep(nextStep(before, { data: { changed: true } }))
    })

    expect(await written).toBe('ok')
    expect((await store.read.instance('c1'))?.revision).toBe(record.revision + 1)
    expect(await store.transaction((tx) => tx.series(['other']))).toEqual({ other: 8 })
  })

  it('are told apart from failures: a file that stays busy can be tried again', async () => {
    const { store, sqlite } = opened
    await sqlite.db.raw('pragma busy_timeout = 1')
    await other.run('begin immediate')

    const error = await errorOf(save(store, creation(sampleRecord('c1'))))
    await other.run('rollback')

    expect(error).toMatchObject({ code: 'database-busy', retryable: true })
    await save(store, creation(sampleRecord('c1')))
    expect(await store.read.instance('c1')).toBeDefined()
  })

  it('may both be in host transactions: ours takes the write lock before its first read', async () => {
    const { store, hostTransaction } = opened
    await save(store, creation(sampleRecord('c1')))
    let written: Promise<string> | undefined

    await hostTransaction((host) =>
      store.transaction(
        async (tx) => {
          const before = (await tx.lockInstance('c1'))!
          written = other.run(setSeries(9))
          await tx.saveStep(nextStep(before, {}))
        },
        { host },
      ),
    )

    expect(await written).toBe('ok')
    expect((await store.read.instance('c1'))?.revision).toBe(2)
  })

  it('refuse at once to wait for a host transaction that was not handed over', async () => {
    const { store, hostTransaction } = opened

    const error = await hostTransaction(() => errorOf(save(store, creation(sampleRecord('c1')))))

    expect(error).toMatchObject({ code: 'database-busy', retryable: true })
    expect(error.message).toContain('host')
  })
})
