import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedProcess, Replay } from '../../engine/index.js'
import { errand, files } from './errand.js'
import { contents, day, hour, openTestEngine, refused, sound, type TestEngine } from './open-test-engine.js'

const mappingFile = {
  file: 'errand.replay.yaml',
  text: `
replay: old-errands
process: errand
columns: { case: errand, time: at, order: no }
actor: { column: who, default: clerk-0, roles: { clerk: [clerk], clerk-boss: [leader] } }
rows:
  - { when: { what: begun }, create: { with: { address: { column: where } } } }
  - { when: { what: [left, departed] }, send: go }
  - { when: { what: counted }, send: count, with: { parcels: { column: parcels, type: integer } } }
  - { when: { what: arrived }, send: deliver }
  - { when: { what: stopped }, send: give-up }
  - { when: { what: rain }, skip: weather is not kept }
`,
}
const heading = 'errand,no,at,who,what,where,parcels'
const first = [
  'A,1,2020-03-02T09:00:00+08:00,clerk-1,begun,Lane 5,',
  'A,2,2020-03-02T09:30:00+08:00,clerk-1,left,,',
  'A,3,2020-03-02T12:45:00+08:00,clerk-2,arrived,,',
]
const second = [
  'B,1,2020-03-02T10:00:00+08:00,,begun,Lane 6,',
  'B,2,2020-03-02T10:05:00+08:00,,counted,,7',
  'B,3,2020-03-02T13:00:00+08:00,,counted,,8',
]
const log = (...rows: readonly string[]): string => [heading, ...rows].join('\n')
const whole = log(...first, ...second)
const end = Date.parse('2020-03-02T13:00:00+08:00')

const workflows = sound([...files, mappingFile])
const mapping = workflows.replays[0]!.value as unknown as Replay
/** The mapping that takes the rows of a case as they stand in the file. */
const asItStands: Replay = {
  ...mapping,
  columns: { case: mapping.columns.case, time: mapping.columns.time },
}
const ann = { id: 'ann', roles: ['clerk'] }

describe('replaying a log', () => {
  let t: TestEngine
  let process: CheckedProcess
  beforeEach(async () => {
    t = await openTestEngine({ workflows })
    process = t.engine.processes()[0]!
  })
  afterEach(() => t.close())

  const replay = (csv: string, more: object = {}) => t.engine.replayLog({ mapping, csv, process, ...more })
  const idOf = async (number: string): Promise<string> => (await t.engine.list({ q: number })).items[0]!.id

  it('makes cases at the times of the rows, by those who did it', async () => {
    const report = await replay(whole)

    expect(report).toEqual({ cases: 2, events: 6, outcomes: { delivered: 1 }, open: 1, refused: [] })
    const record = await t.engine.get(await idOf('E-2020-0001'))
    expect(record).toMatchObject({
      status: 'ended',
      outcome: 'delivered',
      replayed: true,
      createdBy: 'clerk-1',
      createdAt: Date.parse('2020-03-02T09:00:00+08:00'),
      updatedAt: Date.parse('2020-03-02T12:45:00+08:00'),
    })
    const trail = (await t.engine.trail(record!.id, { limit: 500 })).items
    expect(
      trail.find(({ type, body }) => type === 'event-accepted' && body['event'] === 'deliver'),
    ).toMatchObject({
      actor: 'clerk-2',
      at: Date.parse('2020-03-02T12:45:00+08:00'),
    })
  })

  it('fires the timers due between two rows in between, with effects that are never sent', async () => {
    await replay(whole)

    const [still, ...others] = await t.engine.effects(await idOf('E-2020-0001'))
    expect(still).toMatchObject({ template: 'still-out', at: Date.parse('2020-03-02T10:30:00+08:00') })
    expect([still, ...others].map((effect) => effect?.status)).toEqual(Array(4).fill('replayed'))
    expect((await t.engine.get(await idOf('E-2020-0002')))?.deadlines[0]?.status).toBe('breached')
    expect(await t.sql("select * from aftercare_effects where status <> 'replayed'")).toEqual([])
  })

  it('arms no timer and takes no event, unless it is said from when on the cases live', async () => {
    await replay(whole)
    const id = await idOf('E-2020-0002')
    const before = await contents(t)

    expect(await t.engine.runDue()).toBe(0)
    expect(refused(await t.engine.send(id, 'go', { actor: ann }))).toBe('instance-replayed')
    expect(refused(await t.engine.note(id, { text: 'x', actor: ann }))).toBe('instance-replayed')
    expect(await t.engine.accepted(id, ann)).toEqual([])

    expect(await contents(t)).toBe(before)
  })

  it('lives from the time it is told on: earlier timers are history, later ones fire', async () => {
    t.clock.moveTo(Math.max(t.clock.now(), end))
    await replay(whole)
    const id = await idOf('E-2020-0002')

    const report = await replay(whole, { liveFrom: end + 2 * hour })
    const live = await t.engine.get(id)
    await replay(whole, { liveFrom: end + 5 * day })

    expect(report.events).toBe(6)
    expect(live).not.toHaveProperty('replayed')
    expect(live?.active[0]?.path).toBe('under-way')
    expect(await t.engine.get(id)).toEqual(live)
    expect(await t.sql('select distinct armed from aftercare_timers')).toEqual([{ armed: 1 }])
    const past = (await t.engine.effects(id)).length
    await t.engine.runDue()
    const effects = await t.engine.effects(id)
    expect(effects.slice(0, past).every(({ status }) => status === 'replayed')).toBe(true)
    expect(effects.slice(past).map(({ status }) => status)).toContain('pending')
    expect((await t.engine.get(id))?.outcome).toBe('given-up')
  })

  it('leaves cases that have ended as history when the others go live', async () => {
    await replay(whole, { liveFrom: end })

    expect(refused(await t.engine.send(await idOf('E-2020-0001'), 'go', { actor: ann }))).toBe(
      'instance-replayed',
    )
  })

  it('adds nothing when it is run again, and goes on where it stood when it was cut off', async () => {
    const crash = new Error('the power went')
    await expect(
      replay(whole, {
        batch: 2,
        onProgress: (rows: number) => {
          if (rows === 4) throw crash
        },
      }),
    ).rejects.toThrow(crash)
    expect(await t.engine.count()).toBe(2)

    const report = await replay(whole, { batch: 2 })
    const after = await contents(t)

    expect(report).toEqual({ cases: 2, events: 6, outcomes: { delivered: 1 }, open: 1, refused: [] })
    expect(await replay(whole)).toEqual(report)
    expect(await contents(t)).toBe(after)
  })

  it('stores the same whatever the size of its batches', async () => {
    const inBatches = async (batch: number): Promise<string> => {
      const other = await openTestEngine({ workflows, salts: () => '5a'.repeat(16) })
      await other.engine.replayLog({ mapping, csv: whole, process, batch })
      const all = await contents(other)
      await other.close()
      return all
    }

    const whileOne = await inBatches(1)

    expect(await inBatches(4)).toBe(whileOne)
    expect(await inBatches(500)).toBe(whileOne)
  })

  it('refuses to go on under other rules than it was begun under', async () => {
    await replay(whole)
    const stricter = sound([
      { file: 'errand.yaml', text: errand.replace('within: 2 hours', 'within: 1 hour') },
      ...files.slice(1),
    ]).processes[0]!

    await expect(t.engine.replayLog({ mapping, csv: whole, process: stricter })).rejects.toMatchObject({
      code: 'usage-wrong',
      message: expect.stringContaining('another database') as string,
    })
  })

  it('follows a version that was never deployed, such as one with a figure to try', async () => {
    const tried = sound([
      { file: 'errand.yaml', text: errand.replace('default: 4 hours', 'default: 10 minutes') },
      ...files.slice(1),
    ]).processes[0]!

    const report = await t.engine.replayLog({ mapping, csv: whole, process: tried })

    expect(report.refused).toMatchObject([
      { case: 'A', event: 'go' },
      { case: 'B', event: 'count', line: 7 },
    ])
  })

  it('puts the rows of a case in order, and takes the order of the file where none is named', async () => {
    const turned = log(first[1]!, first[0]!, first[2]!, ...second)

    const ordered = await replay(turned)
    const unordered = await t.engine.replayLog({ mapping: asItStands, csv: turned, process })

    expect(ordered.refused).toEqual([])
    expect(unordered.refused).toMatchObject([
      { case: 'A', line: 2, event: 'go', code: 'unknown-instance' },
      { case: 'A', line: 4, event: 'deliver', code: 'event-not-accepted' },
    ])
  })

  it.each([
    ['fits no kind', 'C,1,2020-03-02T09:00:00Z,clerk-1,vanished,,', 'log-row-unmapped'],
    ['has no case', ',1,2020-03-02T09:00:00Z,clerk-1,begun,Lane,', 'log-row-unmapped'],
    ['has no moment', 'C,1,yesterday,clerk-1,begun,Lane,', 'log-row-unmapped'],
    ['has a moment without offset', 'C,1,2020-03-02T09:00:00,clerk-1,begun,Lane,', 'log-row-unmapped'],
    ['has a cell of another type', 'B,4,2020-03-02T13:10:00+08:00,,counted,,many', 'log-row-unmapped'],
    ['breaks the form', 'B,4,2020-03-02T13:10:00+08:00,,counted,,', 'payload-invalid'],
    ['begins a case twice', 'B,4,2020-03-02T13:10:00+08:00,,begun,Lane,', 'event-not-accepted'],
    ['comes before its case', 'C,1,2020-03-02T13:10:00+08:00,,left,,', 'unknown-instance'],
    ['is of somebody who may not', 'B,4,2020-03-02T13:10:00+08:00,clerk-boss,left,,', 'forbidden'],
    ['is of somebody without a role', 'B,4,2020-03-02T13:10:00+08:00,visitor,left,,', 'forbidden'],
    ['asks what is not met', 'B,4,2020-03-02T13:10:00+08:00,,stopped,,', 'requirement-not-met'],
  ])('reports a row that %s, and goes on', async (_what, row, code) => {
    const report = await replay(log(row, ...first, ...second, row))

    expect(report).toMatchObject({ cases: 2, events: 6 })
    expect(new Set(report.refused.map((one) => one.code))).toEqual(new Set([code]))
    expect(report.refused.map(({ line }) => line)).toContain(9)
    expect(report.refused.every(({ message }) => message.length > 10)).toBe(true)
  })

  it('passes over rows that say nothing', async () => {
    const report = await replay(log(...first, 'A,4,2020-03-02T13:10:00+08:00,,rain,,'))

    expect(report).toMatchObject({ events: 3, refused: [] })
  })

  it.each([
    ['has no such column', 'errand,no,when,who,what,where,parcels\nA,1,x,,begun,,', "'at'"],
    ['lacks the column of the actor', 'errand,no,at,what,where,parcels\nA,1,x,begun,,', "'who'"],
    ['lacks the column of an answer', 'errand,no,at,who,what,where\nA,1,x,,begun,', "'parcels'"],
    ['has lines of different lengths', `${heading}\nA,1`, 'CSV'],
    ['has no number as its order', log('A,first,2020-03-02T09:00:00Z,clerk-1,begun,Lane,'), 'line 2'],
  ])('throws usage-wrong for a file that %s', async (_what, csv, words) => {
    await expect(replay(csv)).rejects.toMatchObject({
      code: 'usage-wrong',
      message: expect.stringContaining(words) as string,
    })
    expect(await t.engine.count()).toBe(0)
  })

  it('reports nothing for an empty log', async () => {
    expect(await replay(heading)).toEqual({ cases: 0, events: 0, outcomes: {}, open: 0, refused: [] })
  })
})
