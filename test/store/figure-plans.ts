import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSqlite } from '../../bench/growth/case-tables.js'
import { fill } from '../../bench/growth/fill.js'
import type { InstanceFilter } from '../../engine/store/index.js'
import { anyLife, live } from './figure-stories.js'
import { statementsOf, type PlannedStore, type PlanWords } from './list-plans.js'
import { minute, start } from './sample-cases.js'

const templates = 40
const copies = 100
/** A small part of the time: where all of it is asked for, all rows may well be read. */
const period = { from: start + 100 * minute, to: start + 110 * minute, now: start + 2_000 * minute }

/** Everybody's figures, and those of a procedure: their rows have all that is asked of them. */
const whole: readonly InstanceFilter[] = [{}, { process: 'repair' }, { processes: ['exchange', 'repair'] }]

/** What the cases themselves have to be asked, or something that is told of them. */
const narrowed: readonly InstanceFilter[] = [
  { status: 'active' },
  { process: 'repair', outcome: 'done' },
  { createdFrom: start, createdTo: start + 60 * minute },
  { assignee: 'ann' },
  { state: 'working' },
  { within: { anyOf: [{ people: ['bob'] }] } },
]

const due: readonly InstanceFilter[] = [
  { status: 'active', overdueAt: start },
  { status: 'active', dueFrom: start, dueBefore: start + 60 * minute },
  { process: 'repair', status: 'active', overdueAt: start },
]

/** What the numbers of figures lead to: each asks for a part of the time. */
const ledTo: readonly (readonly [table: string, index: string, filter: InstanceFilter])[] = [
  ['breaches', 'breached', { breached: { from: period.from, to: period.to } }],
  [
    'breaches',
    'breached',
    { process: 'repair', breached: { deadline: 'working#promise', from: period.from } },
  ],
  ['visits', 'left', { process: 'repair', left: { state: 'working', from: period.from, to: period.to } }],
  ['visits', 'left', { left: { from: period.from, to: period.to, again: true } }],
]

/** The plans of figures over a period, and of what counts by deadlines, on one database. */
export function describeFigurePlans(name: string, open: () => Promise<PlannedStore>, words: PlanWords): void {
  describe(`Figures on ${name}`, () => {
    let opened: PlannedStore
    beforeAll(async () => {
      opened = await open()
      const lives = fc.sample(anyLife, { numRuns: templates, seed: 11 })
      for (const [index, life] of lives.entries())
        await live(opened.store, `01900000-${String(index).padStart(4, '0')}`, life)
      await fill(opened.db, copies, { asInUse: true })
      // A server does so by itself before long, and knows then which rows an index alone tells of.
      if (!isSqlite(opened.db)) await opened.db.raw('vacuum')
    })
    afterAll(() => opened.close())

    async function plansOf(work: () => Promise<unknown>): Promise<readonly (readonly string[])[]> {
      const sent = await statementsOf(opened.handles, work)
      return Promise.all(sent.map(({ sql, bindings }) => opened.explain(sql, bindings)))
    }

    const about = (plans: readonly (readonly string[])[], table: string): readonly (readonly string[])[] =>
      plans.filter((lines) => lines.some((line) => line.includes(`aftercare_${table}_`)))

    it.each([...whole, ...narrowed])('read no table and no index from end to end: %j', async (filter) => {
      const plans = await plansOf(() => opened.store.read.figures({ filter, ...period }))

      expect(plans.length).toBeGreaterThanOrEqual(5)
      for (const lines of plans) expect(lines.filter((line) => words.scan.test(line))).toEqual([])
    })

    it.each(whole)('are ranges of the indexes that hold all they tell: %j', async (filter) => {
      const plans = await plansOf(() => opened.store.read.figures({ filter, ...period }))

      for (const [table, index] of [
        ['breaches', 'breached'],
        ['visits', 'left'],
      ] as const) {
        const told = about(plans, table)
        expect(told.length).toBeGreaterThanOrEqual(1)
        for (const lines of told) {
          expect(lines.join('\n')).toMatch(words.covering(`aftercare_${table}_${index}`))
          // Whether the case is there at all is not asked.
          expect(lines.filter((line) => line.includes('aftercare_instances'))).toEqual([])
        }
      }
      for (const index of ['process_created', 'process_ended'])
        expect(plans.flat().join('\n')).toMatch(words.covering(`aftercare_instances_${index}`))
    })

    it.each(ledTo)('lead to lists that come from ranges of %s: %s %j', async (table, index, filter) => {
      const { read } = opened.store
      const plans = await plansOf(async () => {
        await read.instances(filter, { limit: 20 })
        await read.countInstances(filter)
      })

      const told = plans
        .map((lines) => lines.join('\n'))
        .filter((lines) => lines.includes(`aftercare_${table}_${index}`))
      expect(told.length).toBeGreaterThanOrEqual(2)
      for (const lines of told) expect(lines).toMatch(words.inTime(`aftercare_${table}_${index}`))
    })

    it.each(due)('what is due is listed along its order, and counted by ranges: %j', async (filter) => {
      const { read } = opened.store
      const plans = await plansOf(async () => {
        const { items } = await read.instances(
          { dueBefore: 8_640_000_000_000_000, ...filter },
          { limit: 20, sort: 'due' },
        )
        await read.records(items.map(({ id }) => id))
        await read.countInstances(filter)
        for (const by of ['process', 'state', 'role', 'assignee'] as const)
          await read.countInstancesBy(by, filter)
      })

      expect(plans.length).toBeGreaterThanOrEqual(6)
      for (const lines of plans) expect(lines.filter((line) => words.scan.test(line))).toEqual([])
    })
  })
}
