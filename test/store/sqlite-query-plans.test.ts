import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toCursor } from '../../engine/store/cursor.js'
import type { InstanceFilter, VoucherFilter } from '../../engine/store/index.js'
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
  /^SCAN /.test(detail) &&
  !/USING (COVERING )?INDEX|VIRTUAL TABLE|CONSTANT ROW|SUBQUERY|ranges|found$/.test(detail)

describe('Statements on SQLite', () => {
  let opened: TestedSqlite
  beforeAll(async () => {
    opened = await openTestStore()
    const search = [{ field: 'name', value: '王小明' }]
    for (const id of ['c1', 'c2', 'c3']) await save(opened.store, creation(sampleRecord(id), { search }))
  })
  afterAll(() => opened.close())

  const papers: VoucherFilter[] = [
    {},
    { paper: 'receipt' },
    { paper: 'receipt', state: 'issued' },
    { state: 'issued' },
    { number: 'R-1' },
    { paper: 'receipt', number: 'R-1' },
    { instance: 'c1' },
  ]

  it.each(papers)('list papers %j along one index', async (filter) => {
    const { store } = opened

    const plans = await plansOf(opened, async () => {
      await store.read.vouchers(filter, { limit: 1 })
      const cursor = toCursor('vouchers', [start, 5])
      await store.read.vouchers(filter, { limit: 1, cursor })
    })

    expect(plans.length).toBeGreaterThan(0)
    expect(plans.filter(isFullScan)).toEqual([])
    if (filter.number === undefined)
      expect(plans.filter((detail) => detail.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
  })

  it.each([
    { processes: ['repair'] },
    { processes: ['repair', 'exchange'], from: start, to: start + 5 },
    { processes: ['repair'], status: 'ended' as const },
  ])('read cases by when they began (%j) along the index of each process', async (filter) => {
    const { store } = opened

    const plans = await plansOf(opened, async () => {
      await store.read.casesBegun(filter, { limit: 1 })
      await store.read.casesBegun(filter, { limit: 1, cursor: toCursor('begun', [start, 1]) })
    })

    const ranges = plans.filter((detail) => /SEARCH aftercare_instances USING INDEX/.test(detail))
    const statuses = 'status' in filter ? 1 : 2
    expect(ranges).toHaveLength(2 * filter.processes.length * statuses)
    expect(ranges.every((detail) => detail.includes('_process_created '))).toBe(true)
  })

  const searches: [string, InstanceFilter][] = [
    ['by two characters', { q: '小明' }],
    ['by four digits', { q: '8000' }],
    ['by a long text', { q: 'SN-0012-3344-5566' }],
    ['by one character', { q: '明' }],
    ['by roles', { taskRoles: ['engineer', 'lead'] }],
    ['by party', { party: { party: 'south', roles: ['factory', 'supplier'] } }],
    ['by person', { assignee: 'ann' }],
    ['by the deadline they broke', { breached: { deadline: 'inspecting#inspection', from: start } }],
    ['by the state they left', { process: 'repair', left: { state: 'inspecting', from: start } }],
    ['by the value of a field', { fields: [{ field: 'name', value: '王小明' }] }],
  ]

  it.each(searches)('count cases %s by index', async (_title, filter) => {
    const { store } = opened

    const plans = await plansOf(opened, async () => {
      await store.read.countInstances(filter)
      await store.read.countInstancesBy('process', filter)
      await store.read.instanceNumbers(filter)
    })

    expect(plans.length).toBeGreaterThan(2)
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
      const second = await store.read.tasks({}, { limit: 1, cursor: page.next! })
      await store.read.tasks({}, { limit: 1, before: second.prev! })
      await store.read.tasks({ process: 'repair' }, { limit: 1 })
      await store.read.tasks({ instance: 'c1', roles: ['lead'] }, { limit: 1 })
      await store.read.tasks({ party: { party: 'south', roles: ['factory'] } }, { limit: 1 })
      const mine = await store.read.tasks({ roles: ['engineer', 'lead'] }, { limit: 1 })
      await store.read.tasks(
        { roles: ['engineer', 'lead'], process: 'repair' },
        { limit: 1, cursor: mine.next! },
      )
    })

    expect(plans.filter(isFullScan)).toEqual([])
  })

  it('list tasks by what is urgent, who has them and what nobody has, without sorting what is not asked for', async () => {
    const { store } = opened
    const byPriority = { limit: 1, sort: 'priority' } as const

    const alone = await plansOf(opened, async () => {
      const page = await store.read.tasks({}, byPriority)
      await store.read.tasks({}, { ...byPriority, cursor: page.next! })
      await store.read.tasks({ process: 'repair' }, byPriority)
      await store.read.tasks({ assignee: 'ann' }, { limit: 1 })
      await store.read.tasks({ assignee: 'ann' }, byPriority)
      await store.read.tasks({ unassigned: true }, byPriority)
    })
    const ofRoles = await plansOf(opened, async () => {
      const page = await store.read.tasks({ roles: ['engineer', 'lead'], unassigned: true }, byPriority)
      await store.read.tasks({ roles: ['engineer'], unassigned: true }, { ...byPriority, cursor: page.next! })
      await store.read.tasks({ roles: ['engineer'], unassigned: true }, { limit: 1 })
      await store.read.loads(['ann', 'bob'], { except: 'c1' })
      await store.read.rotation('field')
    })

    expect([...alone, ...ofRoles].filter(isFullScan)).toEqual([])
    expect(alone.filter((detail) => detail.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
    // Each role is a range that is in order already, also where nobody has the tasks.
    expect(ofRoles.filter((detail) => /SEARCH .*task_roles/.test(detail)).length).toBeGreaterThanOrEqual(4)
    expect(ofRoles.join('\n')).toContain('task_roles_assignee_priority (role=? AND assignee=?')
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

  it('take effects, follow their lanes and list incidents by index, without sorting what is due', async () => {
    const { read } = opened.store
    const plans = await plansOf(opened, async () => {
      await read.soonestEffects(['service:bank'])
      await read.pendingLanes()
      await opened.store.transaction(async (tx) => {
        await tx.claimEffects([{ lane: 'service:bank', most: 3 }], { now: 1, until: 2, holder: 'x' })
        await tx.renewEffects(['e'], { until: 2, holder: 'x' })
        await tx.lockEffects(['e'])
      })
      await read.effects('c1')
      await read.incidents({}, { limit: 5 })
      await read.incidents({ process: 'repair' }, { limit: 5 })
    })

    expect(plans.filter(isFullScan)).toEqual([])
    expect(plans.filter((detail) => detail.includes('effects_lane')).length).toBeGreaterThan(1)
    expect(plans.join('\n')).toContain('effects_order')
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
        await tx.series(['rma'])
        await tx.purgeIdempotencyKeys(start)
        await tx.unanchoredHeads(undefined, 10)
      })
      await store.read.trail('c1', { limit: 10 })
      await store.read.effects('c1')
      await store.read.heads(undefined, 10)
      await store.read.chainStates(undefined, 10)
      await store.read.apiKeyByHash('x')
      await store.read.apiKey('x')
      await store.read.sessionByHash('x')
      await store.read.session('x')
      await store.read.sessions({ usedAfter: 0, now: 0 }, { limit: 10 })
      await store.read.sessions({ actor: 'x', usedAfter: 0, now: 0 }, { limit: 10 })
    })

    expect(plans.filter(isFullScan)).toEqual([])
  })
})
