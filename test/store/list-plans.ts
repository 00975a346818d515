import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InstanceFilter, PageRequest, Store } from '../../engine/store/index.js'
import { fillCases } from './filled-cases.js'
import { start } from './sample-cases.js'

/** A filled store, with what its database would do for a statement. */
export interface PlannedStore {
  readonly store: Store
  readonly db: Knex
  /** Handles whose statements are looked at. */
  readonly handles: readonly Knex[]
  /** Lines of the plan of a statement as it was sent. */
  readonly explain: (sql: string, bindings: readonly (string | number)[]) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** How the database tells of what lists must not do. */
export interface PlanWords {
  /** A whole table is read. */
  readonly scan: RegExp
  /** Rows are put in order. */
  readonly sort: RegExp
  /** Whether the very index is taken. Where statistics say that most rows have the process anyway, another one is as good. */
  readonly isExact: boolean
  /** How often the plan of a search tells of it at most: the page itself, and single rows. */
  readonly mostSortsOfFound: number
  /** A line that tells of a range of this index, without a look at the rows of its table. */
  readonly covering: (index: string) => RegExp
  /** A line that tells of a part of this index between two times. */
  readonly inTime: (index: string) => RegExp
}

type Sort = NonNullable<PageRequest['sort']>
const sorts: readonly Sort[] = ['updated', 'created', 'due', 'priority']

/** A filter that leads an index in every order; of several ranges the first rows are merged, and only they are sorted. */
interface Ranged {
  readonly filter: InstanceFilter
  readonly table: 'instances' | 'instance_states'
  /** What stands in the name of the index before the order. */
  readonly index: string
  readonly isOneRange: boolean
}

const process = 'repair'
const ranged: readonly Ranged[] = [
  { filter: {}, table: 'instances', index: '', isOneRange: false },
  { filter: { status: 'active' }, table: 'instances', index: '', isOneRange: true },
  { filter: { status: 'ended' }, table: 'instances', index: '', isOneRange: true },
  { filter: { process }, table: 'instances', index: 'process_', isOneRange: false },
  { filter: { process, status: 'active' }, table: 'instances', index: 'process_', isOneRange: true },
  {
    filter: { processes: ['repair', 'exchange'], status: 'active' },
    table: 'instances',
    index: 'process_',
    isOneRange: false,
  },
  { filter: { process, outcome: 'repaired' }, table: 'instances', index: 'outcome_', isOneRange: true },
  { filter: { outcome: 'repaired' }, table: 'instances', index: 'outcome_', isOneRange: false },
  { filter: { process, state: 'repairing' }, table: 'instance_states', index: '', isOneRange: true },
  { filter: { state: 'repairing' }, table: 'instance_states', index: '', isOneRange: false },
  {
    filter: { process, states: ['repairing', 'inspecting'], status: 'active' },
    table: 'instance_states',
    index: '',
    isOneRange: false,
  },
]

/** Many cases are left by each: they are looked for along the order of the list, and not put in order themselves. */
const walked: readonly InstanceFilter[] = [
  { process, status: 'active', taskRoles: ['engineer'] },
  { process, status: 'active', suspended: false },
  { process, status: 'active', version: 'hash-of-repair-1' },
  { process, status: 'active', q: '王小' },
]

/** Thousands, of one part of the time: they are put in order, since a walk may pass all others before the first of them. */
const ofATime: readonly InstanceFilter[] = [
  { process, status: 'active', createdFrom: start + 1, createdTo: start + 39 },
  { process, status: 'active', updatedFrom: start + 1 },
  { process, status: 'active', overdueAt: start + 39, hasIncident: false },
]

/** Few are left: they are found by the key's own index and put in order, which may be done. */
const few: readonly InstanceFilter[] = [
  { assignee: 'ann' },
  { taskRoles: ['rare-lead'] },
  { suspended: true },
  { hasIncident: true },
  { unit: 'SN-1' },
  { version: 'no-such-version' },
  { party: { party: 'south', roles: ['factory'] } },
  { within: { anyOf: [{ people: ['bob'] }] } },
  { fields: [{ field: 'phone', value: '13800131005' }], process: 'exchange' },
  { q: '没有的人', status: 'active' },
  { process, dueBefore: start, status: 'active' },
  { dueFrom: start + 100, dueBefore: start + 200, status: 'active' },
  { process, endedFrom: start + 100 },
  { endedTo: start, status: 'ended' },
  { breached: { deadline: 'inspecting#inspection', from: start, to: start + 5 } },
  { process, left: { state: 'inspecting', from: start, to: start + 5, again: true } },
  { left: { from: start, to: start + 5, again: true } },
]

const withSorts = <T>(all: readonly T[]): (readonly [T, Sort])[] =>
  all.flatMap((each) => sorts.map((sort) => [each, sort] as const))

/** The plans of lists on one database. */
export function describeListPlans(name: string, open: () => Promise<PlannedStore>, words: PlanWords): void {
  describe(`Lists on ${name}`, () => {
    let opened: PlannedStore
    beforeAll(async () => {
      opened = await open()
      await fillCases(opened.store, opened.db)
    })
    afterAll(() => opened.close())

    const nameOf = (table: string, index: string, sort: Sort): RegExp =>
      new RegExp(`aftercare_${table}_${words.isExact ? index : '(process_|outcome_)?'}${sort} `)

    /** The lines of every statement that a page and the pages on both sides of it need. */
    async function plansOf(filter: InstanceFilter, sort?: Sort): Promise<readonly (readonly string[])[]> {
      const order = { limit: 20, ...(sort === undefined ? {} : { sort }) }
      const { read } = opened.store
      const sent = await statementsOf(opened.handles, async () => {
        const { next } = await read.instances(filter, order)
        if (next === undefined) return
        const second = await read.instances(filter, { ...order, cursor: next })
        await read.instances(filter, { ...order, before: second.prev! })
      })
      return Promise.all(sent.map(({ sql, bindings }) => opened.explain(sql, bindings)))
    }

    it.each(withSorts(ranged))('are one range of an index, or few of them: %j by %s', async (each, sort) => {
      const { filter, table, index, isOneRange } = each

      const plans = await plansOf(filter, sort)

      const lists = plans.filter((lines) => lines.some((line) => line.includes(`aftercare_${table}_`)))
      expect(lists.length).toBeGreaterThanOrEqual(3)
      for (const lines of lists) {
        const told = lines.join('\n')
        if (!/known/.test(told)) expect(told).toMatch(nameOf(table, index, sort))
        expect(lines.filter((line) => words.scan.test(line))).toEqual([])
        if (isOneRange) expect(lines.filter((line) => words.sort.test(line))).toEqual([])
      }
    })

    it.each(withSorts(walked))(
      'walk along their order past what does not fit: %j by %s',
      async (filter, sort) => {
        const plans = await plansOf(filter, sort)

        const index = nameOf('instances', 'process_', sort)
        const lists = plans.filter((lines) => lines.some((line) => index.test(line)))
        expect(lists.length).toBeGreaterThanOrEqual(3)
        for (const lines of plans) {
          expect(lines.filter((line) => words.scan.test(line))).toEqual([])
          expect(lines.filter((line) => words.sort.test(line))).toEqual([])
        }
      },
    )

    it.each(withSorts([...ofATime, ...few]))(
      'take a few cases from their own index: %j by %s',
      async (filter, sort) => {
        const plans = await plansOf(filter, sort)

        for (const lines of plans) expect(lines.filter((line) => words.scan.test(line))).toEqual([])
      },
    )

    it.each(['王小', '小明', '王小明', '1005', '13800131005', '明'])(
      'find %s along the postings, the last entered first, without sorting what was found',
      async (q) => {
        const plans = await plansOf({ q })

        for (const lines of plans) expect(lines.filter((line) => words.scan.test(line))).toEqual([])
        const found = plans.filter((lines) => lines.some((line) => line.includes('search_grams')))
        for (const lines of found.filter((one) => one.some((line) => line.includes('search_values'))))
          expect(lines.filter((line) => words.sort.test(line)).length).toBeLessThanOrEqual(
            words.mostSortsOfFound,
          )
      },
    )

    it.each(withSorts([...walked, ...ofATime]))(
      'walk to the same cases as are there: %j by %s',
      async (filter, sort) => {
        const { read } = opened.store
        const all = await read.instanceRows(await read.instanceNumbers(filter))
        const ids: string[] = []
        let cursor: string | undefined
        do {
          const page = await read.instances(filter, {
            limit: 1_000,
            sort,
            ...(cursor === undefined ? {} : { cursor }),
          })
          ids.push(...page.items.map(({ id }) => id))
          cursor = page.next
        } while (cursor !== undefined)

        expect(ids).toHaveLength(all.length)
        expect([...ids].sort()).toEqual(all.map(({ id }) => id).sort())
        expect(all.length).toBeGreaterThan(1_000)
      },
    )
  })
}

interface Sent {
  readonly sql: string
  readonly bindings: readonly (string | number)[]
}

/** Statements that read, as they were sent while work went on. */
export async function statementsOf(
  handles: readonly Knex[],
  work: () => Promise<unknown>,
): Promise<readonly Sent[]> {
  const sent: Sent[] = []
  const note = ({ sql, bindings }: { sql: string; bindings?: (string | number)[] }): void => {
    if (/^\s*(select|with)/.test(sql)) sent.push({ sql, bindings: bindings ?? [] })
  }
  for (const handle of handles) handle.on('query', note)
  await work()
  for (const handle of handles) handle.off('query', note)
  return sent
}
