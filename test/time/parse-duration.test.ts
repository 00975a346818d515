import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration } from '../../engine/time/index.js'
import { unitWords } from '../../engine/time/duration-units.js'

describe('parseDuration', () => {
  it.each([
    ['4 working hours', { upper: { amount: 4, unit: 'working-hour' } }],
    ['1 working hour', { upper: { amount: 1, unit: 'working-hour' } }],
    ['7 working days', { upper: { amount: 7, unit: 'working-day' } }],
    ['30 working minutes', { upper: { amount: 30, unit: 'working-minute' } }],
    ['1 month', { upper: { amount: 1, unit: 'month' } }],
    ['30 days', { upper: { amount: 30, unit: 'day' } }],
    ['90 minutes', { upper: { amount: 90, unit: 'minute' } }],
    ['45 seconds', { upper: { amount: 45, unit: 'second' } }],
    ['2 weeks', { upper: { amount: 2, unit: 'week' } }],
    ['1 year', { upper: { amount: 1, unit: 'year' } }],
    ['1.5 hours', { upper: { amount: 1.5, unit: 'hour' } }],
    ['0 hours', { upper: { amount: 0, unit: 'hour' } }],
    ['end of day', { upper: { amount: 0, unit: 'end-of-day' } }],
    ['  3   days ', { upper: { amount: 3, unit: 'day' } }],
    [
      '10 to 15 working days',
      { lower: { amount: 10, unit: 'working-day' }, upper: { amount: 15, unit: 'working-day' } },
    ],
    ['0.5 to 1.5 hours', { lower: { amount: 0.5, unit: 'hour' }, upper: { amount: 1.5, unit: 'hour' } }],
  ])('reads %j', (text, range) => {
    expect(parseDuration(text)).toEqual({ ok: true, range })
  })

  it.each([
    ['7 workingdays', '7 working days'],
    ['7 business days', '7 working days'],
    ['1 workday', '1 working day'],
    ['4 wroking hours', '4 working hours'],
    ['4 Working Hours', '4 working hours'],
    ['7 个工作日', '7 working days'],
    ['1 hr', '1 hour'],
    ['7days', '7 days'],
    ['10-15 days', '10 to 15 days'],
    ['10 days to 15 days', '10 to 15 days'],
    ['10 to 5 days', '5 to 10 days'],
    ['5 to 5 days', '5 days'],
    ['1 to 1 hours', '1 hour'],
    ['4 working', '4 working days'],
    ['1 wroking days', '1 working day'],
    ['End of Day', 'end of day'],
  ])('refuses %j and names the nearest: %j', (text, nearest) => {
    const parsed = parseDuration(text)

    expect(parsed).toMatchObject({ ok: false, found: text, nearest, hint: `Write '${nearest}'.` })
    expect(parseDuration(nearest).ok).toBe(true)
  })

  it.each(['3 working weeks', '1 business month', '2 Working Years'])('names nothing near to %j', (text) => {
    const parsed = parseDuration(text)

    expect(parsed).toMatchObject({ ok: false, hint: 'Working time is counted in minutes, hours and days.' })
    expect(parsed).not.toHaveProperty('nearest')
  })

  it.each([
    ['-3 days', 'the amount is negative'],
    ['5 to -1 days', 'the amount is negative'],
    ['1,5 hours', "'1,5' is not a number"],
    ['1..5 hours', "'1..5' is not a number"],
    ['1.5 days', "'1.5' days is not a whole amount"],
    ['0.0001 hours', "'0.0001' hours is not a whole amount"],
    ['days', 'it has no amount'],
    ['3', 'it has no unit'],
    ['', 'it is empty'],
    ['101 years', 'more than 100 years'],
    ['3 parsecs', "'parsecs' is not a unit of time"],
    ['3 constructor', "'constructor' is not a unit of time"],
    ['1 day 4 hours', 'it is something else'],
    ['1e3 days', 'it is something else'],
    ['７ days', 'it has full-width characters'],
  ])('refuses %j because %s, with a hint', (text, why) => {
    const parsed = parseDuration(text)

    expect(parsed).toMatchObject({ ok: false, found: text })
    if (parsed.ok) return
    expect(parsed.message).toContain(`but found '${text}'`)
    expect(parsed.message).toContain(why)
    if (text !== '') expect(parsed.hint).toBeTruthy()
  })

  it('refuses a very long text without quoting all of it', () => {
    const parsed = parseDuration('9'.repeat(1_000_000))

    expect(parsed.ok).toBe(false)
    if (!parsed.ok) expect(parsed.message.length).toBeLessThan(400)
  })

  it('never throws, whatever the text', () => {
    const word = fc.constantFrom(
      '1',
      '-',
      '.',
      'to',
      'day',
      'working',
      ' ',
      'hours',
      'of',
      '天',
      '9e9',
      'end',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          expect(typeof parseDuration(text).ok).toBe('boolean')
        },
      ),
    )
  })
})

describe('formatDuration', () => {
  it.each([
    ['1 working day', '1 个工作日'],
    ['10 to 15 working days', '10 至 15 个工作日'],
    ['1.5 hours', '1.5 小时'],
    ['4 working hours', '4 个工作小时'],
    ['1 month', '1 个月'],
    ['end of day', '当日营业结束'],
  ])('writes %j in both languages', (english, chinese) => {
    const parsed = parseDuration(english)

    if (!parsed.ok) expect.unreachable(parsed.message)
    expect(formatDuration(parsed.range, 'en')).toBe(english)
    expect(formatDuration(parsed.range, 'zh-CN')).toBe(chinese)
  })

  it('names both units where the ends have different ones', () => {
    const range = {
      lower: { amount: 4, unit: 'working-hour' },
      upper: { amount: 1, unit: 'working-day' },
    } as const

    expect(formatDuration(range, 'en')).toBe('4 working hours to 1 working day')
  })

  it('writes what parseDuration reads back', () => {
    const unit = fc.constantFrom(...unitWords)
    fc.assert(
      fc.property(unit, fc.nat({ max: 50 }), fc.integer({ min: 1, max: 50 }), (words, first, more) => {
        const range = {
          lower: { amount: first, unit: words.unit },
          upper: { amount: first + more, unit: words.unit },
        }
        expect(parseDuration(formatDuration(range, 'en'))).toEqual({ ok: true, range })
      }),
    )
  })
})
