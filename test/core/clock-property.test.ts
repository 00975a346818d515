import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldClocks, step, type InstanceRecord } from '../../engine/core/index.js'
import { day, expectAdvanced, hour, Play, processOf, serviceCentre } from './play.js'

const operator = { id: 'operator-1', roles: [] }

const process = processOf(
  `
calendar: service-centre
fields:
  promisedOn: { type: date, label: { zh-CN: 约, en: Promised } }
  receivedOn: { type: date, label: { zh-CN: 收, en: Received } }
  hours: { type: text, label: { zh-CN: 历, en: Calendar } }
  ends: { type: list, maxItems: 5, of: { type: object, fields: { no: { type: text, label: { zh-CN: 号, en: No } }, on: { type: date, label: { zh-CN: 止, en: On } } } }, label: { zh-CN: 止, en: Ends } }
forms: { set: { ask: [promisedOn, receivedOn, hours, ends] } }
events:
  ask: { title: { zh-CN: 问, en: Ask }, occurredAt: 4 days }
  answer: { title: { zh-CN: 答, en: Answer }, occurredAt: 4 days }
  stop: { title: { zh-CN: 停, en: Stop }, occurredAt: 4 days }
deadlines:
  whole: { within: 3 to 5 working days, warn: [ { at: 50 % }, { at: 3 working hours before } ], pauseIn: [tag:waiting-for-customer], escalate: { to: [leader], ladder: [ { after: 1 working day, to: director }, { every: working day at 09:00, to: manager } ] } }
  answer: { within: 9 working hours, from: event:ask, restartOn: [event:again], stopOn: [event:stop, tag:done], escalate: leader }
  promised: { until: data.promisedOn, else: 4 days, warn: 1 day before, escalate: leader }
  chosen: { within: 2 working days, calendar: { choose: data.hours, else: service-centre }, pauseIn: [work.asking] }
notices:
  - { at: 3 days before, of: item.on, each: ends, key: item.no, to: clerk, template: chase }
type: parallel
states:
  work:
    initial: open
    deadlines: { received: { within: 6 days, from: data.receivedOn, stopOn: [event:stop], restartOn: [event:again] } }
    states:
      open: { task: clerk, on: { ask: asking, again: open } }
      asking: { task: clerk, tags: [waiting-for-customer], on: { answer: open, again: { target: asking, reenter: true } }, after: { 3 working days: { target: open, pauseIn: [side.parked] } } }
  side:
    initial: quiet
    states:
      quiet: { task: clerk, due: { within: 30 hours, pauseIn: [work.asking], escalate: leader }, remind: { every: working day at 10:00, to: clerk, template: chase, pauseIn: [tag:waiting-for-customer] }, on: { park: parked, stop: quiet } }
      parked: { task: clerk, tags: [waiting-for-customer, done], remind: { every: 7 working hours, to: clerk, template: chase, restartOn: [event:ask] }, on: { answer: quiet, stop: quiet } }
  desk:
    initial: there
    states:
      there: { task: clerk, on: { set: { form: set, branches: [ {} ] }, forget: { actions: [ { clear: [promisedOn, receivedOn, ends] } ], branches: [ {} ] } } }
`,
  [
    {
      file: 't.yaml',
      text: 'template: chase\ntitle: { zh-CN: 催, en: Chase }\nbody: { zh-CN: 催, en: Chase }\n',
    },
  ],
)

const calendars = [
  serviceCentre(),
  serviceCentre({ closed: ['2026-09-29', '2026-10-09'] }),
  serviceCentre({ hours: ['08:00', '20:00'] }),
]
const night = serviceCentre({ calendar: 'night', hours: ['20:00', '23:00'] })

const date = fc
  .integer({ min: 20, max: 44 })
  .map((n) => new Date(Date.UTC(2026, 8, n)).toISOString().slice(0, 10))
const gap = fc.constantFrom(0, 0, hour, 5 * hour, 13 * hour, day, 3 * day)
const move = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      gap,
      event: fc.constantFrom('ask', 'answer', 'again', 'park', 'stop', 'forget'),
      back: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      gap,
      payload: fc.record(
        {
          promisedOn: date,
          receivedOn: date,
          hours: fc.constantFrom('night', 'service-centre', 'none'),
          ends: fc.array(
            fc.record({ no: fc.constantFrom('A', 'B', 'C'), on: date }, { requiredKeys: ['no'] }),
            {
              maxLength: 3,
            },
          ),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('suspend' as const, 'resume' as const), gap }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('recompute' as const), gap, calendar: fc.nat({ max: 2 }) }),
  },
)
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never

function make(play: Play, one: Move): void {
  play.wait(one.gap)
  switch (one.kind) {
    case 'send':
      play.send(one.event, one.back === undefined ? {} : { occurredAt: play.now - one.back * hour })
      return
    case 'set':
      play.send('set', { payload: one.payload })
      return
    case 'recompute':
      play.calendar = calendars[one.calendar]!
      play.run({ kind: 'recompute', reason: 'world', actor: operator })
      return
    default:
      play.run({ kind: one.kind, reason: 'x', actor: operator })
  }
}

function begin(): Play {
  const play = new Play(process, calendars[0])
  play.calendars.set('night', night)
  play.calendars.set('service-centre', calendars[0]!)
  expectAdvanced(play.create())
  return play
}

/** Times of one clock that its rule could ask for, told by its record alone. */
function expectArmed(play: Play): void {
  const { timers, deadlines, waits, suspended } = play.case
  if (suspended) expect(timers).toEqual([])
  const keyed = timers.map(({ kind, state, key }) => `${kind}:${state}:${key}`)
  expect(new Set(keyed).size).toBe(keyed.length)
  for (const { id, paused, status, name, state, dueAt } of deadlines) {
    const own = timers.filter(
      (timer) =>
        timer.state === state &&
        ((timer.kind === 'breach' && timer.key === name) ||
          (['warn', 'escalate'].includes(timer.kind) && timer.key.startsWith(`${name}.`))),
    )
    if (paused) expect([id, own]).toEqual([id, []])
    else {
      const breach = own.filter(({ kind }) => kind === 'breach')
      expect([id, breach.map((timer) => timer.dueAt)]).toEqual([id, status === 'breached' ? [] : [dueAt]])
      for (const timer of own) expect([id, timer.kind === 'escalate']).toEqual([id, status === 'breached'])
    }
  }
  for (const wait of waits) {
    const own = timers.filter(
      ({ state, kind, key }) => state === wait.state && kind === wait.kind && key === wait.key,
    )
    const point = wait.reads?.until
    const isSent = wait.kind === 'notice' && (point === undefined || wait.sentFor === point)
    expect([wait.id, own.map(({ dueAt }) => dueAt)]).toEqual([
      wait.id,
      wait.paused || isSent ? [] : [wait.dueAt],
    ])
  }
  const visits = new Map(play.case.active.map(({ path, visit }) => [path, visit])).set('', 1)
  for (const timer of timers) expect(timer.visit).toBe(visits.get(timer.state))
}

/** What clocks say, without the steps it took to get there. */
const told = ({ deadlines, waits }: InstanceRecord): unknown =>
  [...deadlines, ...waits].map(({ id, dueAt, startedAt, pauses, paused }) => [
    id,
    dueAt,
    startedAt,
    pauses,
    paused,
  ])

describe('after any history', () => {
  it('the clocks of the record equal the fold of the trail, and exactly their timers are armed', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 14 }), (moves) => {
        const play = begin()
        for (const one of moves) {
          make(play, one)
          const { deadlines, waits } = foldClocks(process, play.facts, play.trail)
          expect({ deadlines, waits }).toEqual({ deadlines: play.case.deadlines, waits: play.case.waits })
          expectArmed(play)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('a pause that ends at the same instant changes no due point', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 10 }), (moves) => {
        const play = begin()
        for (const one of moves) make(play, one)
        if (play.case.suspended) play.run({ kind: 'resume', reason: 'x', actor: operator })
        play.wait(0)
        const before = play.case
        expectAdvanced(play.run({ kind: 'suspend', reason: 'x', actor: operator }))
        expectAdvanced(play.run({ kind: 'resume', reason: 'x', actor: operator }))
        expect(told(play.case)).toEqual(told(before))
      }),
      { numRuns: 40 },
    )
  })

  it('a recompute in an unchanged world changes nothing', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 10 }), (moves) => {
        const play = begin()
        for (const one of moves) make(play, one)
        const result = step(
          process,
          play.facts,
          play.case,
          { kind: 'recompute', reason: 'again', actor: operator },
          play.now + hour,
        )
        expect(expectAdvanced(result)).toMatchObject({ trail: [], effects: [] })
        expect(expectAdvanced(result).after).toEqual(play.case)
      }),
      { numRuns: 40 },
    )
  })

  it('an edit that moves nothing of the case leaves no trace but its own, whether timers were looked at before or not', () => {
    // A holiday far ahead, so that every hash differs and no due point does.
    const far = { closed: ['2031-06-03'] }
    const edit = (play: Play): void => {
      play.calendar = serviceCentre(far)
      play.calendars.set('service-centre', play.calendar)
      play.run({ kind: 'recompute', reason: 'world', actor: operator })
      play.wait(0)
    }
    fc.assert(
      fc.property(fc.array(move, { maxLength: 8 }), fc.integer({ min: 0, max: 400 }), (moves, hours) => {
        const [seen, unseen] = [begin(), begin()]
        for (const play of [seen, unseen])
          for (const one of moves) if (one.kind !== 'recompute') make(play, one)
        seen.wait(hours * hour)
        unseen.now += hours * hour
        edit(seen)
        edit(unseen)
        expect(facts(unseen)).toEqual(facts(seen))
      }),
      { numRuns: 40, examples: [[resumedAfterABreachByNight, 0]] },
    )
  })
})

/** A breach at an hour in which nobody is told stands still overnight; when it goes on, the hour of telling is over. */
const resumedAfterABreachByNight: Move[] = [
  { kind: 'set', gap: 13 * hour, payload: {} },
  { kind: 'set', gap: 0, payload: { promisedOn: '2026-09-20' } },
  { kind: 'suspend', gap: 0 },
  { kind: 'resume', gap: 13 * hour },
]

/** All that a trail says but the recount itself and the versions of calendars. */
const facts = ({ trail }: Play): unknown =>
  trail
    .filter(({ type }) => type !== 'recomputed')
    .map(({ at, type, body }) => ({ at, type, body: { ...body, calendar: null } }))
