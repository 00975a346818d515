import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accepted, hour, monday, refused, type TestEngine } from '../open-test-engine.js'
import { matterIn, openMatters, root } from './matter-files.js'

const asked = { reason: 'put right', actor: root }
let t: TestEngine

beforeEach(async () => {
  t = await openMatters()
})

afterEach(() => t.close())

describe('the effect of an operator’s action', () => {
  it('tells before it is done what is left, entered, opened, armed, asked for and told', async () => {
    const id = await matterIn(t, 'open child')

    const answer = await t.engine.operate(id, { ...asked, action: 'move', to: 'checking', dryRun: true })

    expect(answer).toMatchObject({
      dryRun: true,
      effect: {
        left: [{ state: 'asking', visit: 1 }],
        entered: [{ state: 'checking', visit: 1 }],
        tasksClosed: [{ state: 'asking' }],
        tasksOpened: [{ state: 'checking', roles: ['leader'] }],
        effects: [{ kind: 'notify', template: 'told', to: ['leader'] }],
        // The process does not say that the errand goes on without it.
        messages: [{ kind: 'cancel' }],
      },
    })
    expect(await t.engine.effects(id)).toEqual([])
  })

  it('tells clocks and timers with their due points, and what ends', async () => {
    const id = await matterIn(t, 'waiting')

    const { effect } = await done(id, { action: 'cancel' })

    expect(effect).toMatchObject({
      status: { before: 'active', after: 'ended' },
      outcome: 'cancelled',
      clocks: [
        { clock: '#due', before: monday + 72 * hour },
        { clock: 'open#due', before: monday + 2 * hour },
        { clock: 'open@after.2 days', kind: 'after', before: monday + 48 * hour },
      ],
    })
    expect(effect?.timersWithdrawn).toHaveLength(3)
  })

  it('tells old and new of the data', async () => {
    const id = await matterIn(t, 'waiting')

    const { effect } = await done(id, {
      action: 'edit-data',
      changes: { note: 'seen', hint: 'x', amount: 7 },
    })
    const undone = await done(id, { action: 'edit-data', changes: { hint: null } })

    expect(effect?.data).toEqual({
      note: { before: 'none', after: 'seen' },
      hint: { after: 'x' },
      amount: { before: 1, after: 7 },
    })
    expect(undone.effect?.data).toEqual({ hint: { before: 'x' } })
    const wrong = { ...asked, action: 'edit-data', changes: { amount: 100 } } as const
    expect(refused(await t.engine.operate(id, wrong))).toBe('invariant-broken')
  })

  it('holds what a due point in the past sets off', async () => {
    const id = await matterIn(t, 'waiting')
    t.clock.moveTo(monday + hour)

    const { effect } = await done(id, {
      action: 'set-deadline',
      clock: 'open@after.2 days',
      dueAt: '2026-09-28T10:00:00+08:00',
    })

    expect(effect?.entered).toEqual([{ state: 'checking', visit: 1 }])
    expect((await t.engine.get(id))?.active.map(({ path }) => path)).toEqual(['checking'])
  })

  it('of a skipped effect is that the case goes on', async () => {
    const id = await matterIn(t, 'incident')
    const incident = (await t.engine.incidents({ instance: id })).items[0]?.id ?? ''

    const dry = await t.engine.operate(id, { ...asked, action: 'skip', incident, dryRun: true })
    const { effect } = await done(id, { action: 'skip', incident })

    expect(effect?.entered).toEqual([{ state: 'checking', visit: 1 }])
    expect(dry).toMatchObject({ effect })
    const again = { ...asked, action: 'retry', incident } as const
    expect(refused(await t.engine.operate(id, again))).toBe('incident-settled')
  })

  async function done(id: string, wish: Wished) {
    const answer = await t.engine.operate(id, wished(wish))
    if (answer.refused) throw new Error(answer.refused.text.en)
    return answer
  }
})

type Wish = Parameters<TestEngine['engine']['operate']>[1]
type Wished = Wish extends infer One ? (One extends Wish ? Omit<One, 'reason' | 'actor'> : never) : never

function wished(wish: Wished): Wish {
  return { ...wish, ...asked }
}

describe('a due point set by hand', () => {
  it('is told as such, with whose it is and what the rule would say', async () => {
    const id = await matterIn(t, 'waiting')
    const clock = 'open#due'
    accepted(
      await t.engine.operate(id, { ...asked, action: 'set-deadline', clock, dueAt: monday + 5 * hour }),
    )

    const told = (await t.engine.deadlines(id))?.running.find((one) => one.id === clock)

    expect(told).toMatchObject({
      dueAt: monday + 5 * hour,
      byHand: { at: monday, by: 'root', ruled: monday + 2 * hour },
    })
    const lines = told?.words.lines.map(({ en }) => en).join('\n')
    expect(lines).toContain('Set by hand by root')
    expect(lines).toContain('(set by hand: put right)')
    expect(told?.words.customer?.en).toContain('Promised for')
  })
})

describe('an operator’s action', () => {
  it('is refused when the case has moved on, and needs a reason and an action there is', async () => {
    const id = await matterIn(t, 'waiting')
    accepted(await t.engine.note(id, { text: 'seen', actor: 'ann' }))

    const late = { ...asked, action: 'cancel', expectedRevision: 1 } as const
    expect(refused(await t.engine.operate(id, late))).toBe('revision-conflict')
    expect(refused(await t.engine.operate('case-99', { ...asked, action: 'cancel' }))).toBe(
      'unknown-instance',
    )
    const wrong = (request: object) => t.engine.operate(id, request as Wish)
    for (const request of [
      { ...asked, action: 'cancle' },
      { ...asked, action: 'move' },
      { ...asked, action: 'cancel', reason: '  ' },
      { ...asked, action: 'set-deadline', clock: '#due', dueAt: 'tomorrow' },
      { ...asked, action: 'edit-data', changes: [] },
      { ...asked, action: 'cancel', dryRun: 'yes' },
    ])
      await expect(wrong(request)).rejects.toMatchObject({ code: 'usage-wrong' })
  })

  it('takes back everything where its transaction is the host’s and fails', async () => {
    const id = await matterIn(t, 'waiting')

    const rolledBack = t.handles.db.transaction(async (trx) => {
      accepted(await t.engine.operate(id, { ...asked, action: 'cancel', trx }))
      throw new Error('the host changed its mind')
    })

    await expect(rolledBack).rejects.toThrow('changed its mind')
    expect((await t.engine.get(id))?.status).toBe('active')
    expect(await t.engine.countOperatorActions()).toBe(0)
  })

  it('lets a reopened case live on: its timers fire, its tasks are listed, it ends again', async () => {
    const id = await matterIn(t, 'ended')
    accepted(await t.engine.operate(id, { ...asked, action: 'reopen', to: 'open' }))

    expect((await t.engine.tasks({ instance: id })).items).toHaveLength(1)
    expect((await t.engine.list({ status: 'active', process: 'matter' })).items.map((row) => row.id)).toEqual(
      [id],
    )
    t.clock.moveTo(monday + 49 * hour)
    await t.engine.runDue()

    expect((await t.engine.get(id))?.active.map(({ path }) => path)).toEqual(['checking'])
    expect(accepted(await t.engine.send(id, 'close', { actor: 'li' }))).toMatchObject({
      status: 'ended',
      outcome: 'closed',
      endedAt: monday + 49 * hour,
    })
  })
})

describe('the operators’ log', () => {
  it('is read by actor, action, case and time, the latest first, page by page', async () => {
    const first = await matterIn(t, 'suspended')
    t.clock.moveTo(monday + hour)
    const second = await matterIn(t, 'suspended')
    accepted(await t.engine.resume(second, { reason: 'go on', actor: 'li' }))

    const { engine } = t
    const all = await engine.operatorActions()
    const page = await engine.operatorActions({}, { limit: 2 })
    const rest = await engine.operatorActions({}, { limit: 2, cursor: page.next ?? '' })

    expect(all.items.map(({ action, instance }) => [action, instance])).toEqual([
      ['resume', second],
      ['suspend', second],
      ['suspend', first],
    ])
    expect([...page.items, ...rest.items]).toEqual(all.items)
    expect(rest.next).toBeUndefined()
    expect(await engine.countOperatorActions({ actor: 'li' })).toBe(1)
    expect(await engine.countOperatorActions({ action: 'suspend', from: monday + hour })).toBe(1)
    expect(await engine.countOperatorActions({ to: monday + hour })).toBe(1)
    expect(await engine.countOperatorActions({ process: 'matter', instance: second })).toBe(2)
    await expect(engine.operatorActions({ acter: 'li' } as object)).rejects.toMatchObject({
      code: 'usage-wrong',
    })
  })
})
