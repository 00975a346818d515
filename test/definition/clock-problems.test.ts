import { describe, expect, it } from 'vitest'
import { checkFiles } from './check-files.js'
import { checkClocks, clockFiles, clockProcess, type ClockParts } from './clock-files.js'

/** The same with holidays, so that some Sundays are working days. */
const checkWithMakeUpDays = (finish: string) => {
  const files = clockFiles(clockProcess({ finish }))
  return checkFiles({ ...files, 'office.yaml': `${files['office.yaml']}holidays: CN\n` })
}

/** What is written, with the mistake between « and »; the place of « is where the problem must be. */
interface Mistake {
  readonly name: string
  readonly parts: ClockParts
  readonly code: string
  readonly nearest?: string
  /** How many of one kind there are; one, where it is not said. */
  readonly times?: number
}

const deadline = (text: string): ClockParts => ({ working: `    deadlines: { promise: ${text} }` })
const reminder = (text: string): ClockParts => ({
  working: `    remind: { to: staff, template: chase, ${text} }`,
})
const notice = (text: string): ClockParts => ({
  working: `    notices: { to: staff, template: chase, ${text} }`,
})

const mistakes: readonly Mistake[] = [
  {
    name: 'a mark that is no state',
    parts: deadline('{ within: 1 day, pauseIn: [«waitting»] }'),
    code: 'unknown-state',
    nearest: 'waiting',
  },
  {
    name: 'a mark that is no path',
    parts: deadline('{ within: 1 day, stopOn: [told, «working.told»] }'),
    code: 'unknown-state',
  },
  {
    name: 'a tag nobody has',
    parts: deadline('{ within: 1 day, pauseIn: tag:«waiting-for-customers» }'),
    code: 'unknown-tag',
    nearest: 'waiting-for-customer',
  },
  {
    name: 'an event nobody handles',
    parts: deadline('{ within: 1 day, restartOn: [event:«arived»] }'),
    code: 'unknown-event',
    nearest: 'arrived',
  },
  {
    name: 'an event to pause in',
    parts: deadline('{ within: 1 day, pauseIn: [waiting, «event:pause»] }'),
    code: 'wrong-value',
  },
  {
    name: 'an event to pause a move in',
    parts: { working: '    after: { 30 days: { target: told, pauseIn: [«event:pause»] } }' },
    code: 'wrong-value',
  },
  {
    name: 'a start that is no state',
    parts: deadline('{ within: 1 day, from: «waitng» }'),
    code: 'unknown-state',
    nearest: 'waiting',
  },
  {
    name: 'a start that gives no date',
    parts: deadline('{ within: 1 day, from: «data.level» }'),
    code: 'expression-type',
  },
  {
    name: 'an end that gives no date',
    parts: deadline('{ until: «data.region» }'),
    code: 'expression-type',
  },
  {
    name: 'a distance without a point',
    parts: deadline('{ within: 1 day, «by»: 1 day before }'),
    code: 'wrong-value',
  },
  {
    name: 'an alternative to what always counts',
    parts: deadline('{ within: 1 day, «else»: 2 days }'),
    code: 'wrong-value',
  },
  {
    name: 'a start where nothing is counted',
    parts: deadline('{ until: data.endsOn, «from»: event:arrived }'),
    code: 'wrong-value',
  },
  {
    name: 'a distance that is no duration',
    parts: deadline('{ until: data.endsOn, by: «1 moon before» }'),
    code: 'wrong-duration',
  },
  {
    name: 'a distance without a direction',
    parts: deadline('{ until: data.endsOn, by: «1 month» }'),
    code: 'wrong-duration',
    nearest: '1 month before',
  },
  {
    name: 'a warning that is neither before nor after',
    parts: deadline('{ within: 1 day, warn: «4 hours» }'),
    code: 'wrong-duration',
    nearest: '4 hours before',
  },
  {
    name: 'a share of more than all of the time',
    parts: deadline('{ within: 1 day, warn: «120 %» }'),
    code: 'wrong-value',
  },
  {
    name: 'a share by a parameter that is no number',
    parts: deadline('{ within: 1 day, warn: «moment %» }'),
    code: 'wrong-value',
  },
  {
    name: 'a warning after a range',
    parts: deadline('{ within: 1 day, warn: «spread after start» }'),
    code: 'wrong-duration',
  },
  {
    name: 'a rung that says neither when nor how often',
    parts: deadline(
      '{ within: 1 day, escalate: { to: leader, ladder: [«{ to: leader, do: { raise: arrived } }»] } }',
    ),
    code: 'missing-key',
  },
  {
    name: 'a rung that says both',
    parts: deadline(
      '{ within: 1 day, escalate: { ladder: [«{ after: 1 day, every: 1 day, to: leader }»] } }',
    ),
    code: 'unknown-key',
  },
  {
    name: 'a rung for a role nobody has',
    parts: deadline('{ within: 1 day, escalate: { ladder: [{ after: 1 day, to: «leadr» }] } }'),
    code: 'unknown-role',
    nearest: 'leader',
  },
  {
    name: 'an exception on call that decides nothing',
    parts: deadline('{ within: 1 day, escalate: { to: leader, onCall: «data.level» } }'),
    code: 'expression-type',
  },
  {
    name: 'a calendar nobody has',
    parts: deadline('{ within: 1 day, calendar: «fone» }'),
    code: 'unknown-calendar',
    nearest: 'phone',
  },
  {
    name: 'a calendar that counts otherwise and is none',
    parts: { calendar: 'calendar: { choose: data.place, else: «ofice» }' },
    code: 'unknown-calendar',
    nearest: 'office',
  },
  {
    name: 'options that are no calendars',
    parts: deadline('{ within: 1 day, calendar: { choose: «data.region», else: office } }'),
    code: 'unknown-calendar',
    times: 2,
  },
  {
    name: 'a choice of calendars that gives no name',
    parts: { calendar: 'calendar: { choose: «data.level», else: office }' },
    code: 'expression-type',
  },
  {
    name: 'a choice of calendars without an alternative',
    parts: { calendar: 'calendar: «{ choose: data.place }»' },
    code: 'missing-key',
  },
  {
    name: 'a choice of calendars with another key',
    parts: { calendar: 'calendar: { choose: data.place, else: office, «otherwise»: phone }' },
    code: 'unknown-key',
  },
  {
    name: 'working time without any calendar',
    parts: { calendar: '', working: '    deadlines: { promise: «2 working days» }' },
    code: 'missing-key',
  },
  {
    name: 'an hour with a time of day',
    parts: reminder('every: «2 hours at 09:00»'),
    code: 'wrong-duration',
  },
  {
    name: 'a time of day that does not exist',
    parts: reminder('every: «working day at 25:00»'),
    code: 'wrong-duration',
  },
  {
    name: 'a repetition that never moves on',
    parts: reminder('every: «0 days»'),
    code: 'wrong-duration',
  },
  {
    name: 'a repetition by a parameter of another type',
    parts: reminder('every: «rounds at 09:00»'),
    code: 'wrong-type',
  },
  {
    name: 'a repetition by a range',
    parts: reminder('every: «spread»'),
    code: 'wrong-duration',
  },
  {
    name: 'a notice by a text',
    parts: notice('at: 1 day before, of: «data.region»'),
    code: 'expression-type',
  },
  {
    name: 'a notice without a date',
    parts: { working: '    notices: [«{ at: 1 day before, to: staff, template: chase }»]' },
    code: 'missing-key',
  },
  {
    name: 'a notice for each of what is no list',
    parts: notice('at: 1 day before, of: data.endsOn, each: «region»'),
    code: 'wrong-type',
  },
  {
    name: 'a notice for each of what nobody has',
    parts: notice('at: 1 day before, of: data.endsOn, each: «contract»'),
    code: 'unknown-field',
    nearest: 'contracts',
  },
  {
    name: 'an item without its list',
    parts: notice('at: 1 day before, of: «item».endsOn'),
    code: 'expression-unknown-name',
  },
  {
    name: 'a key without a list',
    parts: notice('at: 1 day before, of: data.endsOn, «key»: data.region'),
    code: 'wrong-value',
  },
  {
    name: 'a key that is an amount',
    parts: notice('at: 1 day before, of: item.endsOn, each: contracts, key: «item.price»'),
    code: 'expression-type',
  },
  {
    name: 'a window that is always open',
    parts: { finish: '«window»: { unless: data.urgent }' },
    code: 'wrong-value',
  },
  {
    name: 'a window on a day that is none',
    parts: { finish: 'window: { days: [«saturday»] }' },
    code: 'wrong-value',
  },
  {
    name: 'a window at an hour that does not exist',
    parts: { finish: 'window: { hours: «"09:00-26:00"» }' },
    code: 'wrong-value',
  },
  {
    name: 'a window with an exception that decides nothing',
    parts: { task: '{ role: staff, window: { open: true, unless: «data.region» } }' },
    code: 'expression-type',
  },
  {
    name: 'a window of a calendar nobody has',
    parts: reminder('every: day, window: «fone»'),
    code: 'unknown-calendar',
    nearest: 'phone',
  },
  {
    name: 'open hours of no calendar',
    parts: { calendar: '', finish: '«window»: { open: true }' },
    code: 'missing-key',
  },
  {
    name: 'an event that may be reported late by a range',
    parts: { arrived: 'occurredAt: «1 to 2 days»' },
    code: 'wrong-duration',
  },
  {
    name: 'an event that may be reported late by what is no duration',
    parts: { arrived: 'occurredAt: «rounds»' },
    code: 'wrong-type',
  },
  {
    name: 'a full-width warning',
    parts: deadline('{ within: 1 day, warn: «４ hours» }'),
    code: 'wrong-duration',
    nearest: '4 hours before',
  },
  {
    name: 'a full-width duration',
    parts: deadline('{ within: «４ hours» }'),
    code: 'wrong-duration',
    nearest: '4 hours',
  },
  {
    name: 'a repetition on a day of the month',
    parts: reminder('every: «month on the 31st»'),
    code: 'wrong-duration',
  },
  {
    name: 'a time of day of one digit',
    parts: reminder('every: «working day at 9:00»'),
    code: 'wrong-duration',
    nearest: 'working day at 09:00',
  },
  {
    name: 'a full-width time of day',
    parts: reminder('every: «working day at 09：00»'),
    code: 'wrong-duration',
    nearest: 'working day at 09:00',
  },
  {
    name: 'a reminder more than once a minute',
    parts: reminder('every: «59 seconds»'),
    code: 'wrong-duration',
  },
  {
    name: 'a reminder more than once a minute, by a parameter',
    parts: reminder('every: «moment»'),
    code: 'wrong-duration',
  },
  {
    name: 'a rung more than once a minute',
    parts: deadline(
      '{ within: 1 day, escalate: { to: staff, ladder: [{ every: «0.01 working hours», to: leader }] } }',
    ),
    code: 'wrong-duration',
  },
  {
    name: 'a window of all days',
    parts: { finish: '«window»: { days: [mon, tue, wed, thu, fri, sat, sun] }' },
    code: 'wrong-value',
  },
  {
    name: 'a window of all hours',
    parts: { finish: '«window»: { hours: ["00:00-12:00", "12:00-24:00"] }' },
    code: 'wrong-value',
  },
  {
    name: 'a window whose hours and open hours never meet',
    parts: { finish: '«window»: { hours: "02:00-03:00", open: true }' },
    code: 'wrong-value',
  },
  {
    name: 'a window whose days and open hours never meet',
    parts: { finish: '«window»: { days: [sun], calendar: phone }' },
    code: 'wrong-value',
  },
  ...['09:00~12:00', '09:00–12:00', '09：00~12：00', '9-18', '9.00-18.00'].map((hours) => ({
    name: `a period of a window as ${hours}`,
    parts: { finish: `window: { hours: [«"${hours}"»] }` },
    code: 'wrong-value',
  })),
  {
    name: 'a period in full width',
    parts: { finish: 'window: { hours: [«"09：00-12：00"»] }' },
    code: 'full-width-punctuation',
  },
  {
    name: 'an end of the case to pause in',
    parts: deadline('{ within: 1 day, pauseIn: [«told»] }'),
    code: 'wrong-value',
  },
  {
    name: 'a list that is called otherwise, of which nothing follows',
    parts: notice('at: 1 month before, of: item.endsOn, each: «contract», key: item.no'),
    code: 'unknown-field',
    nearest: 'contracts',
  },
  {
    name: 'a list with data before it, of which nothing follows',
    parts: notice('at: 1 month before, of: item.endsOn, each: «data.contracts», key: item.no'),
    code: 'unknown-field',
    nearest: 'contracts',
  },
  {
    name: 'a calendar by the data without else',
    parts: {
      calendar: 'calendar: «{ choose: decisions.hours.calendar }»',
      ...deadline('{ within: 2 working days }'),
    },
    code: 'missing-key',
  },
  {
    name: 'a calendar by the data with choose misspelt',
    parts: { calendar: 'calendar: { «choos»: decisions.hours.calendar, else: office }' },
    code: 'unknown-key',
  },
]

describe('mistakes in what a process says about time are told where they are', () => {
  it.each(mistakes.map((mistake) => [mistake.name, mistake] as const))(
    '%s',
    (_, { parts, code, nearest, times = 1 }) => {
      const marked = clockProcess(parts)
      const text = marked.replace(/[«»]/g, '')

      const { problems } = checkClocks(text)

      const found = problems.map((problem) => problem.code)
      const expected = Array.from({ length: times }, () => code)
      expect(found, JSON.stringify(problems, undefined, 1)).toEqual(expected)
      const [problem] = problems
      expect(problem?.message).toMatch(/^Expected .+, but .+\.$/s)
      const before = marked.slice(0, marked.indexOf('«'))
      expect({ line: problem?.place?.line, column: problem?.place?.column }).toEqual({
        line: before.split('\n').length,
        column: before.length - before.lastIndexOf('\n'),
      })
      if (nearest !== undefined) expect(problem?.nearest).toBe(nearest)
    },
  )

  it('a window that opens on make-up days only is a warning', () => {
    const { problems } = checkWithMakeUpDays('window: { days: [sun], open: true }')

    expect(problems).toMatchObject([{ code: 'wrong-value', severity: 'warning' }])
    expect(
      checkWithMakeUpDays('window: { days: [sun], hours: "02:00-03:00", open: true }').problems,
    ).toMatchObject([{ code: 'wrong-value', severity: 'error' }])
  })

  it.each([
    ['by: 2 weeks', "Write '2 weeks before'."],
    ['by: tomorrow', 'before'],
  ])('the remedy for %s is told, and no pattern', (by, remedy) => {
    const { problems } = checkClocks(clockProcess(deadline(`{ until: data.endsOn, ${by} }`)))

    expect(problems).toHaveLength(1)
    expect(problems[0]?.hint).toContain(remedy)
    expect(JSON.stringify(problems)).not.toContain('(^')
    expect(problems[0]?.expected).not.toContain('^')
  })

  it('a repetition on a day of the month names what there is', () => {
    const { problems } = checkClocks(clockProcess(reminder('every: month on the 31st')))

    expect(problems[0]?.hint).toBe(
      "Write 'month' or 'month at 09:00'; for a day of its own, such as the 31st, write a schedule.",
    )
  })

  it('a decision that gives a calendar nobody has is told at the rule', () => {
    const text = clockProcess({
      calendar: 'calendar: { choose: decisions.hours.calendar, else: office }',
    }).replace('then: { calendar: phone }', 'then: { calendar: telephone }')

    const { problems } = checkClocks(text)

    expect(problems.map(({ code, place }) => `${code} ${place?.path}`)).toEqual([
      'unknown-calendar decisions.hours.rules.1.then.calendar',
    ])
  })
})
