import { describe, expect, it } from 'vitest'
import { checkCalendars, checkWorkflows, readCalendar, readSources } from '../../engine/definition/index.js'
import { explainDocument } from '../../engine/definition/index.js'
import { formatInstant, parseInstant } from '../../engine/time/index.js'

const base = `calendar: base
title: { zh-CN: 基础, en: Base }
zone: Asia/Shanghai
dayCounting: close-of-business
hours: { mon-fri: ['09:00-12:00', '13:30-18:00'] }
holidays: CN
workdays: [2026-10-17]
dateHours: { 2026-12-31: 09:00-12:00, 2026-12-30: [] }
closures: [[2026-03-02T10:00, 2026-03-02T11:00]]
`
const child = (body: string) => `calendar: child\ntitle: { zh-CN: 子, en: Child }\nextends: base\n${body}`

function check(...texts: readonly string[]) {
  const set = readSources(texts.map((text, index) => ({ file: `calendars/${index + 1}.yaml`, text })))
  const { calendars, problems } = checkCalendars({ set })
  return { calendars, problems: [...set.problems, ...problems], set }
}

const definitionOf = (id: string, ...texts: readonly string[]) => {
  const { calendars, problems } = check(...texts)
  expect(problems).toEqual([])
  return calendars.get(id)!.definition
}

describe('a calendar that extends another', () => {
  it('takes over what it does not say', () => {
    const parent = definitionOf('base', base)

    expect(definitionOf('child', base, child(''))).toEqual({
      ...parent,
      calendar: 'child',
      title: { 'zh-CN': '子', en: 'Child' },
    })
  })

  it('puts its own keys before, merges hours by day and appends lists', () => {
    const own = child(`dayCounting: same-time
hours: { sat: 10:00-12:00, fri: [] }
holidays: [2026-10-08]
workdays: [2026-10-18]
dateHours: { 2026-12-31: [], 2026-12-29: 10:00-11:00 }
closures: [[2026-03-03T10:00:00Z, 2026-03-03T11:00:00Z]]
`)
    const day = [
      ['09:00', '12:00'],
      ['13:30', '18:00'],
    ]

    expect(definitionOf('child', base, own)).toMatchObject({
      zone: 'Asia/Shanghai',
      dayCounting: 'same-time',
      hours: { mon: day, thu: day, fri: [], sat: [['10:00', '12:00']] },
      holidays: ['CN', '2026-10-08'],
      workdays: ['2026-10-17', '2026-10-18'],
      dateHours: { '2026-12-29': [['10:00', '11:00']], '2026-12-30': [], '2026-12-31': [] },
      closures: [
        ['2026-03-02T10:00:00+08:00', '2026-03-02T11:00:00+08:00'],
        ['2026-03-03T10:00:00Z', '2026-03-03T11:00:00Z'],
      ],
    })
  })

  it('replaces what the other says of a date', () => {
    const own = child('holidays: [2026-10-17, CN]\nworkdays: [2026-12-30]\n')
    const definition = definitionOf('child', base, own)

    expect(definition).toMatchObject({
      holidays: ['2026-10-17', 'CN'],
      workdays: ['2026-12-30'],
      dateHours: { '2026-12-31': [['09:00', '12:00']] },
    })
    expect(definition.dateHours).not.toHaveProperty('2026-12-30')
  })

  it('says anew of a time that the other closes, and may close more around it', () => {
    const own = child('closures: [[2026-03-02T10:30, 2026-03-02T12:00], [2026-03-01, 2026-03-02T10:15]]\n')

    expect(definitionOf('child', base, own).closures).toEqual([
      ['2026-03-02T10:15:00+08:00', '2026-03-02T10:30:00+08:00'],
      ['2026-03-02T10:30:00+08:00', '2026-03-02T12:00:00+08:00'],
      ['2026-03-01T00:00:00+08:00', '2026-03-02T10:15:00+08:00'],
    ])
  })

  it('may extend one that extends a third, in files of any order', () => {
    const grandchild = `calendar: grandchild\ntitle: G\nextends: child\nzone: Asia/Tokyo\n`
    const definition = definitionOf('grandchild', grandchild, child('dayCounting: same-time\n'), base)

    expect(definition).toMatchObject({
      zone: 'Asia/Tokyo',
      dayCounting: 'same-time',
      workdays: ['2026-10-17'],
    })
    // A local time of a closure is one of the calendar that says it.
    expect(definition.closures).toEqual([['2026-03-02T10:00:00+08:00', '2026-03-02T11:00:00+08:00']])
  })

  it('has a hash of its own that moves with the other calendar', () => {
    const hashOf = (text: string) => check(text, child('')).calendars.get('child')!.hash

    expect(hashOf(base)).not.toBe(hashOf(base.replace('18:00', '17:00')))
    expect(hashOf(base)).not.toBe(check(base).calendars.get('base')!.hash)
  })
})

describe('problems of calendars', () => {
  it('name an unknown one that is extended, at its place', () => {
    expect(check(base, child('').replace('extends: base', 'extends: bass')).problems).toMatchObject([
      {
        code: 'unknown-calendar',
        found: 'bass',
        nearest: 'base',
        place: { file: 'calendars/2.yaml', line: 3, column: 10 },
      },
    ])
  })

  it('tell a circle once', () => {
    const link = (id: string, to: string) => `calendar: ${id}\ntitle: T\nextends: ${to}\n`
    const { calendars, problems } = check(link('a', 'b'), link('b', 'c'), link('c', 'a'), link('d', 'a'))

    expect(calendars.size).toBe(0)
    expect(problems).toMatchObject([{ code: 'calendar-cycle', found: 'a → b → c → a', place: { line: 3 } }])
    expect(check(link('a', 'a')).problems).toMatchObject([{ code: 'calendar-cycle', found: 'a → a' }])
  })

  it('are not told again of what extends a faulty one', () => {
    const { problems } = check(base.replace('Asia/Shanghai', 'Asia/Shangai'), child(''))

    expect(problems).toMatchObject([{ code: 'wrong-value', nearest: 'Asia/Shanghai' }])
  })

  it('name the keys that are in neither', () => {
    expect(check('calendar: c\ntitle: T\nzone: UTC\n').problems).toMatchObject([
      { code: 'missing-key', message: "Expected the key 'dayCounting', but it is not there." },
      { code: 'missing-key', message: "Expected the key 'hours', but it is not there." },
    ])
  })

  it.each([
    [
      'a day off that works by the same file',
      'holidays: [2026-10-08]\nworkdays: [2026-10-08]\n',
      { line: 5, column: 12 },
    ],
    ['a list that is appended', 'workdays: [2026-10-18, 2026-10-18]\n', { line: 4, column: 24 }],
    ['hours against those taken over', 'hours: { sun: 22:00-10:00 }\n', { line: 3, column: 10 }],
    [
      'a closure over another of the same file',
      'closures: [[2026-03-02T10:00, 2026-03-02T12:00], [2026-03-02T11:00, 2026-03-02T13:00]]\n',
      { line: 4, path: 'closures.1' },
    ],
  ])('stand where %s is written', (_what, body, place) => {
    expect(check(base, child(body)).problems).toMatchObject([{ code: 'wrong-value', place }])
  })

  it.each([
    ['9:00-18:00', 'wrong-value'],
    ['09:00', 'wrong-value'],
    ['09:00-18:00-20:00', 'wrong-value'],
  ])('are told of the period %s', (period, code) => {
    const { problems } = check(base.replace("['09:00-12:00', '13:30-18:00']", `['${period}']`))

    expect(problems.length).toBeGreaterThan(0)
    expect(new Set(problems.map((problem) => problem.code))).toEqual(new Set([code]))
  })
})

describe('aftercare check --explain', () => {
  it('shows what the file says in the long form', () => {
    const { set } = check(base, child('hours: { sat-sun: 10:00-12:00 }\n'))
    const text = explainDocument(set.documents[1]!)

    expect(text).toContain('extends: base')
    expect(text).toMatch(/sat:\n\s+- - "?10:00"?\n\s+- "?12:00"?/)
  })
})

/** The calendar of a question as others send it. */
const inline = {
  zone: 'Asia/Shanghai',
  dayCounting: 'same-time',
  hours: { mon: [['09:00', '18:00']], fri: [['09:00', '18:00']] },
  holidays: ['2026-10-01'],
  workdays: ['2026-10-10'],
  dateHours: { '2026-12-31': [['09:00', '12:00']] },
  closures: [['2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z']],
}

describe('readCalendar', () => {
  it('reads a calendar without a name', () => {
    const read = readCalendar(inline)

    expect(read.ok && read.calendar.definition).toEqual({
      calendar: 'inline',
      title: { 'zh-CN': 'inline', en: 'inline' },
      ...inline,
    })
    expect(read.ok && read.calendar.isWorkingDay('2026-10-10')).toBe(true)
  })

  it('reads the short forms of files as well', () => {
    const read = readCalendar({
      ...inline,
      calendar: 'shop',
      hours: { 'mon-fri': '09:00-18:00' },
      holidays: 'CN',
    })

    expect(read.ok && read.calendar.id).toBe('shop')
    expect(read.ok && read.calendar.publishedUntil).toBe(2026)
    const due =
      read.ok &&
      read.calendar.add(parseInstant('2026-09-30T17:00+08:00')!, { amount: 2, unit: 'working-hour' })
    expect(due && formatInstant(due.at, 'Asia/Shanghai')).toBe('2026-10-08T10:00:00+08:00')
  })

  it('has the hash of the same calendar in a file', () => {
    const { calendars } = check(base)
    const { calendar, title, ...rest } = calendars.get('base')!.definition
    const read = readCalendar({ calendar, title, ...rest })

    expect(read.ok && read.calendar.hash).toBe(calendars.get('base')!.hash)
  })

  it('extends a known calendar', () => {
    const { calendars } = check(base)
    const read = readCalendar({ extends: 'base', dateHours: { '2026-10-08': [] } }, calendars)

    expect(read.ok && read.calendar.isWorkingDay('2026-10-08')).toBe(false)
    expect(readCalendar({ extends: 'bass' }, calendars)).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown-calendar', nearest: 'base' }],
    })
  })

  it.each<[string, unknown, object]>([
    ['no map', [inline], { code: 'wrong-type' }],
    ['nothing', undefined, { code: 'wrong-type' }],
    ['an unknown key', { ...inline, hour: {} }, { code: 'unknown-key' }],
    ['a missing key', { ...inline, zone: undefined }, { code: 'wrong-type' }],
    ['a number for a time', { ...inline, hours: { mon: [[9, 18]] } }, { code: 'wrong-type' }],
    [
      'an unknown zone',
      { ...inline, zone: 'Asia/Shangai' },
      { code: 'wrong-value', nearest: 'Asia/Shanghai', place: { line: 2, column: 11, path: 'zone' } },
    ],
    [
      'an unknown holiday table',
      { ...inline, holidays: ['CX'] },
      { code: 'wrong-value', place: { path: 'holidays.0' } },
    ],
    [
      'a date in both lists',
      { ...inline, workdays: ['2026-10-01'] },
      { code: 'wrong-value', place: { path: 'workdays.0' } },
    ],
    ['a forbidden key', JSON.parse('{"__proto__": {"zone": "UTC"}}'), { code: 'forbidden-key' }],
  ])('tells what is wrong of %s', (_what, json, problem) => {
    const read = readCalendar(json)

    expect(read).toMatchObject({ ok: false })
    expect(!read.ok && read.problems[0]).toMatchObject(problem)
    expect(!read.ok && read.problems[0]?.message).toMatch(/^Expected .*, but /)
  })

  it('does not run out of stack on what is nested deeply', () => {
    let nested: unknown = 'x'
    for (let depth = 0; depth < 50_000; depth += 1) nested = [nested]

    expect(readCalendar({ ...inline, hours: { mon: nested } })).toMatchObject({ ok: false })
  })
})

describe('checkWorkflows', () => {
  it('gives the calendars of a set, extended ones included', () => {
    const set = readSources([
      { file: 'a.yaml', text: base },
      { file: 'b.yaml', text: child('') },
    ])

    expect([...checkWorkflows(set).calendars.keys()]).toEqual(['base', 'child'])
  })
})
