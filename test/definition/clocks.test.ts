import { describe, expect, it } from 'vitest'
import { checkClocks, clockProcess, compiledClocks } from './clock-files.js'

const workingOf = (working: string) => {
  const state = compiledClocks({ working }).states.get('working')
  if (!state) throw new Error('Expected the state to be there.')
  return state
}
const deadlineOf = (text: string) => {
  const deadline = workingOf(`    deadlines: { promise: ${text} }`).deadlines.find(
    ({ name }) => name === 'promise',
  )
  if (!deadline) throw new Error('Expected the deadline to be there.')
  return deadline
}
const day = { amount: 1, unit: 'day' }

describe('a deadline', () => {
  it('is by itself what its short form says', () => {
    expect(deadlineOf('3 working days')).toEqual({
      name: 'promise',
      within: { upper: { amount: 3, unit: 'working-day' } },
      restartOn: [],
      stopOn: [],
      pauseIn: [],
      warnings: [],
      breach: [],
      escalate: [],
      ladder: [],
    })
  })

  it('keeps its title and where it comes from', () => {
    const process = compiledClocks({
      working:
        '    deadlines: { promise: { within: 1 day, source: [art. 28], title: { zh-CN: 期, en: Promise } } }',
    })

    expect(process.states.get('working')?.deadlines[0]).toMatchObject({
      source: ['art. 28'],
      title: { 'zh-CN': '期', en: 'Promise' },
    })
    expect(process.resolved).toMatchObject({
      states: { working: { deadlines: { promise: { source: ['art. 28'] } } } },
    })
  })

  it('counts to a point in the data, or some time before it', () => {
    const {
      until,
      by,
      else: otherwise,
    } = deadlineOf('{ until: data.endsOn, by: 1 month before, else: 7 days }')

    expect(until?.source).toBe('data.endsOn')
    expect(by).toEqual({ duration: { amount: 1, unit: 'month' }, direction: 'before' })
    expect(otherwise).toEqual({ upper: { amount: 7, unit: 'day' } })
    expect(deadlineOf('{ until: data.endsOn, by: ahead after }').by).toEqual({
      duration: { amount: 2, unit: 'working-hour' },
      direction: 'after',
    })
  })

  it('begins with a point in the data, a state, a tag or an event', () => {
    const from = (text: string) => deadlineOf(`{ within: 1 day, from: ${text} }`).from

    expect(from('data.receivedAt')).toMatchObject({ kind: 'data', value: { source: 'data.receivedAt' } })
    expect(from('"or(data.receivedAt, instance.createdAt)"')).toMatchObject({ kind: 'data' })
    expect(from('waiting')).toEqual({ kind: 'state', path: 'working.waiting' })
    expect(from('tag:waiting-for-customer')).toEqual({ kind: 'tag', tag: 'waiting-for-customer' })
    expect(from('event:arrived')).toEqual({ kind: 'event', event: 'arrived' })
  })

  it('names states inside it first, then those beside it, then paths from the top', () => {
    const { restartOn, stopOn, pauseIn } = deadlineOf(
      '{ within: 1 day, restartOn: event:arrived, stopOn: [told, working.diagnosing], pauseIn: [waiting, tag:waiting-for-customer] }',
    )

    expect(restartOn).toEqual([{ kind: 'event', event: 'arrived' }])
    expect(stopOn).toEqual([
      { kind: 'state', path: 'told' },
      { kind: 'state', path: 'working.diagnosing' },
    ])
    expect(pauseIn).toEqual([
      { kind: 'state', path: 'working.waiting' },
      { kind: 'tag', tag: 'waiting-for-customer' },
    ])
  })

  it('warns before its end, after its start, or when a share of the time is used up', () => {
    const { warnings } = deadlineOf(
      '{ within: 3 days, warn: [ahead before, 4 hours after start, 75 %, { at: 12.5%, do: { assign: { level: 1 } } }] }',
    )

    expect(warnings.map(({ at }) => at)).toEqual([
      { kind: 'before', duration: { amount: 2, unit: 'working-hour' } },
      { kind: 'after-start', duration: { amount: 4, unit: 'hour' } },
      { kind: 'share', share: 0.75 },
      { kind: 'share', share: 0.125 },
    ])
    expect(warnings.map(({ actions }) => actions.length)).toEqual([0, 0, 0, 1])
  })

  it('takes the share of a warning from a parameter, too', () => {
    const { warnings } = deadlineOf('{ within: 3 days, warn: rounds % }')

    expect(warnings.map(({ at }) => at)).toEqual([{ kind: 'share', share: 0.03 }])
  })

  it('tells a breach to roles, and goes up a ladder until the clock ends', () => {
    expect(deadlineOf('{ within: 1 day, escalate: leader }')).toMatchObject({
      escalate: ['leader'],
      ladder: [],
    })

    const { escalate, ladder, onCall } = deadlineOf(`{ within: 1 day, escalate: {
      to: leader,
      ladder: [{ after: 1 working day, to: leader }, { every: working day at 09:00, to: leader, do: { raise: arrived } }],
      onCall: data.level == 1 } }`)

    expect(escalate).toEqual(['leader'])
    expect(ladder).toEqual([
      { after: { amount: 1, unit: 'working-day' }, to: ['leader'], actions: [] },
      {
        every: { every: { amount: 1, unit: 'working-day' }, at: '09:00' },
        to: ['leader'],
        actions: [{ kind: 'raise', event: 'arrived' }],
      },
    ])
    expect(onCall?.type).toEqual({ kind: 'boolean' })
  })

  it('may be counted in a calendar of its own, also where the process has none', () => {
    expect(deadlineOf('{ within: 1 day, calendar: phone }').calendar).toEqual({ id: 'phone' })

    const process = compiledClocks({
      calendar: '',
      top: `deadlines: { all: { within: 2 working days, calendar: phone } }`,
      working: '    remind: { every: 1 working hour, to: staff, template: chase, calendar: phone }',
    })
    expect(process.root.deadlines[0]?.calendar).toEqual({ id: 'phone' })
    expect(process.calendar).toBeUndefined()
  })
})

describe('a calendar chosen by the data', () => {
  it('stands beside the one that counts otherwise', () => {
    const process = compiledClocks({
      calendar: 'calendar: { choose: decisions.hours.calendar, else: office }',
    })

    expect(process.calendar).toBe('office')
    expect(process.chooseCalendar?.source).toBe('decisions.hours.calendar')
  })

  it('may be that of one clock', () => {
    const { calendar } = deadlineOf('{ within: 1 day, calendar: { choose: data.place, else: phone } }')

    expect(calendar).toMatchObject({ id: 'phone', choose: { source: 'data.place' } })
  })
})

describe('a reminder', () => {
  it.each([
    ['5 working days', { every: { amount: 5, unit: 'working-day' } }],
    ['working day at 09:00', { every: { amount: 1, unit: 'working-day' }, at: '09:00' }],
    ['2 weeks at 23:30', { every: { amount: 2, unit: 'week' }, at: '23:30' }],
    ['month', { every: { amount: 1, unit: 'month' } }],
    ['ahead', { every: { amount: 2, unit: 'working-hour' } }],
  ])('comes every %s', (every, expected) => {
    const [reminder] = workingOf(`    remind: { every: ${every}, to: staff, template: chase }`).reminders

    expect(reminder?.every).toEqual(expected)
  })

  it('may rest, begin anew, and wait for a window', () => {
    const [reminder] = workingOf(
      '    remind: { every: day, to: staff, template: chase, window: phone, restartOn: event:arrived, pauseIn: waiting }',
    ).reminders

    expect(reminder).toEqual({
      index: 0,
      every: { every: day },
      to: ['staff'],
      template: 'chase',
      window: { window: { openOnly: true }, calendar: { id: 'phone' } },
      restartOn: [{ kind: 'event', event: 'arrived' }],
      pauseIn: [{ kind: 'state', path: 'working.waiting' }],
    })
  })
})

describe('a notice', () => {
  it('comes once, some time before or after a date', () => {
    const [notice] = workingOf(
      '    notices: { at: 1 month before, of: data.endsOn, to: staff, template: chase, source: art. 3, calendar: phone }',
    ).notices

    expect(notice).toMatchObject({
      index: 0,
      at: { duration: { amount: 1, unit: 'month' }, direction: 'before' },
      of: { source: 'data.endsOn' },
      to: ['staff'],
      template: 'chase',
      source: ['art. 3'],
      calendar: { id: 'phone' },
    })
    expect(notice && 'each' in notice).toBe(false)
  })

  it('may come for each item of a list', () => {
    const process = compiledClocks({
      top: 'notices: { at: 3 months before, of: item.endsOn, each: contracts, key: item.no, to: staff, template: chase }',
    })

    expect(process.root.notices[0]).toMatchObject({
      each: 'contracts',
      of: { source: 'item.endsOn' },
      key: { source: 'item.no' },
    })
  })
})

describe('a window', () => {
  it('limits an event by days, hours and the data', () => {
    const handler = compiledClocks({
      finish:
        'window: { days: [sat, sun], hours: 09:00-18:00, unless: data.urgent, title: { zh-CN: 周末, en: Weekend } }',
    })
      .states.get('working')
      ?.on.get('finish')

    expect(handler?.window).toMatchObject({
      window: { days: ['sat', 'sun'], hours: [['09:00', '18:00']] },
      unless: { source: 'data.urgent' },
      title: { 'zh-CN': '周末', en: 'Weekend' },
    })
  })

  it('of a task is that of its events, unless they have one or roles of their own', () => {
    const task = '{ role: staff, window: { open: true } }'
    const handlerOf = (finish: string) =>
      compiledClocks({ task, finish }).states.get('working')?.on.get('finish')
    const inner = compiledClocks({ task }).states.get('working.diagnosing')?.on.get('pause')

    expect(handlerOf('')?.window).toEqual({ window: { openOnly: true } })
    expect(inner?.window).toEqual({ window: { openOnly: true } })
    expect(handlerOf('window: { days: [mon] }')?.window).toEqual({ window: { days: ['mon'] } })
    expect(handlerOf('roles: [leader]')?.window).toBeUndefined()
  })

  it('may name a calendar for its clock only', () => {
    const window = (text: string) =>
      compiledClocks({ finish: `window: ${text}` })
        .states.get('working')
        ?.on.get('finish')?.window

    expect(window('phone')).toEqual({ window: { openOnly: true }, calendar: { id: 'phone' } })
    expect(window('{ hours: ["22:00-06:00"], calendar: phone, open: false }')).toEqual({
      window: { hours: [['22:00', '06:00']] },
      calendar: { id: 'phone' },
    })
  })

  it('may hold back a message and a move', () => {
    const process = compiledClocks({
      working: `    entry: { notify: { to: staff, template: chase, window: { hours: [["08:00", "20:00"]] } } }
    after: { 30 days: { target: told, window: { open: true }, pauseIn: waiting, restartOn: event:arrived, calendar: phone } }`,
    })
    const state = process.states.get('working')

    expect(state?.entry[0]).toMatchObject({
      kind: 'notify',
      window: { window: { hours: [['08:00', '20:00']] } },
    })
    expect(state?.after[0]).toMatchObject({
      key: '30 days',
      window: { window: { openOnly: true } },
      pauseIn: [{ kind: 'state', path: 'working.waiting' }],
      restartOn: [{ kind: 'event', event: 'arrived' }],
      calendar: { id: 'phone' },
    })
  })
})

describe('an event', () => {
  it('may be reported later, as far back as it says', () => {
    const occurred = (arrived: string) => compiledClocks({ arrived }).events.get('arrived')?.occurredWithin

    expect(occurred('')).toBeUndefined()
    expect(occurred('occurredAt: 2 working days')).toEqual({ upper: { amount: 2, unit: 'working-day' } })
    expect(occurred('occurredAt: ahead')).toEqual({ upper: { amount: 2, unit: 'working-hour' } })
  })
})

it('finds nothing wrong with the process the examples are made of', () => {
  expect(checkClocks(clockProcess()).problems).toEqual([])
})
