import { describe, expect, it } from 'vitest'
import { staleCalendars } from '../../engine/runtime/stale-calendars.js'
import { calendarSetKey } from '../../engine/store/calendar-set.js'
import { clerk, day, expectAdvanced, hour, monday, Play, processOf, serviceCentre } from './play.js'

const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`)

const recompute = (play: Play) => expectAdvanced(play.run({ kind: 'recompute', reason: 'x', actor: clerk }))

describe('a recount of a case whose timers were due', () => {
  const body = `
calendar: service-centre
initial: a
deadlines: { whole: { within: 20 working days } }
states:
  a: { task: clerk, after: { 2 hours: b } }
  b: { task: clerk, due: { within: 1 hour, escalate: leader }, after: { 5 hours: c } }
  c: { type: final }
`

  it('lets each of them fire at its own time, as if it had been looked at before', () => {
    const play = new Play(processOf(body), serviceCentre())
    expectAdvanced(play.create())

    play.now += 3 * day
    play.calendar = serviceCentre({ closed: ['2026-12-24'] })
    recompute(play)
    play.wait(0)

    expect(play.case).toMatchObject({ status: 'ended', updatedAt: monday + 7 * hour })
    expect(play.trail.find(({ type }) => type === 'recomputed')?.at).toBe(monday + 2 * hour)
    expect(play.effects).toMatchObject([{ template: 'deadline-breached', at: monday + 3.5 * hour }])
  })

  it('happens now where only a new due point has passed', () => {
    const play = new Play(
      processOf(
        'calendar: service-centre\ninitial: a\nstates: { a: { task: clerk, due: { within: 2 working days } } }',
      ),
      serviceCentre({ closed: ['2026-09-30'] }),
    )
    expectAdvanced(play.create())

    play.now = at('10-01T10:00')
    play.calendar = serviceCentre()
    recompute(play)
    play.wait(0)

    expect(play.case.deadlines).toMatchObject([
      { dueAt: at('09-30T18:00'), breaches: [{ at: at('10-01T10:00') }] },
    ])
  })
})

describe('a recount when only the calendar of a window has changed', () => {
  const begin = (calendar: string, hours: readonly [string, string]): Play => {
    const play = new Play(
      processOf(`
calendar: service-centre
fields: { phone: { type: text, label: { zh-CN: 电话, en: Phone } } }
forms: { set: { ask: [phone] } }
initial: a
states:
  a: { task: clerk, after: { 12 hours: { target: c, window: { open: true, calendar: ${calendar} } } }, on: { set: { form: set, branches: [ {} ] } } }
  c: { type: final }
`),
      serviceCentre(),
    )
    play.calendars.set('service-centre', play.calendar)
    play.calendars.set('phone', serviceCentre({ calendar: 'phone', hours }))
    expectAdvanced(play.create())
    return play
  }

  it('moves the opening, and the case is found among the stale ones', () => {
    const play = begin('phone', ['09:00', '20:00'])
    const [before, old] = [play.case, play.calendars.get('phone')!]
    expect(before.timers).toMatchObject([{ dueAt: at('09-29T09:00') }])
    expect(before.waits).toMatchObject([{ windowCalendar: { id: 'phone', hash: old.hash } }])
    expect(calendarSetKey(before)).toContain(`phone=${old.hash}`)

    const changed = serviceCentre({ calendar: 'phone', hours: ['14:00', '20:00'] })
    play.calendars.set('phone', changed)
    expect(staleCalendars(before, (id) => play.calendars.get(id)?.hash)).toEqual(['phone'])
    recompute(play)

    expect(play.case.timers).toMatchObject([{ dueAt: at('09-29T14:00') }])
    expect(play.entries('recomputed')).toMatchObject([
      { calendars: { phone: { from: old.hash, to: changed.hash } } },
    ])
    expect(recompute(play).trail).toEqual([])
  })

  it('opens earlier too, but not before now', () => {
    const play = begin('phone', ['14:00', '20:00'])
    play.wait(14 * hour)
    play.calendars.set('phone', serviceCentre({ calendar: 'phone', hours: ['08:00', '22:00'] }))
    recompute(play)
    expect(play.case.timers).toMatchObject([{ dueAt: at('09-29T08:00') }])
  })

  it('is watched where the data choose it, and the trail says which it is', () => {
    const play = begin('{ choose: data.phone, else: service-centre }', ['20:00', '23:00'])
    expect(play.case.timers).toMatchObject([{ dueAt: at('09-29T09:00') }])

    expectAdvanced(play.send('set', { payload: { phone: 'phone' } }))

    expect(play.case.timers).toMatchObject([{ dueAt: monday + 12 * hour }])
    expect(play.entries('clock-read')).toMatchObject([{ clock: 'a@after.12 hours', windowCalendar: 'phone' }])
  })
})

it('names both calendars where a clock counts in another one than before', () => {
  const play = new Play(
    processOf(`
calendar: service-centre
fields: { hours: { type: text, label: { zh-CN: 历, en: Hours } } }
initial: a
states: { a: { task: clerk, due: { within: 2 working days, calendar: { choose: data.hours, else: service-centre } } } }
`),
    serviceCentre(),
  )
  const night = serviceCentre({ calendar: 'night', hours: ['20:00', '23:00'] })
  play.calendars.set('service-centre', play.calendar)
  expectAdvanced(play.create({ hours: 'night' }))

  play.calendars.set('night', night)
  recompute(play)

  expect(play.entries('recomputed')).toMatchObject([
    { calendars: { 'service-centre': { from: play.calendar.hash }, night: { to: night.hash } } },
  ])
})
