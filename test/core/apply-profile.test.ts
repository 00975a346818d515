import { describe, expect, it } from 'vitest'
import { foldClocks, step, type InstanceRecord, type TrailEntry } from '../../engine/core/index.js'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import { clerk, day, hour, monday, processOf, serviceCentre } from './play.js'

const body = (within: string, more = '') => `
calendar: service-centre
parameters: { within: { type: duration, default: ${within} } }
fields: { promised: { type: date } }
forms: { promise: { ask: [promised], required: [promised] } }
initial: open
states:
  open:
    task: clerk
    due: { within: within, pauseIn: open.waiting }
    deadlines: { promise: { until: data.promised } }
    initial: working
    on: { done: closed, promise: { form: promise, branches: [{}] } }
    states:
      working: { on: { ask: waiting } }
      waiting: { on: { answer: working } }
  closed: { type: final, outcome: closed }
${more}`

const calendar = serviceCentre()
const facts = { calendar, calendars: new Map([[calendar.id, calendar]]), series: {} }
const [slow, quick] = [processOf(body('10 working hours')), processOf(body('6 working hours'))]

/** A case after some events, an hour after each other, with its whole trail. */
function after(events: readonly string[]): { record: InstanceRecord; trail: TrailEntry[] } {
  const begun = step(slow, facts, undefined, { kind: 'create', id: 'c', data: {}, actor: clerk }, monday)
  if (begun.kind === 'refused') throw new Error(begun.refusal.text.en)
  let record = begun.after
  const trail = [...begun.trail]
  events.forEach((event, index) => {
    const payload = event === 'promise' ? { promised: '2026-10-09' } : {}
    const command = { kind: 'send', event, payload, actor: clerk } as const
    const sent = step(slow, facts, record, command, monday + (index + 1) * hour)
    if (sent.kind === 'refused') throw new Error(sent.refusal.text.en)
    record = sent.after
    trail.push(...sent.trail)
  })
  return { record, trail }
}

const apply = (process: CheckedProcess, record: InstanceRecord, from = slow, now = record.updatedAt) =>
  step(process, facts, record, { kind: 'apply-profile', from, reason: 'x', actor: clerk }, now)

describe('a case that moves to other figures', () => {
  it.each([[['promise']], [['ask']], [['ask', 'answer', 'promise']], [['promise', 'ask', 'answer', 'ask']]])(
    'has after %j the clocks its trail tells under the new figures',
    (events) => {
      const { record, trail } = after(events)

      const moved = apply(quick, record)

      if (moved.kind === 'refused') throw new Error(moved.refusal.text.en)
      const folded = foldClocks(quick, facts, [...trail, ...moved.trail])
      expect(folded.deadlines).toEqual(moved.after.deadlines)
      expect(folded.waits).toEqual(moved.after.waits)
      expect(moved.after).toMatchObject({ version: quick.hash, active: record.active, tasks: record.tasks })
      expect(moved.after.deadlines[0]?.dueAt).toBeLessThan(record.deadlines[0]?.dueAt ?? 0)
    },
  )

  it('is what it was after it has moved there and back, but for its trail', () => {
    const { record } = after(['promise', 'ask'])
    const there = apply(quick, record)
    if (there.kind === 'refused') throw new Error(there.refusal.text.en)

    const back = apply(slow, there.after, quick)

    if (back.kind === 'refused') throw new Error(back.refusal.text.en)
    expect(back.after.deadlines).toEqual(record.deadlines)
    expect(back.after.version).toBe(record.version)
  })

  it('belongs to the version it comes from, and to no other process', () => {
    const { record } = after([])
    const other = { ...quick, id: 'other' }

    expect(() => apply(slow, record, quick)).toThrow(/runs on/)
    expect(() => apply(other, record)).toThrow(/another process/)
  })

  it('cannot ask who sent what it did not keep', () => {
    const { record } = after(['ask', 'answer'])
    const watching = processOf(
      body('6 working hours').replace('done: closed', 'done: { notBy: ask, target: closed }'),
    )

    const refused = apply(watching, record)

    expect(refused).toMatchObject({
      kind: 'refused',
      refusal: { code: 'profile-does-not-fit', reasons: [{ found: 'ask' }] },
    })
  })

  it('does not overtake a timer that is due', () => {
    const { record } = after([])

    expect(() => apply(quick, record, slow, monday + 30 * day)).toThrow(/still due/)
  })
})
