import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InstanceFilter, PeriodCounts, PeriodFigures, StoreReads } from '../../engine/store/index.js'
import { freshStore, type OpenStore } from './conformance.js'
import { anyLife, isAsked, live, type Lived } from './figure-stories.js'
import { minute, start } from './sample-cases.js'

const anyAsked: fc.Arbitrary<InstanceFilter> = fc.record(
  {
    process: fc.constantFrom('repair', 'exchange', 'unknown'),
    status: fc.constantFrom('active' as const, 'ended' as const),
    outcome: fc.constantFrom('done', 'withdrawn'),
  },
  { requiredKeys: [] },
)

const anyPeriod = fc
  .tuple(fc.integer({ min: -10, max: 500 }), fc.integer({ min: 0, max: 400 }))
  .map(([from, length]) => ({ from: start + from * minute, to: start + (from + length) * minute }))

const now = start + 2_000 * minute

/** Figures, held against the histories they are made of and against the lists they lead to. */
export function describeFigures(open: OpenStore): void {
  describe('figures', () => {
    const opened = freshStore(open)

    it('tell what the histories of the cases tell, and each leads to a list with as many', async () => {
      const { store } = opened()
      const lives = fc.sample(anyLife, { numRuns: 40, seed: 11 })
      const lived: Lived[] = []
      for (const [index, life] of lives.entries()) lived.push(await live(store, `c${index}`, life))
      expect(lived.flatMap(({ breaches }) => breaches).length).toBeGreaterThan(10)

      await fc.assert(
        fc.asyncProperty(anyAsked, anyPeriod, async (filter, period) => {
          const figures = await store.read.figures({ filter, ...period, now })

          const cases = lived.filter((each) => isAsked(each, filter))
          expect(inOrder(figures)).toEqual(inOrder(expectedOf(cases, period)))
          await expectLists(store.read, filter, { period, figures })
        }),
        { numRuns: 60, seed: 5 },
      )
    })

    it('count cases for each role and each person who has an open task, as the list does', async () => {
      const { store } = opened()
      const life = {
        ...fc.sample(anyLife, { numRuns: 1, seed: 2 })[0]!,
        isGrouped: false,
        outcome: undefined,
      }
      for (const id of ['c1', 'c2', 'c3']) await live(store, id, life)
      const roles = { c1: ['desk'], c2: ['desk', 'lead'], c3: ['lead'] }
      for (const [id, own] of Object.entries(roles))
        await store.transaction(async (tx) => {
          const before = (await tx.lockInstance(id))!
          const task = { id: `${id}-t1`, state: 'waiting', visit: 1, openedAt: start, roles: own }
          const second = { ...task, id: `${id}-t2`, assignee: id === 'c2' ? 'ann' : 'bob' }
          await tx.saveStep({
            ...empty,
            before,
            after: { ...before, revision: before.revision + 1, tasks: [task, second] },
          })
        })

      const byRole = await store.read.countInstancesBy('role', { status: 'active' })
      const byPerson = await store.read.countInstancesBy('assignee', {})

      expect(byRole).toEqual([
        { role: 'desk', count: 2 },
        { role: 'lead', count: 2 },
      ])
      expect(byPerson).toEqual([
        { assignee: 'ann', count: 1 },
        { assignee: 'bob', count: 2 },
      ])
      for (const { role, count } of byRole)
        expect(await store.read.countInstances({ taskRoles: [role!] })).toBe(count)
      for (const { assignee, count } of byPerson)
        expect(await store.read.countInstances({ assignee: assignee! })).toBe(count)
    })
  })
}

const empty = {
  trail: [],
  effects: [],
  attachments: [],
  messages: [],
  links: [],
  effectStatus: 'pending',
  timersArmed: false,
  search: [],
} as const

interface Period {
  readonly from: number
  readonly to: number
}

const isIn = (at: number | undefined, { from, to }: Period): boolean =>
  at !== undefined && at >= from && at < to

/** Groups by a key, in the order of the keys. */
function groupsOf<T>(all: readonly T[], key: (each: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const each of all) groups.set(key(each), [...(groups.get(key(each)) ?? []), each])
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Counts in an order of their own: figures have them in none. */
function inOrder(figures: PeriodFigures): PeriodFigures {
  const line = (each: object): string =>
    JSON.stringify(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
  const sorted = <T extends object>(all: readonly T[]): readonly T[] =>
    [...all].sort((a, b) => (line(a) < line(b) ? -1 : 1))
  const ordered = ({ quarters, kinds }: PeriodCounts): PeriodCounts => ({
    quarters: sorted(quarters),
    kinds: sorted(kinds),
  })
  const { begun, ended, breached } = figures
  return { ...figures, begun: ordered(begun), ended: ordered(ended), breached: ordered(breached) }
}

function spreadOf(lengths: readonly number[]): { readonly middle: number; readonly nineInTen: number } {
  const sorted = [...lengths].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1]!
  return { middle: at(0.5), nineInTen: at(0.9) }
}

/** The same figures from the histories. */
function expectedOf(cases: readonly Lived[], period: Period): PeriodFigures {
  const counts = (
    all: readonly { process: string; at: number; outcome?: string | undefined }[],
  ): PeriodCounts => ({
    quarters: groupsOf(all, ({ at }) => String(Math.floor(at / 900_000))).map((group) => ({
      quarter: Math.floor(group[0]!.at / 900_000),
      count: group.length,
    })),
    kinds: groupsOf(all, ({ process, outcome }) => `${process} ${outcome}`).map((group) => {
      const { process, outcome } = group[0]!
      return { process, ...(outcome && { outcome }), count: group.length }
    }),
  })
  const visits = cases.flatMap(({ id, process, visits }) =>
    visits.filter(({ to }) => isIn(to, period)).map((visit) => ({ id, process, ...visit })),
  )
  const breaches = cases.flatMap(({ id, process, breaches }) =>
    breaches.filter(({ at }) => isIn(at, period)).map((breach) => ({ id, process, ...breach })),
  )
  const casesOf = (all: readonly { readonly id: string }[]): number => new Set(all.map(({ id }) => id)).size
  const begun = cases.map(({ process, createdAt: at }) => ({ process, at }))
  const ended = cases.flatMap(({ process, endedAt: at, outcome }) =>
    at === undefined ? [] : [{ process, at, ...(outcome && { outcome }) }],
  )
  return {
    begun: counts(begun.filter(({ at }) => isIn(at, period))),
    ended: counts(ended.filter(({ at }) => isIn(at, period))),
    breached: counts(breaches.map(({ process, at }) => ({ process, at }))),
    breachedCases: casesOf(breaches),
    breaches: groupsOf(breaches, ({ process, deadline }) => `${process} ${deadline}`).map((group) => ({
      process: group[0]!.process,
      deadline: group[0]!.deadline,
      count: group.length,
      cases: casesOf(group),
      late: spreadOf(group.map(({ at, endedAt = now }) => endedAt - at)),
    })),
    visits: groupsOf(visits, ({ process, state }) => `${process} ${state}`).map((group) => {
      const again = group.filter(({ visit }) => visit > 1)
      return {
        process: group[0]!.process,
        state: group[0]!.state,
        count: group.length,
        cases: casesOf(group),
        again: again.length,
        againCases: casesOf(again),
        spent: spreadOf(group.map(({ from, to }) => to! - from)),
      }
    }),
  }
}

/** Every figure is the number of rows of the list that asks for it. */
async function expectLists(
  read: StoreReads,
  filter: InstanceFilter,
  { period: { from, to }, figures }: { readonly period: Period; readonly figures: PeriodFigures },
): Promise<void> {
  const total = (all: readonly { readonly count: number }[]): number =>
    all.reduce((sum, { count }) => sum + count, 0)
  const count = async (more: InstanceFilter): Promise<number> => {
    const asked = { ...filter, ...more }
    const listed = await read.countInstances(asked)
    expect((await read.instances(asked, { limit: 100 })).items).toHaveLength(listed)
    expect(await read.instanceNumbers(asked)).toHaveLength(listed)
    return listed
  }
  expect(await count({ createdFrom: from, createdTo: to })).toBe(total(figures.begun.kinds))
  expect(await count({ endedFrom: from, endedTo: to })).toBe(total(figures.ended.kinds))
  expect(await count({ breached: { from, to } })).toBe(figures.breachedCases)
  for (const { process, deadline, cases } of figures.breaches)
    expect(await count({ process, breached: { deadline, from, to } })).toBe(cases)
  for (const { process, state, cases, againCases } of figures.visits) {
    expect(await count({ process, left: { state, from, to } })).toBe(cases)
    expect(await count({ process, left: { state, from, to, again: true } })).toBe(againCases)
  }
}
