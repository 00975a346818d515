import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readCalendar } from '../../engine/definition/index.js'
import { parseDuration, type Calendar } from '../../engine/time/index.js'
import { before, calendarOf, due, serviceCentre } from './calendars.js'

const page = readFileSync(new URL('../../docs/language/time.md', import.meta.url), 'utf8')
const fenced = Array.from(page.matchAll(/```yaml calendar\n([\s\S]*?)```/g), (match) => match[1] ?? '')
const folder = new URL('../../workflows/calendars/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

/** The calendar a text describes. */
function written(text: string): Calendar {
  const read = readCalendar(parse(text))
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'))
  return read.calendar
}

/** Rows of a table whose cells a pattern describes. */
const examples = Array.from(page.matchAll(/^\| (\d{4}\S+) +\| (\S.*?) +\| (\d{4}\S+) +\|$/gm), (match) =>
  match.slice(1),
)

describe('the page on time', () => {
  it('has calendars and examples', () => {
    expect(fenced.length).toBe(3)
    expect(examples.length).toBeGreaterThan(10)
  })

  it.each(fenced)('shows a calendar that compiles', (text) => {
    expect(readCalendar(parse(text))).toMatchObject({ ok: true })
  })

  it.each(examples)('is right: from %s, %s end %s', (from = '', text = '', end = '') => {
    const calendar = written(fenced[0] ?? '')

    expect(due(calendar, from, text)).toBe(end)
  })

  it('is right about the nearest durations it names', () => {
    for (const [wrong, right] of [
      ['7 business days', '7 working days'],
      ['7 workingdays', '7 working days'],
      ['10-15 days', '10 to 15 days'],
      ['10 to 5 days', '5 to 10 days'],
    ] as const) {
      expect(page).toContain(`\`${wrong}\``)
      expect(parseDuration(wrong)).toMatchObject({ ok: false, nearest: right })
    }
  })

  it('is right that the working days of a warning lie whole between', () => {
    expect(before(calendarOf(serviceCentre), '2026-09-30T10:00+08:00', '1 working day')).toBe(
      '2026-09-28T18:00+08:00',
    )
  })
})

describe.each(files)('workflows/calendars/%s', (name) => {
  it('compiles under the name of its file', () => {
    expect(`${written(readFileSync(new URL(name, folder), 'utf8')).id}.yaml`).toBe(name)
  })
})

describe('the calendar of the service centre', () => {
  it('has the hours the other tests count with', () => {
    const text = readFileSync(new URL('service-centre.yaml', folder), 'utf8')

    expect({ ...written(text).definition, title: serviceCentre.title }).toEqual(serviceCentre)
  })
})
