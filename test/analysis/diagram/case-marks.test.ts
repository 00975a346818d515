import { describe, expect, it } from 'vitest'
import { caseMarks, diagramOutline, type InstanceRecord, type MarkedEntry } from '../../../engine/index.js'
import { graphOf, parcel } from './checked.js'

const hour = 3_600_000
const now = Date.parse('2026-10-01T12:00:00Z')
const graph = graphOf(parcel)

const record = (more: Partial<InstanceRecord> = {}): InstanceRecord => ({
  ...{ format: 1, id: 'c1', process: 'parcel', version: 'v1', status: 'active', revision: 3 },
  ...{ createdAt: now - 9 * hour, createdBy: 'ann', updatedAt: now, data: { way: 'air' } },
  active: [{ path: 'ready', visit: 2, since: now - 7 * hour }],
  visits: { preparing: 1, 'preparing.goods': 1, 'preparing.goods.loose': 1, ready: 2, recalled: 1 },
  ...{ history: {}, tasks: [], deadlines: [], waits: [], timers: [], invocations: [], senders: {} },
  counters: { task: 1, timer: 1, effect: 0, trail: 20 },
  ...more,
})

const deadline = (dueAt: number, more: object = {}): InstanceRecord['deadlines'][number] => ({
  ...{ id: 'ready#due', name: 'due', state: 'ready', visit: 2, startedAt: now - 7 * hour, dueAt },
  ...{ provisional: false, status: 'running' },
  ...more,
})

const marks = (
  more: Partial<InstanceRecord> = {},
  trail: readonly MarkedEntry[] = [],
  undelivered: readonly string[] = [],
) => caseMarks(graph, { record: record(more), trail, undelivered, now })

const branch = (state: string, on: string, index: number, target: string): MarkedEntry => ({
  type: 'branch-taken',
  body: { state, on, branch: index, target },
})

describe('the marks of a case', () => {
  it('say where it is, how often it was where, and where it cannot come any more', () => {
    const { states } = marks({
      active: [{ path: 'flying', visit: 1, since: now }],
      visits: { flying: 1, ready: 2 },
    })
    const ended = marks({ status: 'ended', active: [{ path: 'closed', visit: 1, since: now }] }).states

    expect(states['flying']).toEqual({ isCurrent: true, visits: 1 })
    expect(states['ready']).toEqual({ visits: 2 })
    // From there it may be called back, and then go on.
    expect(states['driven']).toEqual({})
    expect(states['preparing.paper.weighed']).toEqual({ isOutOfReach: true })
    expect(ended['driven']).toEqual({ isOutOfReach: true })
  })

  it('count the ways it took, by the branch that was chosen', () => {
    const { edges } = marks({}, [
      branch('ready', 'send', 2, 'driven'),
      branch('ready', 'send', 1, 'driven'),
      branch('ready', 'after.3 days', 0, 'recalled'),
      branch('ready', 'send', 0, 'closed'),
    ])

    expect(edges).toEqual({
      'ready event:send driven': { times: 2 },
      'ready after:after.3 days recalled': { times: 1 },
    })
  })

  it('say what is overdue and for how long, and what is due soon, but nothing of clocks that rest', () => {
    const badgesOf = (more: Partial<InstanceRecord>) =>
      marks(more).states['ready']?.badges?.map(({ kind, text }) => [kind, text.en])

    expect(badgesOf({ deadlines: [deadline(now - 5 * hour)] })).toEqual([['overdue', 'overdue 5 h']])
    expect(badgesOf({ deadlines: [deadline(now + 90 * 60_000)] })).toEqual([['due-soon', '1 h left']])
    expect(badgesOf({ deadlines: [deadline(now + 72 * hour)] })).toBeUndefined()
    expect(badgesOf({ deadlines: [deadline(now + 72 * hour, { status: 'warned' })] })).toEqual([
      ['due-soon', '3 d left'],
    ])
    expect(badgesOf({ deadlines: [deadline(now + 2 * hour, { provisional: true })] })).toEqual([
      ['due-soon', '2 h left (provisional)'],
    ])
    const paused = { from: now, by: ['ready'] }
    expect(badgesOf({ deadlines: [deadline(now - hour, { paused })] })).toBeUndefined()
  })

  it('tell moves by hand apart from ways of the procedure', () => {
    const { moves, edges } = marks({}, [
      { type: 'operator-acted', body: { action: 'move', to: 'closed' } },
      { type: 'task-closed', body: {} },
      { type: 'state-left', body: { state: 'ready', visit: 1 } },
      { type: 'state-entered', body: { state: 'closed', visit: 1 } },
      { type: 'operator-acted', body: { action: 'reopen', to: 'ready' } },
      { type: 'state-entered', body: { state: 'ready', visit: 2 } },
      { type: 'operator-acted', body: { action: 'reassign', task: 'c1-t1' } },
    ])

    expect(moves).toEqual([
      { from: 'ready', to: 'closed', times: 1 },
      { to: 'ready', times: 1 },
    ])
    expect(edges).toEqual({})
  })

  it('say what failed where it is waited for, and what stands still', () => {
    const invocations = [{ id: 'c1-e1', state: 'ready', visit: 2 }]
    const suspended = { at: now, by: 'ada', reason: 'waits' }
    const told = marks({ invocations, suspended, deadlines: [deadline(now - hour)] }, [], ['c1-e1', 'c1-e2'])

    expect(told.states['ready']?.badges?.map(({ kind }) => kind)).toEqual(['failed'])
    expect(told.badges.map(({ text }) => text.en)).toEqual(['suspended', '1 not delivered'])
    expect(told.isSuspended).toBe(true)
  })

  it('say nothing of an incident that became needless, of which the trail does not tell', () => {
    const told = marks({ invocations: [] }, [{ type: 'incident-opened', body: { effect: 'c1-e1' } }])

    expect(told.badges).toEqual([])
  })

  it('hold nothing of its data and nobody’s name, and are said in the outline too', () => {
    const told = marks({ deadlines: [deadline(now - 5 * hour)] }, [branch('ready', 'send', 2, 'driven')])
    const outline = diagramOutline(graph, 'en', told)

    expect(JSON.stringify(told)).not.toMatch(/ann|air/)
    expect(outline).toContain('- Ready, due within 2 hours, current state, visited 2 times, overdue 5 h')
    expect(outline).toContain('Send [has Weight and Weight > 10; otherwise] → On the road ×1')
  })
})
