import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDueAnswers } from '../../engine/index.js'
import { linesOf } from '../../cli/lines-of.js'
import { aftercare, root, temporaryFolder } from './run-aftercare.js'

const nineToSix = [['09:00', '18:00']]
const calendar = {
  zone: 'Asia/Shanghai',
  dayCounting: 'same-time',
  hours: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix },
  holidays: ['2026-10-01'],
  workdays: ['2026-10-10'],
  dateHours: { '2026-12-31': [['09:00', '12:00']] },
  closures: [['2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z']],
}

type Given = Readonly<Record<string, unknown>>

const line = (more: Given = {}): string =>
  JSON.stringify({
    calendar,
    start: '2026-09-30T16:00:00+08:00',
    within: 'PT4H',
    working: true,
    ...more,
  })

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const answer = (text: string): any => JSON.parse(JSON.stringify(createDueAnswers()(text).answer))
const problem = (text: string): unknown => answer(text).problem

describe('aftercare due --batch', () => {
  it('counts the hours of the calendar given in the line, around a day off of its own', () => {
    const { due, trace } = answer(line())

    expect(due).toBe('2026-10-02T11:00:00+08:00')
    expect(trace).toEqual([
      {
        kind: 'counted',
        from: '2026-09-30T16:00:00+08:00',
        to: '2026-09-30T18:00:00+08:00',
        day: '2026-09-30',
      },
      { kind: 'holiday', day: '2026-10-01', note: 'holidays of the calendar' },
      {
        kind: 'counted',
        from: '2026-10-02T09:00:00+08:00',
        to: '2026-10-02T11:00:00+08:00',
        day: '2026-10-02',
      },
      { kind: 'result', to: '2026-10-02T11:00:00+08:00' },
    ])
  })

  it('knows make-up days, one-off hours and closures of the line', () => {
    expect(answer(line({ start: '2026-10-09T17:00:00+08:00', within: 'PT2H' })).due).toBe(
      '2026-10-10T10:00:00+08:00',
    )
    expect(answer(line({ start: '2026-12-31T09:00:00+08:00' })).due).toBe('2027-01-01T10:00:00+08:00')
    const open = { ...calendar, hours: { sun: [['18:00', '20:00']] } }
    expect(answer(line({ calendar: open, start: '2026-03-01', within: 'PT1H' })).due).toBe(
      '2026-03-01T20:00:00+08:00',
    )
  })

  it('takes texts of the language, and ISO durations as plain time unless they are working time', () => {
    expect(answer(line({ within: '3 working days', working: undefined })).due).toBe(
      '2026-10-06T16:00:00+08:00',
    )
    expect(answer(line({ working: false })).due).toBe('2026-09-30T20:00:00+08:00')
    expect(answer(line({ within: 'P3D' })).due).toBe('2026-10-06T16:00:00+08:00')
    expect(answer(line({ within: 'P3D', working: false })).due).toBe('2026-10-03T16:00:00+08:00')
  })

  it('takes a date as the start of that day in the zone of the calendar', () => {
    expect(answer(line({ start: '2026-09-30', within: 'PT1H', working: false })).due).toBe(
      '2026-09-30T01:00:00+08:00',
    )
  })

  it('gives the lower end of a range as a warning', () => {
    const { due, warn } = answer(line({ within: '1 to 2 working days' }))

    expect([warn, due]).toEqual(['2026-10-02T16:00:00+08:00', '2026-10-05T16:00:00+08:00'])
  })

  it('joins pauses that come unordered, overlap, have no length or lie before the start', () => {
    const pauses = [
      ['2026-10-02T09:30:00+08:00', '2026-10-02T10:00:00+08:00'],
      ['2026-09-30T16:45:00+08:00', '2026-09-30T17:00:00+08:00'],
      ['2026-09-30T16:30:00+08:00', '2026-09-30T16:50:00+08:00'],
      ['2026-09-30T17:30:00+08:00', '2026-09-30T17:30:00+08:00'],
      ['2026-09-30T10:00:00+08:00', '2026-09-30T15:00:00+08:00'],
    ]

    expect(answer(line({ pauses })).due).toBe('2026-10-02T12:00:00+08:00')
    expect(answer(line({ pauses: [] })).due).toBe(answer(line()).due)
  })

  it('says of a pause that is not over what remains, and gives no due point', () => {
    const hours = answer(line({ pauses: [['2026-09-30T17:00:00+08:00', null]] }))
    const days = answer(
      line({
        calendar: { ...calendar, dayCounting: 'close-of-business' },
        within: 'P3D',
        pauses: [['2026-10-02T10:00:00+08:00', null]],
      }),
    )

    expect(hours.due).toBeUndefined()
    expect(hours.paused).toEqual({
      since: '2026-09-30T17:00:00+08:00',
      remaining: 'PT3H',
      dueIfResumed: '2026-10-02T11:00:00+08:00',
    })
    expect(days.paused.remaining).toBe('P3D')
    expect(hours.trace.filter(({ kind }: { kind: string }) => kind === 'paused')).toEqual([
      { kind: 'paused', from: '2026-09-30T17:00:00+08:00' },
    ])
  })

  it('marks what runs into a year without published holidays', () => {
    const chinese = { ...calendar, holidays: 'CN' }

    expect(answer(line({ calendar: chinese, start: '2027-03-01' })).provisional).toBe(true)
    expect(answer(line({ calendar: chinese })).provisional).toBeUndefined()
  })

  it.each([
    ['no JSON', '{', 'request-malformed', undefined],
    ['an empty line', '', 'request-malformed', undefined],
    ['a list', '[1]', 'wrong-type', undefined],
    ['nothing asked', '{}', 'missing-key', 'calendar'],
    ['a misspelled key', line({ pause: [] }), 'unknown-key', 'pause'],
    ['no start', line({ start: undefined }), 'missing-key', 'start'],
    ['a start without an offset', line({ start: '2026-09-30T16:00:00' }), 'wrong-value', 'start'],
    ['a day that does not exist', line({ start: '2026-02-30' }), 'wrong-value', 'start'],
    ['a start beyond the years that are counted', line({ start: '9999-12-31' }), 'wrong-value', 'start'],
    ['a wrong duration', line({ within: '4 hourz' }), 'wrong-duration', 'within'],
    ['a mixed ISO duration', line({ within: 'P1DT2H' }), 'wrong-duration', 'within'],
    ['a backwards pause', line({ pauses: [['2026-10-02', '2026-10-01']] }), 'wrong-value', 'pauses.0'],
    ['half a pause', line({ pauses: [['2026-10-02']] }), 'wrong-type', 'pauses.0'],
    [
      'an unknown zone',
      line({ calendar: { ...calendar, zone: 'Asia/Shanghia' } }),
      'wrong-value',
      'calendar.zone',
    ],
    [
      'a closure with a reason',
      line({ calendar: { ...calendar, closures: [['2026-09-28', '2026-09-29', 'stocktaking']] } }),
      'wrong-value',
      'calendar.closures.0',
    ],
    [
      'hours in words',
      line({ calendar: { ...calendar, hours: { mon: 'all day' } } }),
      'wrong-value',
      'calendar.hours.mon.0',
    ],
    [
      'a calendar that is never open',
      line({ calendar: { ...calendar, hours: { mon: [] } } }),
      'wrong-value',
      'calendar.hours',
    ],
  ])('answers %s with a problem', (_what, text, code, path) => {
    expect(problem(text)).toMatchObject({
      code,
      message: expect.any(String),
      ...(path === undefined ? {} : { path }),
    })
  })

  it('says of an ISO duration with a sign that the sign is what is wrong', () => {
    expect(problem(line({ within: '-PT4H' }))).toMatchObject({
      code: 'wrong-duration',
      message: expect.stringContaining('it has a sign') as unknown,
    })
  })

  it('names everything that is wrong with a calendar', () => {
    const wrong = { ...calendar, workdays: ['2026-02-30'], holidays: ['2026-06-31'] }

    const { problem: first, problems } = answer(line({ calendar: wrong }))

    expect(problems.length).toBeGreaterThan(1)
    expect(problems[0]).toEqual(first)
  })

  it('ends lines at line feeds only, wherever the parts of the stream are cut', async () => {
    const text = '\uFEFFone\r\ntwo \u2028 still two\n\nfour'
    const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]))

    const read: string[] = []
    for await (const one of linesOf(Readable.from(bytes, { objectMode: false }), 100))
      read.push('text' in one ? one.text : 'too long')

    expect(read).toEqual(['one', 'two \u2028 still two', '', 'four'])
  })

  it('keeps nothing of a line that is too long, and goes on with the next', async () => {
    const chunks = ['first\n', ...Array.from({ length: 50 }, () => 'x'.repeat(100)), '\nlast']

    const read: string[] = []
    for await (const one of linesOf(Readable.from(chunks), 1000))
      read.push('text' in one ? one.text : 'too long')

    expect(read).toEqual(['first', 'too long', 'last'])
  })

  it('counts no further than the year 2999, and asks for a calendar that opens an hour a week', () => {
    const minute = { zone: 'UTC', dayCounting: 'same-time', hours: { mon: [['09:00', '09:01']] } }
    expect(problem(line({ calendar: minute, within: '10000 working hours' }))).toMatchObject({
      code: 'wrong-value',
      path: 'calendar.hours',
      found: '1 minutes',
    })
    const sparse = { ...minute, hours: { mon: [['09:00', '10:00']] } }
    const late = line({ calendar: sparse, start: '2800-01-01', within: '20000 working hours' })
    expect(problem(late)).toMatchObject({ code: 'wrong-value', path: 'within' })
    expect(answer(line({ calendar: sparse, within: '20000 working hours' })).due).toMatch(/^24\d\d-/)
  })

  it('tells the first thousand stretches, and how much more was counted', () => {
    const sparse = { zone: 'UTC', dayCounting: 'same-time', hours: { mon: [['09:00', '10:00']] } }
    const asked = { calendar: sparse, start: '2026-01-05', pauses: [['2100-01-01', '2101-01-01']] }

    const { due, trace } = answer(line({ ...asked, within: '10000 working hours' }))

    const counted = (trace as { kind: string; from: string; to: string; countedMs?: number }[]).map((one) =>
      one.kind === 'counted' ? Date.parse(one.to) - Date.parse(one.from) : (one.countedMs ?? 0),
    )
    expect(trace.length).toBeLessThan(1_100)
    expect(counted.reduce((sum, ms) => sum + ms, 0)).toBe(10_000 * 3_600_000)
    expect(trace.at(-2)).toMatchObject({ kind: 'more', to: due })
    const days = answer(line({ ...asked, within: '3000 working days' })).trace as {
      kind: string
      countedDays?: number
    }[]
    const whole = days.reduce(
      (sum, { kind, countedDays = 0 }) => sum + (kind === 'counted-day' ? 1 : countedDays),
      0,
    )
    expect(whole).toBe(3_000)
  })

  it('takes the year of a date where it is', () => {
    expect(answer(line({ start: '1900-01-01', within: '1 hour', working: undefined })).due).toBe(
      // The offset of Shanghai had seconds then, which RFC 3339 cannot write.
      '1899-12-31T16:54:17Z',
    )
    expect(problem(line({ start: '3000-01-01' }))).toMatchObject({ path: 'start' })
  })

  it('names the pause that is longer than a hundred years, and pauses that are together', () => {
    const long = ['2026-10-01', '2127-10-01']
    expect(problem(line({ pauses: [['2026-10-01', '2026-10-02'], long] }))).toMatchObject({
      code: 'wrong-value',
      path: 'pauses.1',
      expected: 'a pause of at most a hundred years',
    })
    const two = [
      ['2026-10-01', '2086-10-01'],
      ['2087-10-01', '2147-10-01'],
    ]
    expect(problem(line({ pauses: two }))).toMatchObject({ code: 'wrong-value', path: 'pauses' })
  })

  it('answers a line full of mistakes briefly', () => {
    const many = Object.fromEntries(Array.from({ length: 12_000 }, (_one, index) => [`key-${index}`, 1]))
    const told = answer(line({ calendar: { ...calendar, ...many } }))
    expect(told.problems).toHaveLength(20)
    expect(told.moreProblems).toBe(81)

    const long = problem(line({ calendar: { ...calendar, zone: 'X'.repeat(10_000) } }))
    expect(JSON.stringify(long).length).toBeLessThan(2_000)
    const dates = Array.from({ length: 20_000 }, () => 7)
    expect(answer(line({ calendar: { ...calendar, holidays: dates } })).problem).toMatchObject({
      path: 'calendar.holidays',
      found: 'a list',
    })
  })

  it('refuses what nests too deep before anything reads it', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`

    expect(problem(`{"calendar":{"zone":${deep}},"start":"2026-10-01","within":"PT1H"}`)).toMatchObject({
      code: 'request-too-deep',
    })
  })

  it('ends well when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'due', '--batch'])
    child.stdin.on('error', () => undefined)
    child.stdout.once('data', () => child.stdout.destroy())
    const feed = setInterval(() => child.stdin.write(`${line()}\n`.repeat(200)), 1)
    const [code] = (await once(child, 'exit')) as [number | null]
    clearInterval(feed)

    expect(code).toBe(0)
  })

  it('answers every line of its standard input in order and goes on after a bad one', async () => {
    const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'due', '--batch'])
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part))
    child.stdin.end([line(), 'oops', line({ within: 'PT1H' })].join('\n'))
    const [code] = (await once(child, 'close')) as [number]

    const answers = out
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one) as { due?: string; problem?: { code: string } })
    expect(answers.map(({ due, problem: wrong }) => due ?? wrong?.code)).toEqual([
      '2026-10-02T11:00:00+08:00',
      'request-malformed',
      '2026-09-30T17:00:00+08:00',
    ])
    expect(code).toBe(1)
  })
})

describe('aftercare due', () => {
  const centre = 'workflows/calendars/service-centre.yaml'
  const asked = ['due', '--calendar', centre, '--start', '2026-09-30T16:00:00+08:00', '--within']
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeAll(async () => {
    folder = await temporaryFolder()
  })
  afterAll(() => folder.remove())

  it('prints the due point, and with --explain every stretch and a paragraph for the customer', async () => {
    const plain = await aftercare([...asked, '3 working days'])
    const explained = await aftercare([...asked, '3 working days', '--explain', '--lang', 'zh-CN'])

    expect([plain.code, plain.out]).toEqual([0, 'Result: due on Saturday 10 October 2026 at 18:00.\n'])
    expect(explained.out).toContain('放假（国庆节）')
    expect(explained.out).toContain('应于 2026 年 10 月 10 日（星期六）18:00（北京时间）前完成。')
  })

  it('gives the same as JSON with its trace and the version of the calendar', async () => {
    const pause = ['--pause', '2026-10-08T10:00:00+08:00/2026-10-08T11:00:00+08:00']
    const ran = await aftercare([...asked, 'PT4H', '--working', ...pause, '--explain', '--json'])

    const told = ran.json()
    expect(told.due).toBe('2026-10-08T12:00:00+08:00')
    expect(told.trace.map(({ kind }: { kind: string }) => kind)).toContain('paused')
    expect(told.calendar.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(told.words.customer.en).toContain('The time stood still')
  })

  it('reads a calendar that extends one beside it', async () => {
    const { path } = folder
    const base =
      'calendar: base\ntitle: { zh-CN: 基础, en: Base }\nzone: Asia/Shanghai\ndayCounting: same-time\nhours: { mon-fri: ["09:00-18:00"] }\n'
    await writeFile(join(path, 'base.yaml'), base)
    await writeFile(
      join(path, 'late.yaml'),
      'calendar: late\ntitle: { zh-CN: 晚班, en: Late }\nextends: base\nhours: { mon: ["12:00-20:00"] }\n',
    )

    const ran = await aftercare([
      'due',
      '--calendar',
      join(path, 'late.yaml'),
      '--start',
      '2026-09-28',
      '--within',
      '1 working hour',
      '--json',
    ])

    expect(ran.json().due).toBe('2026-09-28T13:00:00+08:00')
  })

  it.each([
    ['a missing option', ['due', '--start', '2026-09-30']],
    [
      'a file that is not there',
      ['due', '--calendar', 'nowhere.yaml', '--start', '2026-09-30', '--within', '1 day'],
    ],
    ['a wrong start', ['due', '--calendar', centre, '--start', 'soon', '--within', '1 day']],
    ['a wrong pause', [...asked, '1 day', '--pause', '2026-10-01']],
    ['a language it does not speak', [...asked, '1 day', '--lang', 'fr']],
    ['--batch beside a calendar', ['due', '--batch', '--calendar', centre]],
  ])('ends with 2 for %s', async (_what, args) => {
    const ran = await aftercare([...args, '--json'])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })
})
