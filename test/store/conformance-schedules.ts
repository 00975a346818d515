import { describe, expect, it } from 'vitest'
import type { ScheduleSlotRow } from '../../engine/store/index.js'
import { errorOf, freshStore, type OpenStore } from './conformance.js'
import { minute, start } from './sample-cases.js'

const slot = (change: Partial<ScheduleSlotRow> = {}): ScheduleSlotRow => ({
  schedule: 'rounds',
  slot: '2026-09-29T09:00',
  dueAt: start,
  status: 'open',
  begunAt: start,
  started: 0,
  refused: 0,
  ...change,
})
const beginning = { schedule: 'rounds', slot: '2026-09-29T09:00', object: 'hall', at: start }

/** How far schedules have come, and what they started. */
export function describeSchedules(open: OpenStore): void {
  describe('schedules', () => {
    const opened = freshStore(open)

    it('keep when they began, and how far they have come', async () => {
      const { store } = opened()

      await store.transaction((tx) => tx.saveSchedule({ id: 'rounds', since: start, doneUntil: start }))
      await store.transaction((tx) =>
        tx.saveSchedule({ id: 'rounds', since: start + minute, doneUntil: start + minute }),
      )

      const row = { id: 'rounds', since: start, doneUntil: start + minute }
      expect(await store.read.schedules()).toEqual([row])
      expect(await store.transaction((tx) => tx.lockSchedule('rounds'))).toEqual(row)
      expect(await store.transaction((tx) => tx.lockSchedule('other'))).toBeUndefined()
    })

    it('do not begin an occurrence anew that is known', async () => {
      const { store } = opened()
      const done = slot({ status: 'done', endedAt: start + minute, started: 3, refused: 1, place: 'p' })
      await store.transaction((tx) => tx.addScheduleSlots([slot()]))
      await store.transaction((tx) => tx.saveScheduleSlot(done))

      await store.transaction((tx) => tx.addScheduleSlots([slot()]))

      expect(await store.read.scheduleSlots('rounds', 10)).toEqual([done])
      expect(await store.read.openScheduleSlots()).toEqual([])
    })

    it('list what is open in order, and the latest first', async () => {
      const { store } = opened()
      const later = slot({ slot: '2026-09-30T09:00', dueAt: start + minute })
      const missed = slot({ slot: '2026-09-28T09:00', dueAt: start - minute, status: 'passed-over' })

      await store.transaction((tx) => tx.addScheduleSlots([later, slot(), missed]))

      expect(await store.read.openScheduleSlots()).toEqual([slot(), later])
      expect(await store.read.scheduleSlots('rounds', 2)).toEqual([later, slot()])
      expect(await store.read.scheduleSlots('other', 2)).toEqual([])
    })

    it('never deal with an object twice in one occurrence', async () => {
      const { store } = opened()
      await store.transaction((tx) => tx.saveScheduleStarts([{ ...beginning, instance: 'c1' }]))

      const again = store.transaction((tx) => tx.saveScheduleStarts([{ ...beginning, instance: 'c2' }]))
      const error = await errorOf(again)
      const otherDay = { ...beginning, slot: '2026-09-30T09:00', instance: 'c3' }
      await store.transaction((tx) => tx.saveScheduleStarts([otherDay]))

      expect(error.code).toBe('database-failed')
      expect(await store.read.startedObjects(slot(), ['hall', 'yard'])).toEqual(['hall'])
    })

    it('keep refusals with their reasons, newest first', async () => {
      const { store } = opened()
      const refusal = { code: 'field-missing', text: { en: 'a "quoted" 雪' }, reasons: [] }
      const rows = [
        { ...beginning, refusal },
        { ...beginning, object: 'yard', at: start + minute, refusal },
        { ...beginning, object: 'gate', instance: 'c1' },
      ]

      await store.transaction((tx) => tx.saveScheduleStarts(rows))

      expect(await store.read.refusedStarts('rounds', 10)).toEqual([rows[1], rows[0]])
      expect(await store.read.refusedStarts('rounds', 1)).toEqual([rows[1]])
      expect(await store.read.refusedStarts('other', 1)).toEqual([])
    })
  })
}
