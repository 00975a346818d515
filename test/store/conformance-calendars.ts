import { describe, expect, it } from 'vitest'
import type { ClockRecord, InstanceRecord } from '../../engine/core/record.js'
import type { CalendarVersionRow } from '../../engine/store/port.js'
import { errorOf, freshStore, save, type OpenStore } from './conformance.js'
import { creation, minute, nextStep, sampleRecord, start } from './sample-cases.js'

const clock = sampleRecord('any').deadlines[0]!

/** A deadline that was counted with a version of a calendar. */
const countedWith = (id: string, hash: string, name = 'inspection'): InstanceRecord['deadlines'][number] => ({
  ...clock,
  id: `inspecting#${name}`,
  name,
  calendar: { id, hash },
})

const version = (hash: string, id = 'office'): CalendarVersionRow => ({
  hash,
  id,
  definition: {
    calendar: id,
    title: { 'zh-CN': '办公时间', en: 'Office' },
    zone: 'Asia/Shanghai',
    dayCounting: 'same-time',
    hours: { mon: [['09:00', '17:00']] },
  },
  deployedAt: start,
})

/** Calendars, the clocks that were counted with them, and cases that stand still. */
export function describeCalendars(open: OpenStore): void {
  describe('calendars', () => {
    const opened = freshStore(open)

    it('are kept by hash, the newest of each id last, also one that comes back', async () => {
      const { store } = opened()
      const saved = (row: CalendarVersionRow) => store.transaction((tx) => tx.saveCalendarVersion(row))
      await saved(version('aa'))
      await saved(version('bb'))
      await saved(version('cc', 'phone'))

      await saved({ ...version('bb'), deployedAt: start + minute })
      const kept = await store.read.calendarVersions('office')
      await saved({ ...version('aa'), deployedAt: start + 2 * minute })

      expect(kept).toEqual([version('aa'), version('bb')])
      expect((await store.read.calendarVersions()).map(({ hash }) => hash)).toEqual(['bb', 'aa', 'cc'])
      expect(await store.read.calendarVersion('aa')).toEqual({
        ...version('aa'),
        deployedAt: start + 2 * minute,
      })
      expect(await store.read.calendarVersion('dd')).toBeUndefined()
    })

    it('with which open live cases count are told as sets, each once, and lead to the cases', async () => {
      const { store } = opened()
      const wait: ClockRecord & InstanceRecord['waits'][number] = {
        ...clock,
        id: 'inspecting@after.patience',
        kind: 'after',
        key: 'patience',
        calendar: { id: 'phone', hash: 'pp' },
      }
      const both = {
        deadlines: [countedWith('office', 'aa'), countedWith('office', 'aa', 'other')],
        waits: [wait],
      }
      await save(store, creation(sampleRecord('c1', both)))
      await save(store, creation(sampleRecord('c2', { deadlines: [countedWith('office', 'aa')] })))
      await save(store, creation(sampleRecord('c3', both)))
      await save(store, creation(sampleRecord('c4')))
      await save(store, creation(sampleRecord('c5', { ...both, status: 'ended' })))
      await save(store, creation(sampleRecord('c6', both), { timersArmed: false }))

      const sets = await store.read.calendarSets()
      const pages = await Promise.all(
        sets.map(({ key }) => store.read.instancesCountedWith(key, { limit: 10 })),
      )

      expect(sets.map(({ calendars }) => calendars)).toEqual([
        [{ id: 'office', hash: 'aa' }],
        [
          { id: 'office', hash: 'aa' },
          { id: 'phone', hash: 'pp' },
        ],
      ])
      expect(pages).toEqual([{ items: ['c2'] }, { items: ['c1', 'c3'] }])
    })

    it('lead to their cases page by page, though those of the page before count with others by then', async () => {
      const { store } = opened()
      const records = ['c1', 'c2', 'c3'].map((id) =>
        sampleRecord(id, { deadlines: [countedWith('office', 'aa')] }),
      )
      for (const record of records) await save(store, creation(record))
      const [{ key } = { key: '' }] = await store.read.calendarSets()

      const first = await store.read.instancesCountedWith(key, { limit: 1 })
      await save(store, nextStep(records[0]!, { deadlines: [countedWith('office', 'bb')] }))
      const rest = await store.read.instancesCountedWith(key, { limit: 5, cursor: first.next! })

      expect(first.items).toEqual(['c1'])
      expect(rest).toEqual({ items: ['c2', 'c3'] })
      expect((await store.read.calendarSets()).map(({ calendars }) => calendars[0]?.hash)).toEqual([
        'aa',
        'bb',
      ])
    })

    it('refuse a column that something else has written', async () => {
      const { store, sql } = opened()
      await save(store, creation(sampleRecord('c1')))
      await sql("update aftercare_instances set calendars = 'nonsense'")

      expect((await errorOf(store.read.calendarSets())).code).toBe('database-failed')
    })
  })

  describe('a case that stands still', () => {
    const opened = freshStore(open)

    it('is shown and found as such, and its task is not due', async () => {
      const { store } = opened()
      const record = await save(store, creation(sampleRecord('c1'), { nextDueAt: start + 60 * minute }))
      await save(store, creation(sampleRecord('c2'), { nextDueAt: start + 60 * minute }))

      const suspended = { at: start, by: 'ann', reason: 'the customer asked' }
      const still = await save(store, nextStep(record, { suspended, timers: [] }))
      const listed = async (wanted: boolean) => {
        const filter = { suspended: wanted }
        const { items } = await store.read.instances(filter, { limit: 10 })
        expect(await store.read.countInstances(filter)).toBe(items.length)
        return items.map(({ id, suspended: shown, nextDueAt }) => ({ id, shown, nextDueAt }))
      }

      expect(await listed(true)).toEqual([{ id: 'c1', shown: true, nextDueAt: undefined }])
      expect(await listed(false)).toEqual([{ id: 'c2', shown: undefined, nextDueAt: start + 60 * minute }])
      expect((await store.read.task('c1-t1'))?.dueAt).toBeUndefined()
      expect((await store.read.task('c2-t1'))?.dueAt).toBe(start + 60 * minute)

      const { suspended: over, ...going } = still
      await save(store, { ...nextStep(still, {}), after: { ...going, revision: 3 } })
      expect(over).toEqual(suspended)
      expect(await listed(true)).toEqual([])
      expect((await store.read.task('c1-t1'))?.dueAt).toBe(start + 60 * minute)
    })

    it('has a task that is not due while the deadline of its visit stands paused', async () => {
      const { store } = opened()
      const paused = { ...clock, paused: { from: start, by: ['waiting'] } }

      await save(store, creation(sampleRecord('c1', { deadlines: [paused] })))

      expect((await store.read.task('c1-t1'))?.dueAt).toBeUndefined()
    })
  })
}
