import { describe, expect, it } from 'vitest'
import { checkCalendars, readSources } from '../../engine/definition/index.js'

const office = `calendar: office
title: { zh-CN: 中心, en: Office }
zone: Asia/Shanghai
dayCounting: close-of-business
hours: { mon-fri: 09:00-18:00 }
`

function check(text: string) {
  const set = readSources([{ file: 'office.yaml', text }])
  const { calendars, problems } = checkCalendars({ set })
  return { calendar: [...calendars.values()][0], problems: [...set.problems, ...problems] }
}

const withHours = (hours: string) => office.replace('09:00-18:00', hours)

describe('a calendar with one mistake', () => {
  it.each([
    ['overlapping periods of five days', withHours('["09:00-12:00", "11:00-18:00"]'), 'wrong-value', 'Join'],
    [
      'nights of five days that run into the morning',
      withHours('["22:00-09:30", "09:00-18:00"]'),
      'wrong-value',
      'Join',
    ],
    ['another wave', withHours('"09:00~18:00"'), 'wrong-value', "Write '09:00-18:00'."],
    ['a long dash', withHours('"09:00–18:00"'), 'wrong-value', "Write '09:00-18:00'."],
    ['full-width colons', withHours('"09：00-18：00"'), 'full-width-punctuation', "Type '09:00-18:00'."],
    ['hours alone', withHours('9-18'), 'wrong-value', "Write '09:00-18:00'."],
    ['words', withHours('all day'), 'wrong-value', '09:00-18:00'],
    ['a country in small letters', `${office}holidays: cn\n`, 'wrong-value', "'CN'"],
    ['a time of day of one digit', withHours('["9:00", "18:00"]'), 'wrong-value', "'09:00-18:00'"],
    [
      'a closure with a blank',
      `${office}closures: [["2026-03-01 10:00", 2026-03-02]]\n`,
      'wrong-value',
      "'2026-03-01T10:00'",
    ],
    ['an abbreviation for a zone', office.replace('Asia/Shanghai', 'CST'), 'wrong-value', "'Asia/Shanghai'"],
    ['another abbreviation', office.replace('Asia/Shanghai', 'JST'), 'wrong-value', "'Asia/Tokyo'"],
    [
      'a city no zone is called after',
      office.replace('Asia/Shanghai', 'Asia/Beijing'),
      'wrong-value',
      "'Asia/Shanghai'",
    ],
    [
      'a closure with a reason behind it',
      `${office}closures: [[2026-09-28T15:00, 2026-09-28T16:00, Stocktaking]]\n`,
      'wrong-value',
      'Write [2026-09-28T15:00, 2026-09-28T16:00]; in a file, a reason may stand behind it',
    ],
    [
      'a closure with named parts',
      `${office}closures: [{ from: 2026-09-28T15:00, to: 2026-09-28T16:00, reason: Stocktaking }]\n`,
      'wrong-value',
      'Write [2026-09-28T15:00, 2026-09-28T16:00]',
    ],
    [
      'a closure as one text',
      `${office}closures: 2026-09-28T15:00/2026-09-28T16:00\n`,
      'wrong-value',
      'Write [2026-09-28T15:00, 2026-09-28T16:00]',
    ],
    ['a closure of a day alone', `${office}closures: [2026-09-28]\n`, 'wrong-value', 'belongs into holidays'],
    ['the name of plain time', office.replace('office', 'plain'), 'wrong-name', 'Rename'],
  ])('%s is told once, with what to write', (_, text, code, remedy) => {
    const { problems } = check(text)

    expect(
      problems.map((problem) => problem.code),
      JSON.stringify(problems, undefined, 1),
    ).toEqual([code])
    expect(problems[0]?.hint).toContain(remedy)
    expect(JSON.stringify(problems)).not.toContain('(^')
    expect(problems[0]?.expected ?? '').not.toContain('^')
  })

  it('that gives an offset for a zone reads what a zone is', () => {
    const { problems } = check(office.replace('Asia/Shanghai', '+08:00'))

    expect(problems.map(({ message }) => message)).toEqual(["Expected IANA time zone, but found '+08:00'."])
  })

  it('closes whole days by their dates, the second one excluded', () => {
    const { calendar, problems } = check(`${office}closures: [2026-03-02, 2026-03-04]\n`)

    expect(problems).toEqual([])
    expect(['2026-03-02', '2026-03-03', '2026-03-04'].map((date) => calendar?.isWorkingDay(date))).toEqual([
      false,
      false,
      true,
    ])
  })
})
