import { describe, expect, it } from 'vitest'
import type { EffectRequest } from '../../engine/core/command.js'
import { settlementOf } from '../../engine/runtime/effects/settle-effect.js'
import type { EffectRow, IncidentRow, Store } from '../../engine/store/port.js'
import { freshStore, save, type OpenStore } from './conformance.js'
import { creation, effect, minute, nextStep, sampleRecord, start } from './sample-cases.js'

const lane = 'service:bank'
const lanes = [{ lane, most: 10 }]

const called = (instance: string, number: number, changes: Partial<EffectRequest> = {}): EffectRequest => ({
  ...{ id: `${instance}-e${number}`, kind: 'call', state: 'inspecting', visit: 1, at: start },
  ...{ service: 'bank', input: { amount: number } },
  ...changes,
})

/** Begins a case that has asked for these. */
const asked = (store: Store, id: string, ...effects: readonly EffectRequest[]) =>
  save(store, creation(sampleRecord(id), { effects }))

/** Takes what is due, for a minute, and gives the ids in order. */
async function claimed(
  store: Store,
  holder: string,
  { now = start, most = 10 }: { readonly now?: number; readonly most?: number } = {},
): Promise<readonly string[]> {
  const rows = await store.transaction((tx) =>
    tx.claimEffects([{ lane, most }], { now, until: now + minute, holder }),
  )
  return rows.map(({ id }) => id)
}

const renewed = (store: Store, ids: readonly string[], holder: string, until: number) =>
  store.transaction((tx) => tx.renewEffects(ids, { holder, until }))

const incident = (subject: string, changes: Partial<IncidentRow> = {}): IncidentRow => ({
  ...{ id: `${subject}-i1`, instance: 'c1', process: 'repair', kind: 'effect', subject, code: 'timed-out' },
  detail: { message: 'Expected an answer.', effect: 'call', lane, state: 'inspecting', attempts: 1 },
  ...{ openedAt: start, status: 'open' },
  ...changes,
})

/** Effects that are taken, given back and settled by several nodes, and what people decide about them. */
export function describeEffects(open: OpenStore): void {
  describe('effects', () => {
    describeClaims(open)
    describeOrder(open)
    describeSettling(open)
  })
  describe('incidents', () => describeIncidents(open))
  describe('switches', () => describeSwitches(open))
}

function describeClaims(open: OpenStore): void {
  const opened = freshStore(open)

  it('are taken by one node once they are due, those that fall due first at the top, and by no other', async () => {
    const { store } = opened()
    const later = called('c1', 1, { notBefore: start + 2 })
    await asked(store, 'c1', later, called('c1', 2, { notBefore: start + 1 }))
    await asked(store, 'c2', called('c2', 1, { notBefore: start + 9 }), effect('c2', 2))
    expect(await claimed(store, 'one')).toEqual([])

    expect(await claimed(store, 'one', { now: start + 5 })).toEqual(['c1-e2', 'c1-e1'])
    expect(await claimed(store, 'two', { now: start + 5 })).toEqual([])

    expect(await store.read.effectsById(['c1-e1'])).toMatchObject([
      { ...later, status: 'pending', attempts: 1, holder: 'one', nextAt: start + 5 + minute },
    ])
  })

  it('are taken of some lanes only, and as many as there is room for', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1), called('c1', 2), called('c1', 3), effect('c1', 4))

    expect(await claimed(store, 'one', { most: 2 })).toEqual(['c1-e1', 'c1-e2'])
    expect(await claimed(store, 'two')).toEqual(['c1-e3'])
    expect(await store.read.pendingLanes()).toEqual(['channel:', lane])
    expect(await store.read.soonestEffects([lane, 'channel:', 'service:none'])).toEqual(
      new Map([
        ['channel:', start],
        [lane, start + minute],
      ]),
    )
  })

  it('stay with a node that renews its lease, and are free for others when it is over', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1), called('c1', 2))
    const taken = await claimed(store, 'one')

    expect([...(await renewed(store, taken.slice(0, 1), 'one', start + 1.5 * minute))]).toEqual(['c1-e1'])

    expect(await claimed(store, 'two', { now: start + minute })).toEqual(['c1-e2'])
    expect(await claimed(store, 'two', { now: start + 1.5 * minute })).toEqual(['c1-e1'])
    expect(await store.read.effectsById(['c1-e1'])).toMatchObject([{ attempts: 2, holder: 'two' }])
  })

  it('are no longer renewed by a node whose lease another has taken over', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1), called('c1', 2))
    const taken = await claimed(store, 'one')
    await claimed(store, 'two', { now: start + minute, most: 1 })

    expect(await renewed(store, taken, 'one', start + 9 * minute)).toEqual(['c1-e2'])
    expect(await renewed(store, [], 'one', start)).toEqual([])
    expect(await store.read.effectsById(['c1-e1'])).toMatchObject([{ nextAt: start + 2 * minute }])
  })

  it('are not taken when the case no longer waits for them, or they belong to the past', async () => {
    const { store } = opened()
    const invoked = called('c1', 1, { kind: 'invoke' })
    const waiting = sampleRecord('c1', {
      invocations: [{ id: 'c1-e1', state: 'inspecting', visit: 1 }],
    })
    const record = await save(store, creation(waiting, { effects: [invoked] }))
    await save(store, creation(sampleRecord('c2'), { effects: [called('c2', 1)], effectStatus: 'replayed' }))

    await save(store, nextStep(record, { invocations: [] }))

    expect(await claimed(store, 'one')).toEqual([])
    expect((await store.read.effects('c1')).map(({ status }) => status)).toEqual(['cancelled'])
    expect((await store.read.effects('c2')).map(({ status }) => status)).toEqual(['replayed'])
  })
}

function describeOrder(open: OpenStore): void {
  const opened = freshStore(open)
  const inOrder = { inOrder: true } as const

  it('in order wait for the one before them in their case, in no other, and hold up none that is not', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1, inOrder), called('c1', 2, inOrder), called('c1', 3))
    await asked(store, 'c2', called('c2', 1, inOrder))

    expect(await claimed(store, 'one')).toEqual(['c1-e1', 'c1-e3', 'c2-e1'])
    expect(await claimed(store, 'one')).toEqual([])

    const change = { id: 'c1-e1', status: 'delivered', settledAt: start } as const
    await store.transaction((tx) => tx.saveEffects([change]))
    expect(await claimed(store, 'one')).toEqual(['c1-e2'])
  })

  it.each([
    ['dead', []],
    ['skipped', ['c1-e2']],
  ] as const)('in order behind one that is %s go on as its case can', async (status, next) => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1, inOrder), called('c1', 2, inOrder))
    await claimed(store, 'one')

    await store.transaction((tx) => tx.saveEffects([{ id: 'c1-e1', status }]))

    expect(await claimed(store, 'one')).toEqual(next)
  })
}

function describeSettling(open: OpenStore): void {
  const opened = freshStore(open)

  it('are held by nobody once they are settled, and keep what came of them', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1))
    await claimed(store, 'one')
    const failure = { code: 'timed-out', message: 'Expected an answer.', at: start }

    await store.transaction((tx) =>
      tx.saveEffects([{ id: 'c1-e1', status: 'pending', nextAt: start + 10, failure }]),
    )
    const [again] = await store.read.effects('c1')
    await store.transaction((tx) =>
      tx.saveEffects([
        { id: 'c1-e1', status: 'delivered', settledAt: start + 20, result: { no: 'R-1' }, failure },
      ]),
    )
    const [done] = await store.read.effects('c1')

    expect(again).toMatchObject({ status: 'pending', attempts: 1, forgiven: 0, nextAt: start + 10, failure })
    expect(again).not.toHaveProperty('holder')
    expect(done).toMatchObject({ status: 'delivered', settledAt: start + 20, result: { no: 'R-1' }, failure })
    expect(done).not.toHaveProperty('nextAt')
  })

  it('are not settled as failed by a node that has lost them, which sees the other one under the lock', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1))
    const [first] = await store.transaction((tx) =>
      tx.claimEffects(lanes, { now: start, until: start + 1, holder: 'one' }),
    )
    await claimed(store, 'two', { now: start + 1 })

    const current = await store.transaction((tx) => tx.lockEffects(['c1-e1', 'c1-e9']))

    expect(current).toMatchObject([{ id: 'c1-e1', holder: 'two', attempts: 2 }])
    const chance = { now: start + 2, random: () => 1 }
    const failed = { kind: 'failed', code: 'timed-out', message: 'Expected yes.', permanent: true } as const
    const settled = (effectOf: EffectRow, outcome: Parameters<typeof settlementOf>[0]['outcome']) =>
      settlementOf({ effect: effectOf, outcome, leaseUntil: start + 1 }, current[0], chance).kind
    expect(settled(first!, failed)).toBe('needless')
    expect(settled(current[0]!, failed)).toBe('give-up')
    expect(settled(first!, { kind: 'done', output: {} })).toBe('change')
  })

  it('count the attempts that were forgiven until they are tried again', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1))
    await claimed(store, 'one')
    await store.transaction((tx) => tx.saveEffects([{ id: 'c1-e1', status: 'dead' }]))
    expect(await claimed(store, 'one')).toEqual([])

    await store.transaction((tx) =>
      tx.saveEffects([{ id: 'c1-e1', status: 'pending', nextAt: start, forgiven: 1 }]),
    )

    expect(await claimed(store, 'one')).toEqual(['c1-e1'])
    expect(await store.read.effects('c1')).toMatchObject([{ attempts: 2, forgiven: 1 }])
  })
}

function describeIncidents(open: OpenStore): void {
  const opened = freshStore(open)
  const ids = async (store: Store, filter: Parameters<Store['read']['incidents']>[0]) =>
    (await store.read.incidents(filter, { limit: 10 })).items.map(({ id }) => id)

  it('are listed by status, process and case, those that were opened first at the top, in pages', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1), called('c1', 2))
    await asked(store, 'c2', called('c2', 1))
    await store.transaction(async (tx) => {
      await tx.addIncident(incident('c1-e1', { openedAt: start + 2, number: 'RMA-c1' }))
      await tx.addIncident(incident('c1-e2', { openedAt: start + 1, process: 'exchange' }))
      await tx.addIncident(incident('c2-e1', { openedAt: start + 3, instance: 'c2' }))
    })

    expect(await ids(store, {})).toEqual(['c1-e2-i1', 'c1-e1-i1', 'c2-e1-i1'])
    expect(await ids(store, { process: 'repair' })).toEqual(['c1-e1-i1', 'c2-e1-i1'])
    expect(await ids(store, { instance: 'c1' })).toEqual(['c1-e2-i1', 'c1-e1-i1'])
    expect(await ids(store, { processes: ['exchange'] })).toEqual(['c1-e2-i1'])
    expect(await store.read.countIncidents({ instance: 'c1' })).toBe(2)
    const first = await store.read.incidents({}, { limit: 2 })
    const second = await store.read.incidents({}, { limit: 2, cursor: first.next! })
    expect(second.items.map(({ id }) => id)).toEqual(['c2-e1-i1'])
    expect(second).not.toHaveProperty('next')
    expect(await store.read.incident('c1-e1-i1')).toEqual(
      incident('c1-e1', { openedAt: start + 2, number: 'RMA-c1' }),
    )
  })

  it('are settled once with who decided and why, and are open no more', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1))
    await store.transaction((tx) => tx.addIncident(incident('c1-e1')))
    const settled = { settledAt: start + 9, settledBy: 'ann', reason: 'Paid by hand.' }

    const before = await store.transaction(async (tx) => {
      const locked = await tx.lockIncident('c1-e1-i1')
      await tx.saveIncident({ id: 'c1-e1-i1', status: 'skipped', ...settled })
      return locked
    })

    expect(before).toEqual(incident('c1-e1'))
    expect(await ids(store, {})).toEqual([])
    expect(await store.read.incident('c1-e1-i1')).toEqual(
      incident('c1-e1', { status: 'skipped', ...settled }),
    )
    expect(await store.transaction((tx) => tx.lockIncident('c9-e1-i1'))).toBeUndefined()
  })

  it('of effects that became needless are overtaken, the open ones only', async () => {
    const { store } = opened()
    await asked(store, 'c1', called('c1', 1), called('c1', 2))
    await store.transaction(async (tx) => {
      await tx.addIncident(incident('c1-e1', { status: 'retried' }))
      await tx.addIncident(incident('c1-e1', { id: 'c1-e1-i2' }))
      await tx.addIncident(incident('c1-e2'))
      await tx.overtakeIncidents(['c1-e1'], start + 5)
    })

    expect(await ids(store, {})).toEqual(['c1-e2-i1'])
    expect(await store.read.incident('c1-e1-i2')).toMatchObject({ status: 'overtaken', settledAt: start + 5 })
    expect(await ids(store, { status: 'retried' })).toEqual(['c1-e1-i1'])
  })
}

function describeSwitches(open: OpenStore): void {
  const opened = freshStore(open)
  const hold = { name: 'hold-effects', at: start, actor: 'ann', reason: 'The bank works on its line.' }
  const drain = { name: 'drain:repair', at: start + 1, actor: 'li', reason: 'A new procedure.' }

  it('are on for whoever asks until they are removed, as they were first set', async () => {
    const { store } = opened()
    await store.transaction(async (tx) => {
      await tx.addSwitch(hold)
      await tx.addSwitch(drain)
    })
    await store.transaction((tx) => tx.addSwitch({ ...hold, at: start + 5, actor: 'li' }))
    expect(await store.read.switches()).toEqual([drain, hold])

    await store.transaction((tx) => tx.removeSwitch('hold-effects'))

    expect(await store.read.switches()).toEqual([drain])
  })
}
