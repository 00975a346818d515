import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { InstanceFilter, Page, PageRequest, StoreReads } from '../../engine/store/index.js'
import { normaliseSearch } from '../../engine/errors/index.js'
import { asksForDigits, withoutSeparators } from '../../engine/store/search-grams.js'
import { errorOf, freshStore, type OpenStore, save } from './conformance.js'
import { creation, nextStep, sampleRecord, start } from './sample-cases.js'

/** A case with what lists know of it beside its record. */
export interface Listed {
  readonly record: InstanceRecord
  readonly nextDueAt?: number
  readonly search: readonly { readonly field: string; readonly value: string }[]
}

const processes = ['repair', 'exchange']
const states = ['waiting', 'working', 'working.inside', 'closed']
const roles = ['engineer', 'lead', 'quality']
const names = ['王小明', '小明', '欧阳娜娜', 'Ann Lee', '13800138000', '138 0013-8456', 'ＡＢ12', '']

export const anyCase = fc.record({
  process: fc.constantFrom(...processes),
  version: fc.constantFrom('hash-1', 'hash-2'),
  isSuspended: fc.boolean(),
  active: fc.subarray(states, { minLength: 1 }),
  status: fc.constantFrom('active' as const, 'ended' as const),
  outcome: fc.option(fc.constantFrom('repaired', 'withdrawn'), { nil: undefined }),
  created: fc.integer({ min: 0, max: 5 }),
  updated: fc.integer({ min: 5, max: 9 }),
  due: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  taskRoles: fc.array(fc.subarray(roles), { maxLength: 2 }),
  assignee: fc.option(fc.constantFrom('ann', 'bob'), { nil: undefined }),
  priority: fc.option(fc.integer({ min: -2, max: 3 }), { nil: undefined }),
  values: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
})

export const anyFilter: fc.Arbitrary<InstanceFilter> = fc.record(
  {
    process: fc.constantFrom(...processes, 'unknown'),
    processes: fc.subarray([...processes, 'unknown']),
    version: fc.constantFrom('hash-1', 'hash-2'),
    state: fc.constantFrom(...states, 'unknown'),
    states: fc.subarray([...states, 'unknown']),
    status: fc.constantFrom('active' as const, 'ended' as const),
    outcome: fc.constantFrom('repaired', 'withdrawn'),
    overdueAt: fc.integer({ min: start, max: start + 9 }),
    dueBefore: fc.integer({ min: start, max: start + 9 }),
    dueFrom: fc.integer({ min: start, max: start + 9 }),
    endedFrom: fc.integer({ min: start + 5, max: start + 9 }),
    endedTo: fc.integer({ min: start + 5, max: start + 10 }),
    createdFrom: fc.integer({ min: start, max: start + 5 }),
    createdTo: fc.integer({ min: start, max: start + 6 }),
    updatedFrom: fc.integer({ min: start + 5, max: start + 9 }),
    updatedTo: fc.integer({ min: start + 5, max: start + 10 }),
    taskRoles: fc.subarray(roles),
    assignee: fc.constantFrom('ann', 'bob', 'nobody'),
    suspended: fc.boolean(),
    fields: fc.uniqueArray(
      fc.record({ field: fc.constantFrom('field-0', 'field-1'), value: fc.constantFrom(...names) }),
      { maxLength: 2, selector: ({ field }) => field },
    ),
    q: fc.constantFrom(
      '小明',
      '王',
      '8000',
      '1380',
      '138-0',
      '0138',
      '00',
      'ab',
      'Lee',
      'c3',
      'RMA-c3',
      'rma',
      '',
      ' ',
    ),
  },
  { requiredKeys: [] },
)

export function toListed(id: string, from: typeof anyCase extends fc.Arbitrary<infer T> ? T : never): Listed {
  return {
    record: sampleRecord(id, {
      process: from.process,
      version: from.version,
      ...(from.isSuspended ? { suspended: { at: start, by: 'ann', reason: 'Parts are missing.' } } : {}),
      status: from.status,
      ...(from.outcome === undefined ? {} : { outcome: from.outcome }),
      createdAt: start + from.created,
      updatedAt: start + from.updated,
      ...(from.status === 'ended' ? { endedAt: start + from.updated } : {}),
      active: from.active.map((path) => ({ path, visit: 1, since: start })),
      tasks: from.taskRoles.map((list, index) => ({
        id: `${id}-t${index}`,
        state: 'waiting',
        visit: 1,
        roles: list,
        openedAt: start + from.created,
        ...(from.assignee === undefined || index > 0 ? {} : { assignee: from.assignee }),
      })),
      ...(from.priority === undefined ? {} : { priority: from.priority }),
    }),
    ...(from.due === undefined ? {} : { nextDueAt: start + from.due }),
    search: from.values.map((value, index) => ({ field: `field-${index}`, value })),
  }
}

/** What has ended is not urgent any more, whatever it was. */
function urgency({ status, priority = 0 }: InstanceRecord): number {
  return status === 'ended' ? -9e15 : priority
}

function isWithin(at: number, from = -Infinity, to = Infinity): boolean {
  return at >= from && at < to
}

/** The same filter, over records in memory. */
export function passes(listed: Listed, filter: InstanceFilter): boolean {
  const { record } = listed
  const q = filter.q?.trim() ?? ''
  const normalised = normaliseSearch(q)
  // As the search promises: a number is found whatever stands between its digits.
  const plain = asksForDigits(normalised) ? withoutSeparators : (text: string): string => text
  const part = plain(normalised)
  return (
    (filter.process === undefined || record.process === filter.process) &&
    (filter.processes === undefined || filter.processes.includes(record.process)) &&
    (filter.version === undefined || record.version === filter.version) &&
    (filter.states === undefined || record.active.some(({ path }) => filter.states!.includes(path))) &&
    (filter.suspended === undefined || (record.suspended !== undefined) === filter.suspended) &&
    (filter.assignee === undefined || record.tasks.some(({ assignee }) => assignee === filter.assignee)) &&
    isWithin(record.createdAt, filter.createdFrom, filter.createdTo) &&
    isWithin(record.updatedAt, filter.updatedFrom, filter.updatedTo) &&
    (filter.dueFrom === undefined || (listed.nextDueAt ?? -Infinity) >= filter.dueFrom) &&
    (record.endedAt === undefined
      ? filter.endedFrom === undefined && filter.endedTo === undefined
      : isWithin(record.endedAt, filter.endedFrom, filter.endedTo)) &&
    (filter.dueBefore === undefined || (listed.nextDueAt ?? Infinity) < filter.dueBefore) &&
    (filter.fields ?? []).every((wanted) =>
      listed.search.some(
        ({ field, value }) =>
          field === wanted.field &&
          normaliseSearch(value) === normaliseSearch(wanted.value) &&
          normaliseSearch(value) !== '',
      ),
    ) &&
    (filter.state === undefined || record.active.some((active) => active.path === filter.state)) &&
    (filter.status === undefined || record.status === filter.status) &&
    (filter.outcome === undefined || record.outcome === filter.outcome) &&
    (filter.overdueAt === undefined || (listed.nextDueAt ?? Infinity) <= filter.overdueAt) &&
    (filter.taskRoles === undefined ||
      record.tasks.some((task) => task.roles.some((role) => filter.taskRoles!.includes(role)))) &&
    (q === '' ||
      record.id === q ||
      record.number === q ||
      (part.length >= 2 && listed.search.some(({ value }) => plain(normaliseSearch(value)).includes(part))))
  )
}

interface Both {
  readonly forwards: readonly string[]
  /** The same pages from the last to the first. */
  readonly backwards: readonly string[]
}

type Pages<T> = (place: { readonly cursor?: string; readonly before?: string }) => Promise<Page<T>>

/** Every page in turn, to the end of the list and back. */
export async function thereAndBack<T extends { readonly id: string }>(page: Pages<T>): Promise<Both> {
  const there = await walk(page, {}, ({ next }) => (next === undefined ? undefined : { cursor: next }))
  const last = there.at(-1)
  const before = ({ prev }: Page<T>) => (prev === undefined ? undefined : { before: prev })
  const begin = last && before(last)
  const back = begin ? await walk(page, begin, before) : []
  return { forwards: idsOf(there), backwards: idsOf([...back.reverse(), ...(last ? [last] : [])]) }
}

/** The same for a list of cases. */
export function allPages(
  read: Pick<StoreReads, 'instances'>,
  filter: InstanceFilter,
  sort?: NonNullable<PageRequest['sort']>,
): Promise<Both> {
  const order = sort === undefined ? {} : { sort }
  return thereAndBack((place) => read.instances(filter, { limit: 3, ...order, ...place }))
}

async function walk<T>(
  page: Pages<T>,
  begin: Parameters<Pages<T>>[0],
  further: (page: Page<T>) => Parameters<Pages<T>>[0] | undefined,
): Promise<Page<T>[]> {
  const pages: Page<T>[] = []
  for (let place: Parameters<Pages<T>>[0] | undefined = begin; place; place = further(pages.at(-1)!))
    pages.push(await page(place))
  return pages
}

function idsOf(pages: readonly Page<{ readonly id: string }>[]): string[] {
  return pages.flatMap(({ items }) => items.map(({ id }) => id))
}

export function describeLists(open: OpenStore): void {
  describe('lists', () => {
    const opened = freshStore(open)

    it('hold the same cases as the records, page by page, in order, and count them', async () => {
      const { store } = opened()
      const cases = fc
        .sample(anyCase, { numRuns: 40, seed: 7 })
        .map((each, index) => toListed(`c${index}`, each))
      for (const { record, search, nextDueAt } of cases)
        await save(store, creation(record, { search, ...(nextDueAt === undefined ? {} : { nextDueAt }) }))
      const orders = {
        entered: (a: Listed, b: Listed) => cases.indexOf(b) - cases.indexOf(a),
        updated: (a: Listed, b: Listed) =>
          b.record.updatedAt - a.record.updatedAt || cases.indexOf(b) - cases.indexOf(a),
        created: (a: Listed, b: Listed) =>
          b.record.createdAt - a.record.createdAt || cases.indexOf(b) - cases.indexOf(a),
        due: (a: Listed, b: Listed) =>
          (a.nextDueAt ?? 9e15) - (b.nextDueAt ?? 9e15) || cases.indexOf(a) - cases.indexOf(b),
        priority: (a: Listed, b: Listed) =>
          urgency(b.record) - urgency(a.record) ||
          (a.nextDueAt ?? 9e15) - (b.nextDueAt ?? 9e15) ||
          cases.indexOf(a) - cases.indexOf(b),
      }

      await fc.assert(
        fc.asyncProperty(
          anyFilter,
          fc.constantFrom('updated', 'created', 'due', 'priority', undefined),
          async (filter, sort) => {
            const isAsked = (filter.q ?? '').trim() !== ''
            const order = orders[sort ?? (isAsked ? 'entered' : 'updated')]
            const expected = cases.filter((each) => passes(each, filter)).sort(order)
            const ids = expected.map((each) => each.record.id)
            expect(await allPages(store.read, filter, sort)).toEqual({ forwards: ids, backwards: ids })
            expect(await store.read.countInstances(filter)).toBe(expected.length)
          },
        ),
        { numRuns: 400, seed: 11 },
      )
    })

    it('show what a list of cases needs', async () => {
      const { store } = opened()
      const record = sampleRecord('c1', { profile: 'generic', status: 'ended', outcome: 'repaired' })

      await save(store, creation(record, { nextDueAt: start + 5 }))

      expect((await store.read.instances({}, { limit: 1 })).items).toEqual([
        {
          id: 'c1',
          process: 'repair',
          version: 'hash-of-repair-1',
          profile: 'generic',
          number: 'RMA-c1',
          status: 'ended',
          outcome: 'repaired',
          states: ['inspecting'],
          revision: 1,
          createdAt: start,
          updatedAt: start,
          nextDueAt: start + 5,
        },
      ])
    })

    it('say of a case and of its task whether what is due is provisional, and no longer once it is not', async () => {
      const { store } = opened()
      const record = sampleRecord('c1')
      const sure = record.deadlines[0]!
      const later = {
        ...sure,
        id: 'inspecting#later',
        name: 'later',
        dueAt: sure.dueAt + 1,
        provisional: true,
      }
      const nextDueAt = sure.dueAt
      const marks = async () => [
        (await store.read.instances({}, { limit: 1 })).items[0]?.dueProvisional,
        (await store.read.tasks({}, { limit: 1 })).items[0]?.dueProvisional,
      ]

      const unsure = { ...record, deadlines: [{ ...sure, provisional: true }] }
      const first = await save(store, creation(unsure, { nextDueAt, dueProvisional: true }))
      const before = await marks()
      await save(store, nextStep(first, { deadlines: [sure, later] }, { nextDueAt }))

      expect(before).toEqual([true, true])
      expect(await marks()).toEqual([undefined, undefined])
    })

    it('find changed search values and forget the old ones', async () => {
      const { store } = opened()
      const record = await save(
        store,
        creation(sampleRecord('c1'), { search: [{ field: 'name', value: '王小明' }] }),
      )

      await store.transaction(async (tx) => {
        await tx.lockInstance('c1')
        await tx.saveStep({
          before: record,
          after: { ...record, revision: 2 },
          trail: [],
          effects: [],
          attachments: [],
          messages: [],
          links: [],
          effectStatus: 'pending',
          timersArmed: true,
          search: [{ field: 'name', value: '李大力' }],
        })
      })

      expect(await store.read.countInstances({ q: '小明' })).toBe(0)
      expect(await store.read.countInstances({ q: '大力' })).toBe(1)
    })

    it('find cases by both names and the last four digits, whatever the width of letters', async () => {
      const { store } = opened()
      const search = [
        { field: 'name', value: '欧阳娜娜' },
        { field: 'phone', value: '13800138000' },
        { field: 'serial', value: 'ＳＮ－００１２ab' },
      ]
      await save(store, creation(sampleRecord('c1'), { search }))

      for (const q of ['欧阳', '娜娜', '8000', '0138', '3800138', 'sn-0012AB', '12'])
        expect(await store.read.countInstances({ q }), q).toBe(1)
      for (const q of ['阳欧', '8002', '欧', "' or 1=1 --", '%', '80 02'])
        expect(await store.read.countInstances({ q }), q).toBe(0)
    })

    it('find a number whatever stands between its digits, in the value and in the question', async () => {
      const { store } = opened()
      const values = {
        c1: '138 0013 8456',
        c2: '(0755) 2688-1234',
        c3: '科苑路 12 号 3-502',
        c4: '13800138456',
      }
      for (const [id, value] of Object.entries(values))
        await save(store, creation(sampleRecord(id), { search: [{ field: 'given', value }] }))
      const found = async (q: string): Promise<readonly string[]> =>
        (await store.read.instances({ q }, { limit: 9 })).items.map(({ id }) => id).sort()

      for (const q of ['13800138456', '138 0013 8456', '138-0013-8456', '0138', '3845', '00 13'])
        expect(await found(q), q).toEqual(['c1', 'c4'])
      expect(await found('07552688')).toEqual(['c2'])
      expect(await found('3502')).toEqual(['c3'])
      expect(await found('路 12 号')).toEqual(['c3'])
      expect(await found('138001384567')).toEqual([])
    })

    it('of tasks hold the same tasks as the records, page by page', async () => {
      const { store } = opened()
      const cases = fc
        .sample(anyCase, { numRuns: 25, seed: 3 })
        .map((each, index) => toListed(`c${index}`, each).record)
      for (const record of cases) await save(store, creation(record))
      const all = cases
        .flatMap((record) =>
          record.tasks.map((task) => ({
            ...task,
            instance: record.id,
            process: record.process,
            priority: record.priority ?? 0,
          })),
        )
        .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
      const byPriority = [...all].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
      const filters = fc.record(
        {
          roles: fc.subarray(roles),
          process: fc.constantFrom(...processes),
          instance: fc.constantFrom('c1', 'c2', 'c3', 'c4'),
          assignee: fc.constantFrom('ann', 'bob', 'nobody'),
          unassigned: fc.boolean(),
        },
        { requiredKeys: [] },
      )

      await fc.assert(
        fc.asyncProperty(filters, fc.boolean(), async (filter, urgentFirst) => {
          const expected = (urgentFirst ? byPriority : all).filter(
            (task) =>
              (filter.roles === undefined || task.roles.some((role) => filter.roles!.includes(role))) &&
              (filter.process === undefined || task.process === filter.process) &&
              (filter.instance === undefined || task.instance === filter.instance) &&
              (filter.assignee === undefined || task.assignee === filter.assignee) &&
              (filter.unassigned === undefined || (task.assignee === undefined) === filter.unassigned),
          )
          const page = (cursor: object) =>
            store.read.tasks(filter, { limit: 2, ...(urgentFirst ? { sort: 'priority' } : {}), ...cursor })
          const both = await thereAndBack(page)
          const ids = expected.map((task) => task.id)
          expect(both).toEqual({ forwards: ids, backwards: ids })
        }),
        { numRuns: 120, seed: 5 },
      )
    })

    it('of tasks follow who has them, how they came to that person, and how urgent their case is', async () => {
      const { store } = opened()
      const record = sampleRecord('c1', { deadlines: [] })
      await save(store, creation(record))
      const [task] = record.tasks
      const assignment = { how: 'given', by: 'lee', reason: 'Ann is ill.' } as const
      const taken = { ...task!, assignee: 'bob', assignedAt: start + 1, assignment, away: true as const }

      const next = await save(store, nextStep(record, { tasks: [taken], priority: 3 }))

      const shown = {
        id: 'c1-t1',
        assignee: 'bob',
        assignedAt: start + 1,
        assignment,
        away: true,
        priority: 3,
      }
      expect(await store.read.task('c1-t1')).toMatchObject(shown)
      expect((await store.read.tasks({ roles: ['lead'], unassigned: true }, { limit: 1 })).items).toEqual([])
      expect((await store.read.tasks({ assignee: 'bob' }, { limit: 1 })).items).toMatchObject([shown])

      const free = { ...task!, away: true as const }
      await save(store, nextStep(next, { tasks: [free] }))

      expect(await store.read.task('c1-t1')).not.toHaveProperty('assignee')
      expect((await store.read.tasks({ assignee: 'bob' }, { limit: 1 })).items).toEqual([])
      expect(
        (await store.read.tasks({ roles: ['lead'], unassigned: true }, { limit: 1 })).items,
      ).toHaveLength(1)
    })

    it('tell what people have in hand in other cases', async () => {
      const { store } = opened()
      for (const [index, assignee] of ['ann', 'ann', 'bob'].entries()) {
        const record = sampleRecord(`c${index}`)
        const tasks = record.tasks.map((task) => ({
          ...task,
          assignee,
          ...(index === 0 ? { away: true as const } : {}),
        }))
        await save(store, creation({ ...record, tasks }))
      }

      expect(await store.read.loads(['ann', 'bob', 'cora'], { except: 'c1' })).toEqual({
        ann: { tasks: 1, away: true },
        bob: { tasks: 1, away: false },
        cora: { tasks: 0, away: false },
      })
      expect(await store.read.loads([], { except: '' })).toEqual({})
    })

    it('keep the pointers of rotations, those of steps that were rolled back left out', async () => {
      const { store } = opened()
      const turn = (last: string, owed: readonly string[] = []) =>
        store.transaction(async (tx) => {
          await tx.saveShared({ series: {}, rotations: { field: { last, owed } } })
          if (last === 'nobody') throw new Error('thrown away')
        })
      expect(await store.read.rotation('field')).toBeUndefined()

      await turn('ann')
      await turn('bob', ['ann', 'cora'])
      await turn('nobody').catch(() => undefined)

      expect(await store.read.rotation('field')).toEqual({ last: 'bob', owed: ['ann', 'cora'] })
      expect(await store.transaction((tx) => tx.rotation('field'))).toEqual({
        last: 'bob',
        owed: ['ann', 'cora'],
      })
    })

    it('refuse foreign cursors and pages that are too large', async () => {
      const { store } = opened()
      for (const id of ['c1', 'c2']) await save(store, creation(sampleRecord(id)))
      const { next } = await store.read.instances({}, { limit: 1 })

      const refused = [
        store.read.instances({}, { limit: 1, cursor: 'nonsense' }),
        store.read.instances({}, { limit: 1, cursor: next!, sort: 'created' }),
        store.read.tasks({}, { limit: 1, cursor: next! }),
        store.read.instances({}, { limit: 0 }),
        store.read.instances({}, { limit: 1001 }),
        store.read.tasks({}, { limit: 1.5 }),
        store.read.tasks({}, { limit: 1, sort: 'due' }),
        store.read.instances({}, { limit: 1, cursor: next!, sort: 'priority' }),
        store.read.instances({}, { limit: 1, before: 'nonsense' }),
        store.read.instances({}, { limit: 1, cursor: next!, before: next! }),
        store.read.trail('c1', { limit: 1, before: next! }),
        store.read.tasks({ roles: Array.from({ length: 201 }, (_item, index) => `r${index}`) }, { limit: 1 }),
      ]

      for (const each of refused) expect((await errorOf(each)).code).toBe('usage-wrong')
    })
  })
}
