import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InstanceRecord } from '../../engine/core/record.js'
import { EngineError } from '../../engine/errors/index.js'
import type { SavedStep, Store } from '../../engine/store/index.js'
import { describeAnchors } from './conformance-anchors.js'
import { describeBacklog } from './conformance-backlog.js'
import { describeCalendars } from './conformance-calendars.js'
import { describeCasesBegun } from './conformance-cases-begun.js'
import { describeChanges } from './conformance-changes.js'
import { describeEffects } from './conformance-effects.js'
import { describeFigures } from './conformance-figures.js'
import { describeOperatorActions } from './conformance-operator-actions.js'
import { describeMessages } from './conformance-messages.js'
import { describeKept } from './conformance-kept.js'
import { describeLists } from './conformance-lists.js'
import { describeOneFilter } from './one-filter.js'
import { describeAccess } from './conformance-access.js'
import { describeParties } from './conformance-parties.js'
import { describeSchedules } from './conformance-schedules.js'
import { describeVersions } from './conformance-versions.js'
import { describeVouchers } from './conformance-vouchers.js'
import { describeUnits } from './conformance-units.js'
import { describeTrail } from './conformance-trail.js'
import { describeVerify } from './conformance-verify.js'
import { creation, effect, entry, minute, nextStep, sampleRecord, start, timer } from './sample-cases.js'

/** A store on an empty database, with a way to look at and tamper with its tables. */
export interface TestedStore {
  readonly store: Store
  /** Runs a statement outside the store; `aftercare_` is the tables' prefix. */
  readonly sql: (
    statement: string,
    bindings?: readonly (string | number | null)[],
  ) => Promise<readonly Record<string, unknown>[]>
  /** A transaction of the host on the handle the store writes with. */
  readonly hostTransaction: <T>(work: (host: unknown) => Promise<T>) => Promise<T>
  /** Waits until nothing of what was committed is held back by others on the same server. */
  readonly settled?: () => Promise<void>
  readonly close: () => Promise<void>
}

export type OpenStore = () => Promise<TestedStore>

/** Saves one step in its own transaction. */
export async function save(store: Store, step: SavedStep): Promise<InstanceRecord> {
  await store.transaction((tx) => tx.saveStep(step))
  return step.after
}

export async function errorOf(work: Promise<unknown>): Promise<EngineError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(EngineError)
  return error as EngineError
}

/**
 * What every database has to do, the same for each. `readsApart` is false where one connection does everything, so that
 * a read waits for the transaction under way.
 */
export function describeStore(name: string, open: OpenStore, { readsApart = true } = {}): void {
  describe(`The store on ${name}`, () => {
    describeSteps(open)
    describeTransactions(open, readsApart)
    describeTimers(open)
    describeRegistry(open)
    describeCalendars(open)
    describeLists(open)
    if (readsApart) describeOneFilter(open)
    describeFigures(open)
    describeCasesBegun(open)
    describeParties(open)
    describeAccess(open)
    describeKept(open)
    describeTrail(open)
    describeVerify(open)
    describeChanges(open)
    describeAnchors(open)
    describeEffects(open)
    describeOperatorActions(open)
    describeBacklog(open)
    describeMessages(open)
    describeSchedules(open)
    describeUnits(open)
    describeVersions(open)
    describeVouchers(open)
  })
}

/** Opens a fresh store for each test and closes it afterwards. */
export function freshStore(open: OpenStore): () => TestedStore {
  let opened: TestedStore
  beforeEach(async () => {
    opened = await open()
  })
  afterEach(() => opened.close())
  return () => opened
}

function describeSteps(open: OpenStore): void {
  describe('saving a step', () => {
    const opened = freshStore(open)

    it('gives back the record exactly as it was saved', async () => {
      const { store } = opened()
      const record = sampleRecord('c1', { data: { note: 'a "quoted" 雪\u0000\ud800', list: [1, null, 0.1] } })

      await save(store, creation(record))

      expect(await store.read.instance('c1')).toEqual(record)
      expect(await store.read.instance('c2')).toBeUndefined()
    })

    it('opens, changes and closes the tasks that the record holds', async () => {
      const { store } = opened()
      const record = await save(store, creation(sampleRecord('c1')))
      const first = await store.read.task('c1-t1')
      const moved = { ...record.deadlines[0]!, dueAt: start + 90 * minute }

      const changed = await save(store, nextStep(record, { deadlines: [moved] }))
      const second = await store.read.task('c1-t1')
      await save(store, nextStep(changed, { tasks: [] }))

      expect(first).toEqual({
        id: 'c1-t1',
        instance: 'c1',
        process: 'repair',
        version: 'hash-of-repair-1',
        number: 'RMA-c1',
        state: 'inspecting',
        visit: 1,
        roles: ['engineer', 'lead'],
        openedAt: start,
        dueAt: start + 60 * minute,
      })
      expect(second?.dueAt).toBe(start + 90 * minute)
      expect(await store.read.task('c1-t1')).toBeUndefined()
      expect((await store.read.tasks({ roles: ['engineer'] }, { limit: 10 })).items).toEqual([])
    })

    it('follows a task whose roles change', async () => {
      const { store } = opened()
      const record = await save(store, creation(sampleRecord('c1')))

      await save(store, nextStep(record, { tasks: [{ ...record.tasks[0]!, roles: ['quality'] }] }))

      expect((await store.read.tasks({ roles: ['engineer', 'lead'] }, { limit: 10 })).items).toEqual([])
      expect((await store.read.tasks({ roles: ['quality'] }, { limit: 10 })).items).toHaveLength(1)
    })

    it('records effects in order with their status', async () => {
      const { store } = opened()
      const record = await save(store, creation(sampleRecord('c1'), { effects: [effect('c1', 1)] }))

      await save(store, nextStep(record, {}, { effects: [effect('c1', 2)], effectStatus: 'replayed' }))

      expect(await store.read.effects('c1')).toMatchObject([
        { ...effect('c1', 1), instance: 'c1', status: 'pending' },
        { ...effect('c1', 2), instance: 'c1', status: 'replayed' },
      ])
    })

    it('writes 600 trail rows, tasks and timers of one step', async () => {
      const { store } = opened()
      const many = Array.from({ length: 600 }, (_item, index) => index + 1)
      const record = sampleRecord('c1', {
        tasks: many.map((n) => ({
          id: `c1-t${n}`,
          state: 's',
          visit: n,
          roles: ['engineer'],
          openedAt: start,
        })),
        timers: many.map((n) => timer('c1', n, start + n)),
      })

      await save(store, creation(record, { rows: 600, effects: many.map((n) => effect('c1', n)) }))

      expect(await store.read.chain('c1')).toHaveLength(600)
      expect(await store.read.effects('c1')).toHaveLength(600)
      expect((await store.read.tasks({ instance: 'c1' }, { limit: 1000 })).items).toHaveLength(600)
    })

    it('refuses a step that did not begin at the stored revision', async () => {
      const { store } = opened()
      const record = await save(store, creation(sampleRecord('c1')))
      await save(store, nextStep(record, { data: { winner: true } }))

      const error = await errorOf(save(store, nextStep(record, { data: { winner: false } })))

      expect(error.code).toBe('engine-bug')
      expect((await store.read.instance('c1'))?.data).toEqual({ winner: true })
    })

    it('refuses a second case under the same id and leaves the first as it was', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('c1')))

      const error = await errorOf(save(store, creation(sampleRecord('c1', { process: 'exchange' }))))

      expect(error.code).toBe('database-failed')
      expect((await store.read.instance('c1'))?.process).toBe('repair')
    })

    it('keeps values of a failed statement out of message, stack and cause', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('c1')))
      const secret = '13800138000'

      const error = await errorOf(save(store, creation(sampleRecord('c1', { data: { phone: secret } }))))

      expect(`${error.message} ${String(error.stack)} ${JSON.stringify(error)}`).not.toContain(secret)
      expect(error.cause).toBeUndefined()
      expect(error.message).toContain('constraint')
    })
  })
}

function describeTransactions(open: OpenStore, readsApart: boolean): void {
  describe('a transaction', () => {
    const opened = freshStore(open)

    it('takes everything back when the work throws, and lets the next one write', async () => {
      const { store } = opened()
      const failure = new Error('stop here')

      const thrown = store.transaction(async (tx) => {
        await tx.saveStep(creation(sampleRecord('c1'), { effects: [effect('c1', 1)] }))
        await tx.saveShared({ series: { rma: 7 } })
        throw failure
      })

      await expect(thrown).rejects.toBe(failure)
      expect(await store.read.instance('c1')).toBeUndefined()
      expect(await store.read.chain('c1')).toEqual([])
      expect(await store.read.dueInstances(start + 90 * minute, 10)).toEqual([])
      await save(store, creation(sampleRecord('c1')))
      expect(await store.read.instance('c1')).toBeDefined()
    })

    it.runIf(readsApart)('sees its own writes, and others see them after the commit only', async () => {
      const { store } = opened()

      await store.transaction(async (tx) => {
        await tx.saveStep(creation(sampleRecord('c1')))
        expect(await tx.instance('c1')).toBeDefined()
        expect(await store.read.instance('c1')).toBeUndefined()
      })

      expect(await store.read.instance('c1')).toBeDefined()
    })

    it('waits for the one before, so that no step is lost', async () => {
      const { store } = opened()
      await save(store, creation(sampleRecord('c1', { data: { count: 0 } })))

      await Promise.all(
        Array.from({ length: 20 }, () =>
          store.transaction(async (tx) => {
            const before = (await tx.lockInstance('c1'))!
            const seq = (await tx.chain('c1')).length + 1
            const data = { count: Number(before.data.count) + 1 }
            await tx.saveStep(nextStep(before, { data }, { trail: [entry(seq)] }))
          }),
        ),
      )

      expect((await store.read.instance('c1'))?.data).toEqual({ count: 20 })
      expect(await store.read.chain('c1')).toHaveLength(21)
    })

    it('saves several steps of one case', async () => {
      const { store } = opened()
      const first = sampleRecord('c1')

      await store.transaction(async (tx) => {
        await tx.saveStep(creation(first))
        const second = nextStep(first, { timers: [] }, { trail: [entry(2)] })
        await tx.saveStep(second)
        await tx.saveStep(nextStep(second.after, { status: 'ended' }, { trail: [entry(3)] }))
      })

      expect((await store.read.chain('c1')).map((row) => row.seq)).toEqual([1, 2, 3])
      expect((await store.read.instance('c1'))?.revision).toBe(3)
      expect(await store.read.nextTimerAt()).toBeUndefined()
    })

    it('cannot be used after it is over', async () => {
      const { store } = opened()
      const tx = await store.transaction((inside) => Promise.resolve(inside))

      const error = await errorOf(tx.saveShared({ series: { rma: 1 } }))

      expect(error.code).toBe('engine-stopped')
    })

    it('joins a transaction of the host and shares its fate', async () => {
      const { store, hostTransaction } = opened()
      const rolledBack = hostTransaction(async (host) => {
        await store.transaction((tx) => tx.saveStep(creation(sampleRecord('c1'))), { host })
        throw new Error('the host changed its mind')
      })
      await expect(rolledBack).rejects.toThrow('changed its mind')

      await hostTransaction(async (host) => {
        await store.transaction((tx) => tx.saveStep(creation(sampleRecord('c2'))), { host })
      })

      expect(await store.read.instance('c1')).toBeUndefined()
      expect(await store.read.instance('c2')).toBeDefined()
    })

    it('takes back only its own part of a host transaction when its work throws', async () => {
      const { store, hostTransaction } = opened()

      await hostTransaction(async (host) => {
        await store.transaction((tx) => tx.saveStep(creation(sampleRecord('c1'))), { host })
        const failed = store.transaction(
          async (tx) => {
            await tx.saveStep(creation(sampleRecord('c2')))
            await tx.saveStep(creation(sampleRecord('c1')))
          },
          { host },
        )
        expect((await errorOf(failed)).code).toBe('database-failed')
      })

      expect(await store.read.instance('c1')).toBeDefined()
      expect(await store.read.instance('c2')).toBeUndefined()
    })

    it('refuses a host transaction that is none', async () => {
      const { store } = opened()

      const error = await errorOf(store.transaction(() => Promise.resolve(), { host: { pretended: true } }))

      expect(error.code).toBe('usage-wrong')
    })

    it('is refused after close, which may be called twice', async () => {
      const { store } = opened()
      const running = save(store, creation(sampleRecord('c1')))
      const closing = store.close()

      await Promise.all([running, closing])
      await store.close()

      expect((await errorOf(save(store, creation(sampleRecord('c2'))))).code).toBe('engine-stopped')
      expect((await errorOf(store.read.ping())).code).toBe('engine-stopped')
    })
  })
}

function describeTimers(open: OpenStore): void {
  describe('timers', () => {
    const opened = freshStore(open)

    it('name each case with a due timer once, soonest first', async () => {
      const { store } = opened()
      await save(
        store,
        creation(sampleRecord('c1', { timers: [timer('c1', 1, start + 5), timer('c1', 2, start + 1)] })),
      )
      await save(store, creation(sampleRecord('c2', { timers: [timer('c2', 1, start + 3)] })))
      await save(store, creation(sampleRecord('c3', { timers: [timer('c3', 1, start + 9)] })))

      expect(await store.read.dueInstances(start, 10)).toEqual([])
      expect(await store.read.dueInstances(start + 5, 10)).toEqual([
        { instance: 'c1', dueAt: start + 1 },
        { instance: 'c2', dueAt: start + 3 },
      ])
      expect(await store.read.dueInstances(start + 5, 1)).toEqual([{ instance: 'c1', dueAt: start + 1 }])
      expect(await store.read.nextTimerAt()).toBe(start + 1)
    })

    it('find the second case behind many due timers of the first', async () => {
      const { store } = opened()
      const many = Array.from({ length: 50 }, (_item, index) => timer('c1', index, start + index))
      await save(store, creation(sampleRecord('c1', { timers: many })))
      await save(store, creation(sampleRecord('c2', { timers: [timer('c2', 1, start + 100)] })))

      const due = await store.read.dueInstances(start + 100, 2)

      expect(due.map((row) => row.instance)).toEqual(['c1', 'c2'])
    })

    it('stay silent while a case is disarmed and wake up when it is armed', async () => {
      const { store } = opened()
      const record = await save(store, creation(sampleRecord('c1'), { timersArmed: false }))
      const silent = await store.read.dueInstances(start + 90 * minute, 10)

      await save(store, nextStep(record, {}, { timersArmed: true }))

      expect(silent).toEqual([])
      expect(await store.read.dueInstances(start + 90 * minute, 10)).toHaveLength(1)
    })

    it('follow a moved due time and go with their visit', async () => {
      const { store } = opened()
      const record = await save(store, creation(sampleRecord('c1', { timers: [timer('c1', 1, start)] })))

      const moved = await save(store, nextStep(record, { timers: [timer('c1', 1, start + minute)] }))
      const next = await store.read.nextTimerAt()
      await save(store, nextStep(moved, { timers: [] }))

      expect(next).toBe(start + minute)
      expect(await store.read.nextTimerAt()).toBeUndefined()
    })
  })
}

function describeRegistry(open: OpenStore): void {
  describe('what stands beside the cases', () => {
    const opened = freshStore(open)

    it('draws numbers of a series only with the commit', async () => {
      const { store } = opened()
      await store.transaction((tx) => tx.saveShared({ series: { 'rma:2026': 41, 'inv:2026': 7 } }))
      const failed = store.transaction(async (tx) => {
        await tx.saveShared({ series: { 'rma:2026': 42 } })
        throw new Error('no')
      })
      await expect(failed).rejects.toThrow('no')

      const drawn = await store.transaction((tx) => tx.series(['rma:2026', 'other']))

      expect(drawn).toEqual({ 'rma:2026': 41 })
    })

    it('remembers an answer once per scope and key, until it is purged', async () => {
      const { store } = opened()
      const answer = { scope: 'ann:c1', key: 'k', request: 'hash', answer: { revision: 2 }, at: start }
      await store.transaction((tx) => tx.saveIdempotencyKey(answer))
      await store.transaction((tx) => tx.saveIdempotencyKey({ ...answer, scope: 'bob:c1', at: start + 1 }))

      const again = await errorOf(
        store.transaction((tx) => tx.saveIdempotencyKey({ ...answer, request: 'other' })),
      )
      const found = await store.transaction((tx) => tx.findIdempotencyKey('ann:c1', 'k'))
      const purged = await store.transaction((tx) => tx.purgeIdempotencyKeys(start + 1))

      expect(again.code).toBe('database-failed')
      expect(found).toEqual(answer)
      expect(purged).toBe(1)
      expect(await store.transaction((tx) => tx.findIdempotencyKey('ann:c1', 'k'))).toBeUndefined()
      expect(await store.transaction((tx) => tx.findIdempotencyKey('bob:c1', 'k'))).toBeDefined()
    })

    it('keeps a deployed version as it was when it is deployed again', async () => {
      const { store } = opened()
      const version = { hash: 'h1', process: 'repair', version: '1', resolved: { a: 1 }, deployedAt: start }
      await store.transaction((tx) => tx.saveProcessVersion(version))
      await store.transaction((tx) => tx.saveProcessVersion({ ...version, deployedAt: start + 1 }))
      await store.transaction((tx) =>
        tx.saveProcessVersion({ ...version, hash: 'h2', process: 'exchange', profile: 'generic' }),
      )

      expect(await store.read.processVersion('h1')).toEqual(version)
      expect((await store.read.processVersions()).map((row) => row.hash)).toEqual(['h2', 'h1'])
      expect((await store.read.processVersions('exchange')).map((row) => row.profile)).toEqual(['generic'])
    })

    it('counts the open cases of a process by the version they run on', async () => {
      const { store } = opened()
      const version = { process: 'repair', version: '1', resolved: {}, deployedAt: start }
      await store.transaction(async (tx) => {
        await tx.saveProcessVersion({ ...version, hash: 'hash-of-repair-1' })
        await tx.saveProcessVersion({ ...version, hash: 'h2' })
        await tx.saveProcessVersion({ ...version, hash: 'h3', process: 'exchange' })
      })
      await save(store, creation(sampleRecord('c1')))
      await save(store, creation(sampleRecord('c2')))
      await save(store, creation(sampleRecord('c3', { status: 'ended', outcome: 'repaired' })))

      expect(await store.read.openCasesByVersion('repair')).toEqual(new Map([['hash-of-repair-1', 2]]))
      expect(await store.read.openCasesByVersion('exchange')).toEqual(new Map())
    })

    it('finds a key by the hash of its secret and revokes it once', async () => {
      const { store } = opened()
      const key = {
        id: 'k1',
        name: 'desk',
        hash: 'abc',
        roles: ['admin'],
        createdAt: start,
        expiresAt: start + 9,
      }
      await store.transaction((tx) => tx.saveApiKey(key))

      const revoked = await store.transaction((tx) => tx.revokeApiKey('k1', start + 5))
      const twice = await store.transaction((tx) => tx.revokeApiKey('k1', start + 6))
      const unknown = await store.transaction((tx) => tx.revokeApiKey('k2', start + 6))

      expect([revoked, twice, unknown]).toEqual([true, false, false])
      expect(await store.read.apiKeyByHash('abc')).toEqual({ ...key, revokedAt: start + 5 })
      expect(await store.read.apiKeyByHash('abd')).toBeUndefined()
      expect(await store.read.apiKeys()).toHaveLength(1)
    })

    it('keeps what a key is confined to, when it was used, and takes its secret before for a while', async () => {
      const { store } = opened()
      const key = {
        ...{ id: 'k1', name: 'desk', hash: 'abc', roles: ['desk'], createdAt: start, createdBy: 'ada' },
        ...{ processes: ['repair'], readOnly: true as const, mayActFor: true as const },
      }
      await store.transaction((tx) => tx.saveApiKey(key))
      await store.transaction((tx) => tx.touchApiKey('k1', start + 5))
      await store.transaction((tx) => tx.touchApiKey('k1', start + 3))
      const rotate = (hash: string) =>
        store.transaction((tx) => tx.rotateApiKey('k1', { hash, oldUntil: start + 9 }))
      const rotated = await rotate('abd')
      const changed = { ...key, hash: 'abd', oldHash: 'abc', oldUntil: start + 9, lastUsedAt: start + 5 }
      const found = [
        await store.read.apiKey('k1'),
        await store.read.apiKeyByHash('abd'),
        await store.read.apiKeyByHash('abc'),
      ]
      await rotate('abe')
      const forgotten = await store.read.apiKeyByHash('abc')
      await store.transaction((tx) => tx.revokeApiKey('k1', start + 6, 'ada'))

      expect(found).toEqual([changed, changed, changed])
      expect([rotated, forgotten, await rotate('abf')]).toEqual([true, undefined, false])
      expect(await store.read.apiKey('k1')).toMatchObject({ revokedAt: start + 6, revokedBy: 'ada' })
    })

    it('keeps sessions until they are ended, and lists those that are open', async () => {
      const { store } = opened()
      const session = (id: string, more: object = {}) => ({
        ...{ id, hash: `hash of ${id}`, actor: 'ann', roles: ['desk'], agent: 'a browser' },
        ...{ createdAt: start, usedAt: start, endsAt: start + 100, ...more },
      })
      const all = [
        session('s1'),
        session('s2', { actor: 'bob', apiKey: 'k1', roles: [] }),
        session('s3'),
        session('s4', { endsAt: start + 5 }),
      ]
      for (const one of all) await store.transaction((tx) => tx.saveSession(one))
      const page = { limit: 1 }
      const filter = { actor: 'ann', usedAfter: start - 1, now: start + 10 }
      const first = await store.read.sessions(filter, page)
      const second = await store.read.sessions(filter, { ...page, cursor: first.next ?? '' })
      await store.transaction((tx) => tx.touchSession('s1', start + 7))
      await store.transaction((tx) => tx.touchSession('s1', start + 2))
      const used = await store.read.sessions({ usedAfter: start + 6, now: start + 10 }, { limit: 10 })
      const ended = [
        await store.transaction((tx) => tx.endSession('s1', start + 8, 'ada')),
        await store.transaction((tx) => tx.endSession('s1', start + 9, 'ada')),
        await store.transaction((tx) => tx.endSession('none', start + 9, 'ada')),
      ]

      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['s3', 's1'])
      expect(second.next).toBeUndefined()
      expect(used.items.map(({ id }) => id)).toEqual(['s1'])
      expect(ended).toEqual([true, false, false])
      expect(await store.read.sessionByHash('hash of s2')).toEqual(all[1])
      expect(await store.read.session('s1')).toMatchObject({
        ...{ usedAt: start + 7, endedAt: start + 8, endedBy: 'ada' },
      })
      expect(await store.transaction((tx) => tx.purgeSessions(start + 6))).toBe(1)
      expect(await store.read.session('s4')).toBeUndefined()
    })

    it('uses a sign-in link up once, before it is over', async () => {
      const { store } = opened()
      const link = (hash: string) => ({ hash, apiKey: 'k1', expiresAt: start + 10 })
      for (const hash of ['one', 'two']) await store.transaction((tx) => tx.saveSignInLink(link(hash)))
      const spend = (hash: string, at: number) => store.transaction((tx) => tx.useSignInLink(hash, at))

      expect(await spend('one', start + 9)).toBe('k1')
      expect(await spend('one', start + 9)).toBeUndefined()
      expect(await spend('two', start + 10)).toBeUndefined()
      expect(await spend('none', start)).toBeUndefined()
      expect(await store.transaction((tx) => tx.purgeSessions(start + 11))).toBe(2)
    })

    it('keeps the progress of a replay', async () => {
      const { store } = opened()
      await store.transaction((tx) => tx.saveReplayProgress('log', { line: 1 }))
      await store.transaction((tx) => tx.saveReplayProgress('log', { line: 2 }))

      expect(await store.read.replayProgress('log')).toEqual({ line: 2 })
      expect(await store.read.replayProgress('other')).toBeUndefined()
    })

    it('answers a ping', async () => {
      await expect(opened().store.read.ping()).resolves.toBeUndefined()
    })
  })
}
