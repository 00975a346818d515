import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedCases, type Seeded } from '../../cli/demo/seed-cases.js'
import {
  createEngine,
  loadWorkflows,
  openSqlite,
  VirtualClock,
  type CheckedWorkflows,
  type Engine,
} from '../../engine/index.js'
import { keepMemory } from '../reload/memory.js'
import { serving, temporaryFolder } from './run-aftercare.js'

const eightHours = 8 * 60 * 60 * 1000
const quarter = 91 * 24 * 60 * 60 * 1000

interface Filled {
  readonly engine: Engine
  readonly seeded: Seeded
  readonly close: () => Promise<void>
}

let workflows: CheckedWorkflows
beforeAll(async () => {
  workflows = await loadWorkflows('workflows')
}, 300_000)

async function filled(day: string, cases: number): Promise<Filled> {
  const folder = await temporaryFolder()
  const sqlite = await openSqlite(`${folder.path}/demo.db`)
  const until = Date.parse(day)
  const clock = new VirtualClock(until - quarter)
  const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows, clock })
  const seeded = await seedCases(engine, clock, { workflows, cases, from: until - quarter, until, seed: 7 })
  const close = async (): Promise<void> => {
    await engine.stop()
    await sqlite.close()
    await folder.remove()
  }
  return { engine, seeded, close }
}

/** Procedures whose cases keep office hours: all but the examples. */
const procedures = (): readonly string[] => [
  ...new Set(workflows.processes.filter(({ calendar }) => calendar !== undefined).map(({ id }) => id)),
]

describe.each([
  ['a Monday', '2026-11-23T15:00:00+08:00'],
  ['a day of a holiday', '2026-10-03T11:00:00+08:00'],
  ['a year whose holidays are not published', '2027-03-02T10:00:00+08:00'],
])('sample cases seen on %s', (_, day) => {
  let sample: Filled
  beforeAll(async () => {
    keepMemory('the steps of hundreds of cases, which the stories go through in that mode')
    sample = await filled(day, procedures().length * 6)
  }, 300_000)
  afterAll(() => sample.close())

  it('are there of every procedure, in several states', async () => {
    for (const process of procedures()) {
      const { items } = await sample.engine.list({ process }, { limit: 200 })
      const states = new Set(items.map((item) => `${item.status} ${item.states.join(' ')}`))
      expect([process, states.size >= 2]).toEqual([process, true])
    }
  })

  it('never meet a step of a story that the demo does not know', () => {
    const { seeded } = sample
    const unknown = seeded.stalls.filter(({ because }) => because === 'unknown-step')

    expect(unknown).toEqual([])
    expect(seeded.stalls.length).toBeLessThan(seeded.planned * 0.1)
  })

  it('began all over the quarter, not in a crowd on the last day', async () => {
    const days = new Map<string, number>()
    for (const process of procedures()) {
      const { items } = await sample.engine.list({ process }, { limit: 200 })
      for (const { createdAt } of items) {
        const began = new Date(createdAt + eightHours).toISOString().slice(0, 10)
        days.set(began, (days.get(began) ?? 0) + 1)
      }
    }
    const all = [...days.values()].reduce((sum, count) => sum + count, 0)

    expect(days.size).toBeGreaterThan(30)
    expect(Math.max(...days.values())).toBeLessThan(all / 4)
  })

  it('have a major complaint with several parts in progress', async () => {
    const { items } = await sample.engine.list(
      { process: 'major-complaint-escalation', status: 'active' },
      { limit: 200 },
    )

    expect(items.some(({ states }) => states.length > 1)).toBe(true)
  })

  it('have an exchange that waits for the manufacturer', async () => {
    const { items } = await sample.engine.list({ process: 'exchange', status: 'active' }, { limit: 200 })
    const states = items.flatMap((item) => item.states)

    expect(
      ['factory-consultation', 'awaiting-new-unit', 'awaiting-refused-goods'].some((state) =>
        states.includes(state),
      ),
    ).toBe(true)
  })

  it('leave no register empty', async () => {
    const { engine } = sample
    const filledBooks: string[] = []
    for (const { id } of engine.registers()) {
      const { items } = await engine.register(id, { limit: 500 })
      if (items.length > 0) filledBooks.push(id)
    }

    expect(filledBooks).toEqual(engine.registers().map(({ id }) => id))
  })

  it('are open, ended and overdue, and none is of tomorrow', async () => {
    const until = Date.parse(day)
    const { engine } = sample
    const [all, open, overdue] = [
      await engine.count(),
      await engine.count({ status: 'active' }),
      await engine.count({ status: 'active', overdueAt: until }),
    ]
    const { items } = await engine.list({}, { sort: 'updated', limit: 1 })

    expect(overdue).toBeGreaterThan(0)
    expect(open).toBeGreaterThan(overdue)
    expect(all).toBeGreaterThan(open)
    expect(items[0]?.updatedAt).toBeLessThanOrEqual(until)
  })
})

describe('aftercare demo', () => {
  it('serves sample cases until it is stopped', async () => {
    const demo = await serving({}, ['demo', '--json', '--cases', '40'])
    const key = { Authorization: `Bearer ${demo.said.adminKey ?? ''}` }
    const listed = await fetch(`${demo.said.url}/api/instances?overdue=true&sort=due`, { headers: key })
    const { items } = (await listed.json()) as { items: readonly { number?: string }[] }

    expect(listed.status).toBe(200)
    expect(items.length).toBeGreaterThan(0)
    expect(await demo.stop()).toBe(0)
  }, 120_000)
})
