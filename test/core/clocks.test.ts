import { describe, expect, it } from 'vitest'
import { foldClocks } from '../../engine/core/index.js'
import { day, expectAdvanced, hour, monday, Play, processOf, serviceCentre } from './play.js'

/** Instants as hours since the start, which is what one counts by. */
const hours = (at: number | undefined): number | undefined =>
  at === undefined ? undefined : (at - monday) / hour

describe('a deadline that begins with a mark', () => {
  const body = `
initial: open
deadlines:
  answer: { within: 10 hours, from: event:asked, restartOn: [event:asked-again], stopOn: [event:told, tag:over] }
states:
  open:
    task: clerk
    on: { asked: open, asked-again: open, told: open, close: closed }
  closed: { task: clerk, tags: [over], on: { reopen: open } }
`

  it('is not there before, and runs from then on', () => {
    const play = Play.begin(body)
    expect(play.case).toMatchObject({ deadlines: [], timers: [] })
    play.wait(2 * hour)
    expectAdvanced(play.send('asked'))
    expect(play.case.deadlines).toMatchObject([
      { id: '#answer', startedAt: monday + 2 * hour, dueAt: monday + 12 * hour },
    ])
    // While it runs, the same mark means nothing.
    play.wait(hour)
    expectAdvanced(play.send('asked'))
    expect(play.case.deadlines).toMatchObject([{ dueAt: monday + 12 * hour }])
  })

  it('begins anew with `restartOn`, also after a breach', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('asked'))
    play.wait(11 * hour)
    expect(play.case.deadlines).toMatchObject([
      { status: 'breached', breaches: [{ dueAt: monday + 10 * hour }] },
    ])
    expectAdvanced(play.send('asked-again'))
    expect(play.case.deadlines).toMatchObject([
      { status: 'running', startedAt: monday + 11 * hour, dueAt: monday + 21 * hour },
    ])
    expect(play.case.deadlines[0]?.breaches).toBeUndefined()
    expect(play.entries('deadline-restarted')).toMatchObject([
      {
        deadline: '#answer',
        from: new Date(monday + 10 * hour).toISOString(),
        to: new Date(monday + 21 * hour).toISOString(),
      },
    ])
    expect(foldClocks(play.process, play.facts, play.trail).ended).toMatchObject([
      {
        id: '#answer',
        how: 'restarted',
        endedAt: monday + 11 * hour,
        breaches: [{ dueAt: monday + 10 * hour }],
        withdrawn: [],
      },
    ])
  })

  it('ends as kept with `stopOn`, by an event or a tag, and a later mark begins another run', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('asked'))
    play.wait(hour)
    expectAdvanced(play.send('told'))
    expect(play.case).toMatchObject({ deadlines: [], timers: [] })
    expect(play.entries('deadline-met')).toHaveLength(1)
    expectAdvanced(play.send('asked'))
    expect(play.case.deadlines).toMatchObject([{ dueAt: monday + 11 * hour }])
    expectAdvanced(play.send('close'))
    expect(play.case.deadlines).toEqual([])
    expect(
      foldClocks(play.process, play.facts, play.trail).ended.map(({ how, endedAt }) => [how, hours(endedAt)]),
    ).toEqual([
      ['met', 1],
      ['met', 1],
    ])
  })

  it('that is stopped after its breach says nothing but that it is over', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('asked'))
    play.wait(11 * hour)
    expectAdvanced(play.send('told'))
    expect(play.entries('deadline-met', 'breach-withdrawn')).toEqual([])
    expect(foldClocks(play.process, play.facts, play.trail).ended).toMatchObject([{ how: 'broken' }])
  })
})

describe('a mark', () => {
  it('that is the event which leads into the state begins its clock', () => {
    const play = Play.begin(`
initial: open
states:
  open: { task: clerk, on: { agreed: waiting, other: waiting } }
  waiting: { task: clerk, deadlines: { d: { within: 5 hours, from: event:agreed } }, on: { back: open } }
`)
    expectAdvanced(play.send('other'))
    expect(play.case.deadlines).toEqual([])
    expectAdvanced(play.send('back'))
    expectAdvanced(play.send('agreed'))
    expect(play.case.deadlines).toMatchObject([{ visit: 2, dueAt: monday + 5 * hour }])
  })

  it('that is a state counts when it is entered, in another region too', () => {
    const play = Play.begin(`
type: parallel
states:
  shop:
    initial: idle
    deadlines: { d: { within: 5 hours, from: office.asking } }
    states: { idle: { task: clerk } }
  office:
    initial: quiet
    states: { quiet: { task: clerk, on: { ask: asking } }, asking: { task: clerk } }
`)
    play.wait(hour)
    expectAdvanced(play.send('ask'))
    expect(play.case.deadlines).toMatchObject([{ id: 'shop#d', startedAt: monday + hour }])
  })

  it('that is an event raised inside counts, unless nobody hears it', () => {
    const play = Play.begin(`
initial: open
deadlines: { d: { within: 5 hours, from: event:inner } }
states:
  open: { task: clerk, on: { deaf: { actions: [ { raise: inner } ], branches: [ {} ] }, go: { actions: [ { raise: inner } ], target: hearing } } }
  hearing: { task: clerk, on: { inner: { roles: [], target: hearing } } }
`)
    expectAdvanced(play.send('deaf'))
    expect(play.case.deadlines).toEqual([])
    expectAdvanced(play.send('go'))
    expect(play.case.deadlines).toHaveLength(1)
  })
})

describe('a deadline that counts from the data', () => {
  const body = `
fields: { receivedOn: { type: date, label: { zh-CN: 收, en: Received } }, closesOn: { type: date, label: { zh-CN: 止, en: Closes } } }
forms: { receive: { ask: [receivedOn, closesOn] } }
initial: open
states:
  open:
    task: clerk
    deadlines:
      reply: { within: 7 days, from: data.receivedOn, stopOn: [event:told] }
      renew: { until: data.closesOn, by: 1 month before, stopOn: [event:told] }
    on:
      receive: { form: receive, branches: [ {} ] }
      forget: { actions: [ { clear: [receivedOn, closesOn] } ], branches: [ {} ] }
      told: open
`

  it('runs as soon as the value is there, and moves with it', () => {
    const play = Play.begin(body)
    expect(play.case.deadlines).toEqual([])
    expectAdvanced(play.send('receive', { payload: { receivedOn: '2026-09-20' } }))
    const start = Date.parse('2026-09-20T00:00:00+08:00')
    expect(play.case.deadlines).toMatchObject([
      {
        id: 'open#reply',
        startedAt: start,
        dueAt: start + 7 * day,
        reads: { from: '2026-09-20' },
        status: 'running',
      },
    ])
    play.wait(0)
    expect(play.case.deadlines).toMatchObject([{ status: 'breached' }])
    expectAdvanced(play.send('receive', { payload: { receivedOn: '2026-09-25' } }))
    expect(play.case.deadlines).toMatchObject([
      {
        startedAt: start + 5 * day,
        dueAt: start + 12 * day,
        status: 'running',
        breaches: [{ dueAt: start + 7 * day }],
      },
    ])
    expect(play.entries('clock-read')).toMatchObject([
      { clock: 'open#reply', from: '2026-09-20' },
      { clock: 'open#reply', from: '2026-09-25' },
    ])
  })

  it('counts before the date, is dropped with it, and does not come back once it was kept', () => {
    const play = Play.begin(body)
    expectAdvanced(play.send('receive', { payload: { closesOn: '2026-12-31' } }))
    expect(play.case.deadlines).toMatchObject([
      { id: 'open#renew', dueAt: Date.parse('2026-12-01T00:00:00+08:00'), reads: { until: '2026-12-31' } },
    ])
    expectAdvanced(play.send('forget'))
    expect(play.case).toMatchObject({ deadlines: [], timers: [] })
    expect(play.entries('deadline-dropped')).toHaveLength(1)
    expectAdvanced(play.send('receive', { payload: { closesOn: '2026-12-31' } }))
    expectAdvanced(play.send('told'))
    expectAdvanced(play.send('receive', { payload: { closesOn: '2027-12-31' } }))
    expect(play.case.deadlines).toEqual([])
    expect(foldClocks(play.process, play.facts, play.trail).ended.map(({ how }) => how)).toEqual([
      'dropped',
      'met',
    ])
  })
})

describe('a clock that follows a personal date', () => {
  const play = (): Play => {
    const begun = new Play(
      processOf(`
fields: { bornOn: { type: date, personal: true, label: { zh-CN: 生, en: Born } } }
initial: open
deadlines: { d: { until: data.bornOn } }
states: { open: { task: clerk } }
`),
    )
    expectAdvanced(begun.create({ bornOn: '2026-11-05' }))
    return begun
  }

  it('keeps it beside the trail', () => {
    const begun = play()
    expect(begun.trail.find(({ type }) => type === 'clock-read')).toMatchObject({
      body: { clock: '#d', until: null },
      personal: { '/until': '2026-11-05' },
    })
    expect(begun.case.deadlines).toMatchObject([{ reads: { until: '2026-11-05' } }])
  })

  it('is still folded to the due point it had when the date was erased', () => {
    const begun = play()
    const erased = begun.trail.map(({ seq, at, type, body }) => ({ seq, at, type, body }))
    expect(foldClocks(begun.process, begun.facts, erased).deadlines).toMatchObject([
      { id: '#d', dueAt: begun.case.deadlines[0]!.dueAt },
    ])
  })
})

describe('a calendar of its own', () => {
  it('counts one clock, and the data may choose it', () => {
    const play = new Play(
      processOf(`
calendar: service-centre
fields: { hours: { type: text, label: { zh-CN: 历, en: Calendar } } }
forms: { choose: { ask: [hours] } }
initial: open
states:
  open:
    task: clerk
    deadlines:
      own: { within: 2 hours, calendar: night }
      chosen: { within: 2 working hours, calendar: { choose: data.hours, else: service-centre } }
    on: { choose: { form: choose, branches: [ {} ] } }
`),
      serviceCentre(),
    )
    play.calendars.set('night', serviceCentre({ calendar: 'night', hours: ['20:00', '23:00'] }))
    expectAdvanced(play.create())
    expect(play.case.deadlines.map(({ calendar, dueAt }) => [calendar?.id, hours(dueAt)])).toEqual([
      ['night', 2],
      ['service-centre', 2],
    ])
    expectAdvanced(play.send('choose', { payload: { hours: 'night' } }))
    expect(play.case.deadlines.map(({ calendar, dueAt }) => [calendar?.id, hours(dueAt)])).toEqual([
      ['night', 2],
      ['night', 12.5],
    ])
    // A calendar nobody has leaves the one that counts otherwise.
    expectAdvanced(play.send('choose', { payload: { hours: 'moon' } }))
    expect(play.case.deadlines[1]).toMatchObject({
      calendar: { id: 'service-centre' },
      dueAt: monday + 2 * hour,
    })
    expect(play.entries('clock-read')).toMatchObject([{ calendar: 'night' }, { calendar: 'service-centre' }])
  })
})

describe('warnings', () => {
  it('come at a share of the time, after the start, or before the due point', () => {
    const play = Play.begin(`
initial: open
states:
  open:
    task: clerk
    due: { within: 20 hours, warn: [ { at: 75 % }, { at: 4 hours after start }, { at: 2 hours before } ], escalate: leader }
`)
    expect(play.case.timers.map(({ key, dueAt }) => [key, hours(dueAt)])).toEqual([
      ['due.0', 15],
      ['due.1', 4],
      ['due.2', 18],
      ['due', 20],
    ])
    play.wait(16 * hour)
    expect(play.case.deadlines).toMatchObject([{ status: 'warned', warnings: ['1', '0'] }])
  })
})
