import { describe, expect, it } from 'vitest'
import { readCalendar } from '../../engine/definition/index.js'
import { compileCalendar, publishedYears, type CalendarDefinition } from '../../engine/time/index.js'
import { calendarOf, due, instant, serviceCentre } from './calendars.js'

const last = Math.max(...publishedYears('CN'))
const next = last + 1
const working = (amount: number) => ({ amount, unit: 'working-day' }) as const

const withOwnYear: CalendarDefinition = {
  ...serviceCentre,
  holidays: ['CN', `${next}-01-01`],
  publishedYears: [next],
}

function problemsOf(change: Partial<CalendarDefinition>) {
  const compiled = compileCalendar({ ...serviceCentre, ...change })
  return compiled.ok ? [] : compiled.problems
}

describe('a year whose holidays stand in the calendar itself', () => {
  it('is published: what runs into it is no longer provisional', () => {
    const start = instant(`${last}-12-28T10:00+08:00`)

    expect(calendarOf(serviceCentre).add(start, working(10)).provisional).toBe(true)
    expect(calendarOf(withOwnYear).add(start, working(10)).provisional).toBe(false)
    expect(calendarOf(withOwnYear).endOfDay(`${next}-01-04`).provisional).toBe(false)
  })

  it('keeps its own days off', () => {
    const from = `${last}-12-31T10:00+08:00`

    expect(calendarOf(withOwnYear).isWorkingDay(`${next}-01-01`)).toBe(false)
    expect(due(calendarOf(withOwnYear), from, '1 working day').slice(0, 10) > `${next}-01-01`).toBe(true)
  })

  it('leaves the year after it, and one that lies apart from it, as they are', () => {
    const apart = calendarOf({
      ...withOwnYear,
      holidays: [...(withOwnYear.holidays ?? []), `${next + 2}-01-01`],
      publishedYears: [next, next + 2],
    })

    expect(apart.endOfDay(`${next + 1}-03-01`).provisional).toBe(true)
    expect(apart.endOfDay(`${next + 2}-03-01`).provisional).toBe(false)
    expect(apart.publishedUntil).toBe(next)
  })

  it('moves the year until which holidays are known, and the version of the calendar', () => {
    expect(calendarOf(serviceCentre).publishedUntil).toBe(last)
    expect(calendarOf(withOwnYear).publishedUntil).toBe(next)
    expect(calendarOf({ ...withOwnYear, publishedYears: [] }).hash).not.toBe(calendarOf(withOwnYear).hash)
  })

  it('may be one the table has as well', () => {
    expect(problemsOf({ publishedYears: [last] })).toEqual([])
    expect(calendarOf({ ...serviceCentre, publishedYears: [last] }).publishedUntil).toBe(last)
  })
})

describe('published years', () => {
  it.each<[string, Partial<CalendarDefinition>, object]>([
    ['a part of a year', { publishedYears: [2027.5] }, { path: ['publishedYears', 0], found: '2027.5' }],
    ['a year before the table begins', { publishedYears: [2003] }, { path: ['publishedYears', 0] }],
    ['a year twice', { publishedYears: [last, last] }, { path: ['publishedYears', 1], found: String(last) }],
    [
      'no day off of that year in the file',
      { holidays: ['CN', `${next + 1}-01-01`], publishedYears: [next] },
      { path: ['publishedYears', 0], hint: expect.stringContaining(`${next}-01-01`) },
    ],
    [
      'no table that could lack them',
      { holidays: ['2027-01-01'], publishedYears: [2027] },
      { path: ['publishedYears'], code: 'wrong-value' },
    ],
  ])('are a problem with %s', (_, change, problem) => {
    expect(problemsOf(change)).toMatchObject([problem])
  })

  it('are taken over by a calendar that extends another, which may add to them', () => {
    const base = calendarOf(withOwnYear)
    const known = new Map([[base.id, base]])
    const child = (body: object) => readCalendar({ extends: base.id, ...body }, known)

    expect(child({})).toMatchObject({ ok: true, calendar: { publishedUntil: next } })
    expect(child({ holidays: [`${next + 1}-01-01`], publishedYears: [next, next + 1] })).toMatchObject({
      ok: true,
      calendar: { publishedUntil: next + 1 },
    })
  })

  it('are whole numbers in the file', () => {
    const read = readCalendar({ zone: 'UTC', dayCounting: 'same-time', hours: {}, publishedYears: ['2027'] })

    expect(read).toMatchObject({ ok: false })
  })
})
