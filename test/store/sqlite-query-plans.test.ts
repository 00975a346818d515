import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InstanceFilter, PageRequest } from '../../engine/store/index.js'
import { save } from './conformance.js'
import { openTestStore, type TestedSqlite } from './open-test-store.js'
import { creation, nextStep, sampleRecord, start } from './sample-cases.js'

/** Statements sent while `work` runs, each with SQLite's plan for it. */
async function plansOf(opened: TestedSqlite, work: () => Promise<unknown>): Promise<string[]> {
  const sent: { sql: string; bindings: (string | number)[] }[] = []
  const note = (query: { sql: string; bindings?: (string | number)[] }): void => {
    sent.push({ sql: query.sql, bindings: query.bindings ?? [] })
  }
  const { db, reader } = opened.sqlite
  db.on('query', note)
  reader.on('query', note)
  await work()
  db.off('query', note)
  reader.off('query', note)
  const plans: string[] = []
  for (const { sql, bindings } of sent.filter(({ sql }) => /^(select|update|delete)/.test(sql.trim()))) {
    const rows = await opened.sql(`explain query plan ${sql}`, bindings)
    plans.push(...rows.map((row) => String(row.detail)))
  }
  return plans
}

/** A table read from end to end without an index. Bound JSON arrays and results of subqueries are no tables. */
const isFullScan = (detail: string): boolean =>
  /^SCAN /.test(detail) && !/USING (COVERING )?INDEX|VIRTUAL TABLE|CONSTANT ROW|SUBQUERY|ranges/.test(detail)

describe('Statements on SQLite', () => {
  let opened: TestedSqlite
  beforeAll(async () => {
    opened = await openTestStore()
    const search = [{ field: 'name', value: '王小明' }]
    for (const id of ['c1', 'c2', 'c3']) await save(opened.store, creation(sampleRecord(id), { search }))
  })
  afterAll(() => opened.close())

  const filters: [string, InstanceFilter, PageRequest['sort']][] = [
    ['all', {}, 'updated'],
    ['newest', {}, 'created'],
    ['soonest due', {}, 'due'],
    ['of a process', { process: 'repair' }, 'updated'],
    ['of a process, newest', { process: 'repair' }, 'created'],
    ['of a process, soonest due', { process: 'repair' }, 'due'],
    ['active', { status: 'active' }, 'updated'],
    ['active of a process', { process: 'repair', status: 'active' }, 'updated'],
    ['in a state', { state: 'inspecting' }, 'updated'],
    ['in a state of a process', { process: 'repair', state: 'inspecting' }, 'updated'],
    ['in a state, active', { process: 'repair', state: 'inspecting', status: 'active' }, 'updated'],
    ['with an outcome', { outcome: 'repaired' }, 'updated'],
    ['overdue, soonest', { overdueAt: start }, 'due'],
    ['standing still', { suspended: true }, 'updated'],
    ['not standing still', { suspended: false }, 'updated'],
  ]

  it.each(filters)('list cases (%s) along one index, without sorting', async (_title, filter, sort) => {
    const { store } = opened

    const plans = await plansOf(opened, async () => {
      const page = await store.read.instances(filter, { limit: 1, sort: sort! })
      if (page.next !== undefined)
        await store.read.instances(filter, { limit: 1, sort: sort!, cursor: page.next })
    })

    expect(plans.length).toBeGreaterThan(0)
    expect(plans.filter(isFullScan)).toEqual([])
    expect(plans.filter((detail) => detail.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
  })

  const searches: [string, InstanceFilter][] = [
    ['by two characters', { q: '小明' }],
    ['by four digits', { q: '8000' }],
    ['by a long text', { q: 'SN-0012-3344-5566' }],
    ['by one character', { q: '明' }],
    ['by roles', { taskRoles: ['engineer', 'lead'] }],
  ]

  it.each(searches)('find cases %s by index', async (_title, filter) => {
    const { store } = opened

    const plans = await plansOf(opened, async () => {
      await store.read.instances(filter, { limit: 10 })
      await store.read.countInstances(filter)
    })

    expect(plans.filter(isFullScan)).toEqual([])
    // The cases must come from what was found, not from reading the list until enough match.
    expect(plans.filter((detail) => /^SCAN i\b/.test(detail))).toEqual([])
  })

  it('poll timers and list tasks by index', async () => {
    const { store } = opened

    const plans = await plansOf(opened, async () => {
      await store.read.dueInstances(start, 10)
      await store.read.nextTimerAt()
      const page = await store.read.tasks({}, { limit: 1 })
      await store.read.tasks({}, { limit: 1, cursor: page.next! })
      await store.read.tasks({ process: 'repair' }, { limit: 1 })
      await store.read.tasks({ instance: 'c1', roles: ['lead'] }, { limit: 1 })
      const mine = await store.read.tasks({ roles: ['engineer', 'lead'] }, { limit: 1 })
      await store.read.tasks(
        { roles: ['engineer', 'lead'], process: 'repair' },
        { limit: 1, cursor: mine.next! },
      )
    })

    expect(plans.filter(isFullScan)).toEqual([])
  })

  it('look for cases by the calendars their clocks were counted with by index, reading no others', async () => {
    const { store } = opened
    const clock = sampleRecord('c9').deadlines[0]!
    const counted = { ...clock, calendar: { id: 'office', hash: 'aa' } }
    await save(store, creation(sampleRecord('c9', { deadlines: [counted] })))

    const plans = await plansOf(opened, async () => {
      const [set] = await store.read.calendarSets()
      await store.read.instancesCountedWith(set!.key, { limit: 1 })
    })

    expect(plans.length).toBeGreaterThan(1)
    for (const plan of plans)
      expect(plan).toMatch(/SEARCH .* USING (COVERING )?INDEX aftercare_instances_calendars/)
  })

  it('follow schedules by index', async () => {
    const { store } = opened
    const slot = { schedule: 'rounds', slot: '2026-09-29T09:00' }

    const plans = await plansOf(opened, async () => {
      await store.read.openScheduleSlots()
      await store.read.scheduleSlots('rounds', 10)
      await store.read.startedObjects(slot, ['hall'])
      await store.read.refusedStarts('rounds', 10)
      await store.transaction((tx) => tx.lockSchedule('rounds'))
    })

    expect(plans.length).toBeGreaterThan(4)
    expect(plans.filter(isFullScan)).toEqual([])
  })

  it('save steps, draw numbers, purge keys and read trails by index', async () => {
    const { store } = opened
    const record = (await store.read.instance('c1'))!

    const plans = await plansOf(opened, async () => {
      await save(
        store,
        nextStep(record, { tasks: [], timers: [], active: [] }, { search: [{ field: 'x', value: 'new' }] }),
      )
      await store.transaction(async (tx) => {
        await tx.lockSeries(['rma'])
        await tx.purgeIdempotencyKeys(start)
        await tx.unanchoredHeads(undefined, 10)
      })
      await store.read.trail('c1', { limit: 10 })
      await store.read.effects('c1')
      await store.read.heads(undefined, 10)
      await store.read.chainStates(undefined, 10)
      await store.read.apiKeyByHash('x')
    })

    expect(plans.filter(isFullScan)).toEqual([])
  })
})
