import { describe, expect, it } from 'vitest'
import { acceptedEvents } from '../../engine/core/index.js'
import {
  clerk,
  day,
  expectAdvanced,
  expectRefused,
  hour,
  monday,
  Play,
  processOf,
  serviceCentre,
} from './play.js'

const body = `
calendar: service-centre
fields: { noticeInWriting: { type: boolean, default: false, label: { zh-CN: 书面, en: In writing } } }
forms: { notify: { ask: [noticeInWriting] } }
initial: open
states:
  open:
    task: clerk
    on:
      dispatch:
        title: { zh-CN: 派工, en: Dispatch }
        window: { days: [sat, sun], unless: data.noticeInWriting, title: { zh-CN: 周末, en: Weekends } }
        target: sent
      tell: { form: notify, branches: [ {} ] }
      dispatch-with: { form: notify, window: { days: [sat, sun], unless: data.noticeInWriting }, target: sent }
      call: { window: { open: true }, target: sent }
  sent: { task: clerk, on: { back: open } }
`

const begin = (text = body): Play => {
  const play = new Play(
    processOf(text, [
      {
        file: 't.yaml',
        text: 'template: chase\ntitle: { zh-CN: 催, en: Chase }\nbody: { zh-CN: 催, en: Chase }\n',
      },
    ]),
    serviceCentre(),
  )
  expectAdvanced(play.create())
  return play
}

describe('an event outside its window', () => {
  it('is refused with the next opening, in both languages', () => {
    const play = begin()
    const [reason] = expectRefused(play.send('dispatch'), 'outside-window').reasons
    expect(reason).toMatchObject({ state: 'open', expected: '2026-10-03T00:00:00+08:00' })
    expect(reason?.text['zh-CN']).toMatch(/现在不能办理，只能在“周末”办理，最早可在 2026-10-03 00:00/)
    expect(reason?.text.en).toContain('2026-10-03 00:00')
    play.wait(5 * day)
    expectAdvanced(play.send('dispatch'))
  })

  it('is accepted where `unless` holds, by the answers it brings too', () => {
    const play = begin()
    expectRefused(play.send('dispatch-with', { payload: { noticeInWriting: false } }), 'outside-window')
    expectAdvanced(play.send('dispatch-with', { payload: { noticeInWriting: true } }))
    expectAdvanced(play.send('back'))
    expectAdvanced(play.send('dispatch'))
  })

  it('is a no with the opening among the accepted events, or depends on the form', () => {
    const play = begin()
    const answers = Object.fromEntries(
      acceptedEvents(play.process, play.facts, play.case, clerk, play.now).map((one) => [one.event, one]),
    )
    expect(answers['dispatch']).toMatchObject({ answer: 'no', refusal: { code: 'outside-window' } })
    expect(answers['dispatch-with']).toMatchObject({ answer: 'depends' })
    expect(answers['call']).toMatchObject({ answer: 'yes' })
  })

  it('of the open hours waits for them: a closing instant is outside', () => {
    const play = begin()
    play.wait(2.5 * hour)
    expect(expectRefused(play.send('call'), 'outside-window').reasons[0]?.expected).toBe(
      '2026-09-28T13:00:00+08:00',
    )
    play.wait(hour)
    expectAdvanced(play.send('call'))
  })

  it('says that an opening is provisional in a year whose holidays are not published', () => {
    const play = begin()
    const year = Number(play.calendar.publishedUntil) + 1
    play.now = Date.parse(`${year}-07-01T20:00:00+08:00`)
    const [reason] = expectRefused(play.send('call'), 'outside-window').reasons
    expect(reason?.text.en).toMatch(
      /from \d{4}-\d\d-\d\d 09:00 \(provisional: the holidays of that year are not published yet\) on\.$/,
    )
    expect(reason?.text['zh-CN']).toMatch(/09:00（暂定：该年节假日尚未公布）办理。$/)
  })

  it('is accepted when it happened inside', () => {
    const play = begin(`
calendar: service-centre
events: { call: { title: { zh-CN: 电, en: Call }, occurredAt: 1 day } }
initial: open
states: { open: { task: clerk, on: { call: { window: { open: true }, target: open } } } }
`)
    play.wait(12 * hour)
    expectRefused(play.send('call'), 'outside-window')
    expectAdvanced(play.send('call', { occurredAt: monday + hour }))
  })
})

describe('outside their window', () => {
  it('messages wait for the opening', () => {
    const play = begin(`
calendar: service-centre
initial: open
states:
  open:
    task: clerk
    entry: [ { notify: { to: clerk, template: chase, window: { hours: ["10:00-20:00"] } } } ]
    remind: { every: 1 hour, to: clerk, template: chase, window: { open: true } }
`)
    play.wait(3 * hour)
    expect(
      play.effects.map(({ at, notBefore }) => [
        (at - monday) / hour,
        notBefore && (notBefore - monday) / hour,
      ]),
    ).toEqual([
      [0, 0.5],
      [1, undefined],
      [2, undefined],
      [3, 3.5],
    ])
    expect(play.entries('effect-requested')[3]).toMatchObject({ notBefore: '2026-09-28T05:00:00.000Z' })
  })

  it('moves by time wait for the opening, unless they need not', () => {
    const play = begin(
      body.replace(
        '    on:\n      dispatch:',
        '    after: { 1 hour: { target: sent, window: { days: [sat, sun], unless: data.noticeInWriting } } }\n    on:\n      dispatch:',
      ),
    )
    expect(play.case.waits).toMatchObject([{ dueAt: monday + hour }])
    expect(play.case.timers).toMatchObject([
      { kind: 'after', dueAt: Date.parse('2026-10-03T00:00:00+08:00') },
    ])
    play.wait(2 * hour)
    expect(play.states).toEqual(['open'])
    expectAdvanced(play.send('tell', { payload: { noticeInWriting: true } }))
    expect(play.case.timers).toMatchObject([{ kind: 'after', dueAt: monday + hour }])
    play.wait(0)
    expect(play.states).toEqual(['sent'])
  })
})

describe('a window and what it does not hold for', () => {
  const night = `
calendar: service-centre
events: { x: { title: { zh-CN: 完, en: Done }, occurredAt: 10 days } }
initial: w
states:
  w:
    task: clerk
    on: { x: { target: c, window: { open: true } }, y: { actions: [ { raise: x } ], branches: [ {} ] } }
    after: { 10 hours: { target: c, window: { open: true } } }
  c: { type: final }
`

  it('keeps an `after` from moving at night when a suspension ends then', () => {
    const play = begin(night)
    play.wait(11 * hour)
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: clerk }))
    play.wait(26 * hour)
    expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: clerk }))
    play.wait(0)
    expect(play.states).toEqual(['w'])
    expect(play.case.timers).toMatchObject([{ dueAt: Date.parse('2026-09-30T09:00:00+08:00') }])
  })

  it('lets through what the procedure itself raises', () => {
    const play = begin(night)
    play.now += 9.5 * hour
    expectRefused(play.send('x'), 'outside-window')
    expectAdvanced(play.send('y'))
    expect(play.case.status).toBe('ended')
  })

  it('says of a stated time that it lies outside, not that it is closed now', () => {
    const play = begin(night)
    play.now += 8 * hour
    expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: clerk }))
    play.now += day - 8 * hour
    expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: clerk }))
    const [reason] = expectRefused(
      play.send('x', { occurredAt: monday + 9 * hour }),
      'outside-window',
    ).reasons
    expect(reason).toMatchObject({
      expected: '2026-09-29T09:00:00+08:00',
      found: '2026-09-28T18:30:00+08:00',
    })
    expect(reason?.text['zh-CN']).toContain('所填的发生时间 2026-09-28 18:30')
    expect(reason?.text.en).toContain('2026-09-28 18:30 is outside')
  })
})

describe('a window that never opens', () => {
  const shut = '{ hours: "02:00-03:00", open: true }'
  const never = (rest: string) =>
    begin(`
calendar: service-centre
initial: open
states:
  open:
    task: clerk
${rest}
  sent: { task: clerk, on: { back: open } }
`)

  it('refuses the event and says that it does not open', () => {
    const play = never(`    on: { call: { window: ${shut}, target: sent } }`)
    const [reason] = expectRefused(play.send('call'), 'outside-window').reasons

    expect(reason?.text.en).toContain('does not open within five years')
    expect(reason?.text['zh-CN']).toContain('五年之内')
    expect(acceptedEvents(play.process, play.facts, play.case, clerk, play.now)).toMatchObject([
      { answer: 'no' },
    ])
  })

  it('lets messages out at once, and the trail says why', () => {
    const play = never(`    remind: { every: 1 hour, to: clerk, template: chase, window: ${shut} }`)
    play.wait(2 * hour)

    expect(play.effects.map(({ notBefore }) => notBefore)).toEqual([undefined, undefined])
    expect(play.entries('effect-requested')[0]).toMatchObject({ windowNeverOpens: true })
  })

  it('lets time move the case', () => {
    const play = never(`    after: { 1 hour: { target: sent, window: ${shut} } }`)
    play.wait(hour)

    expect(play.states).toEqual(['sent'])
  })
})

describe('a reminder that comes again', () => {
  it('stays on its day of the month, and keeps where it began in the record', () => {
    const { process } = begin(`
calendar: service-centre
initial: open
states: { open: { task: clerk, remind: { every: month at 09:00, to: clerk, template: chase } } }
`)
    const late = new Play(process, serviceCentre())
    late.now = Date.parse('2026-10-31T10:00:00+08:00')
    expectAdvanced(late.create())
    for (let days = 0; days < 155; days += 1) late.wait(day)

    expect(late.effects.map(({ at }) => new Date(at + 8 * hour).toISOString().slice(0, 10))).toEqual([
      '2026-11-30',
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
    ])
    expect(late.case.waits).toMatchObject([{ anchor: Date.parse('2026-10-31T10:00:00+08:00') }])
  })
})
