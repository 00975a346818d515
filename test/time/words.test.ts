import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDuration, type Calendar } from '../../engine/time/index.js'
import type { TraceLine } from '../../engine/time/instant.js'
import { tellCount, type CountFrame, type CountWords } from '../../engine/time/words/index.js'
import { calendarOf, instant, serviceCentre } from './calendars.js'

const centre = calendarOf(serviceCentre)

interface Asked {
  readonly calendar?: Calendar
  readonly pauses?: readonly (readonly [from: string, to: string])[]
  readonly by?: CountFrame['pauses'][number]['by']
  readonly pausedSince?: string
}

function counted(start: string, within: string, asked: Asked = {}): CountFrame {
  const parsed = parseDuration(within)
  if (!parsed.ok) throw new Error(parsed.message)
  const { calendar = centre, by } = asked
  const rule = { kind: 'within', range: parsed.range } as const
  const pauses = (asked.pauses ?? []).map(([from, to]) => ({ from: instant(from), to: instant(to) }))
  const pausedSince = asked.pausedSince === undefined ? undefined : instant(asked.pausedSince)
  const trace: TraceLine[] = []
  const run = { startedAt: instant(start), pauses, ...(pausedSince === undefined ? {} : { pausedSince }) }
  const span = calendar.dueOf(rule, run, (line) => trace.push(line))
  const told = [...pauses, ...(pausedSince === undefined ? [] : [{ from: pausedSince }])]
  return {
    rule,
    calendar,
    startedAt: run.startedAt,
    pauses: told.map((one) => ({ ...one, ...(by && { by }) })),
    span,
    trace,
  }
}

const words = (...asked: Parameters<typeof counted>): CountWords => tellCount(counted(...asked))
const english = ({ lines }: CountWords): string => lines.map(({ en }) => en).join('\n')
const chinese = ({ lines }: CountWords): string => lines.map((line) => line['zh-CN']).join('\n')

describe('the words about a due point', () => {
  it('tell a customer why three working days take until after National Day, in both languages', () => {
    const { customer } = words('2026-09-30T16:00:00+08:00', '3 working days')

    expect(customer.en).toBe(
      'Due on Saturday 10 October 2026 at 18:00 (Asia/Shanghai). ' +
        '3 working days are counted from Wednesday 30 September 2026 at 16:00; the day it starts is not counted. ' +
        'Not counted: 1 to 7 October (National Day). Saturday 10 October 2026 is a working day in lieu.',
    )
    expect(customer['zh-CN']).toBe(
      '应于 2026 年 10 月 10 日（星期六）18:00（北京时间）前完成。' +
        '自 2026 年 9 月 30 日（星期三）16:00 起算 3 个工作日，起算当日不计。' +
        '10 月 1 日至 7 日（国庆节放假）不计。2026 年 10 月 10 日（星期六）为调休上班日。',
    )
  })

  it('tell staff each stretch on a line: what counted, weekends, holidays and days in lieu', () => {
    const told = words('2026-10-08T17:00:00+08:00', '12 working hours')

    expect(english(told)).toContain(
      'Thursday 8 October 2026 at 17:00 to Friday 9 October 2026 at 18:00: 8 hours 30 minutes counted.',
    )
    expect(english(told)).toContain('Saturday 10 October 2026: a working day in lieu (National Day).')
    expect(chinese(told)).toContain('2026 年 10 月 10 日（星期六）：调休上班日（国庆节）。')
    const weekend = words('2026-10-16T16:00:00+08:00', '2 working days')
    expect(english(weekend)).toContain('17 to 18 October 2026: weekend, not counted.')
    expect(chinese(weekend)).toContain('2026 年 10 月 17 日至 18 日：周末，不计。')
  })

  it('say why a last day moved, with the holiday by its name', () => {
    const { customer } = words('2026-09-25T16:00:00+08:00', '7 days')

    expect(customer.en).toContain(
      'Friday 2 October 2026 is not a working day (National Day): moved to Thursday 8 October 2026.',
    )
    expect(customer['zh-CN']).toContain(
      '2026 年 10 月 2 日（星期五）不是工作日（国庆节），改为 2026 年 10 月 8 日（星期四）。',
    )
  })

  it('say in plain words that the holidays of a year are not published', () => {
    const told = words('2026-12-28T16:00:00+08:00', '10 working days')

    expect(told.customer.en).toContain('The holidays of 2027 are not published yet')
    expect(told.customer['zh-CN']).toContain('2027 年的节假日安排尚未公布')
    expect(told.result.en).toContain('(provisional)')
    expect(words('2026-12-21T16:00:00+08:00', '2 working days').customer.en).not.toContain('published')
  })

  it('tell both ends of a range', () => {
    const told = words('2026-09-28T09:30:00+08:00', '10 to 15 working days')

    expect(told.customer.en).toMatch(/^Due between .+ and .+ \(Asia\/Shanghai\)\./)
    expect(told.result.en).toMatch(/^Result: warned on .+, due on .+\.$/)
  })

  it('name what stopped the clock to staff, and only the times to the customer', () => {
    const told = words('2026-10-08T09:00:00+08:00', '4 working hours', {
      pauses: [['2026-10-08T10:00:00+08:00', '2026-10-08T11:00:00+08:00']],
      by: { en: 'Waiting for the customer', 'zh-CN': '等待客户' },
    })

    expect(english(told)).toContain(
      'Thursday 8 October 2026 at 10:00 to 11:00: the clock stood still (Waiting for the customer), not counted.',
    )
    expect(chinese(told)).toContain('暂停计时（等待客户），不计。')
    expect(told.customer.en).toContain('The time stood still from Thursday 8 October 2026 at 10:00 to 11:00.')
    expect(told.customer.en).not.toContain('Waiting')
  })

  it('tell the stretches of one day without the break between them', () => {
    const told = words('2026-10-08T09:00:00+08:00', '4 working hours')

    expect(english(told)).toContain(
      'Thursday 8 October 2026 at 09:00 to 12:00 and 13:30 to 14:30: 4 hours counted.',
    )
    expect(chinese(told)).toContain('09:00 至 12:00 和 13:30 至 14:30：计 4 小时。')
  })

  it('say what is left of a clock that stands still', () => {
    const frame = counted('2026-10-08T09:00:00+08:00', '4 working hours', {
      pausedSince: '2026-10-08T10:00:00+08:00',
    })
    const { result } = tellCount({ ...frame, left: { ms: 3 * 3_600_000, working: true } })

    expect(result.en).toContain('paused, 3 working hours are left; if it went on')
    expect(result['zh-CN']).toContain('仍在暂停，还剩 3 个工作小时；')
    expect(tellCount({ ...frame, left: { days: 1, working: true } }).result.en).toContain(
      '1 working day is left',
    )
  })

  it('say of a clock that stands still that its date is not set', () => {
    const told = words('2026-10-08T09:00:00+08:00', '3 working days', {
      pausedSince: '2026-10-09T10:00:00+08:00',
    })

    expect(told.customer.en).toContain('stands still at present')
    expect(told.customer['zh-CN']).toMatch(/若未暂停，本应于 .+前完成。/)
    expect(told.result['zh-CN']).toContain('仍在暂停')
  })

  it('tell a date in the data, and what lies before it', () => {
    const rule = {
      kind: 'until',
      point: '2026-11-10',
      by: { duration: { amount: 1, unit: 'month' }, direction: 'before' },
    } as const
    const run = { startedAt: instant('2026-09-28T09:00:00+08:00'), pauses: [] }
    const trace: TraceLine[] = []
    const span = centre.dueOf(rule, run, (line) => trace.push(line))

    const { customer } = tellCount({
      rule,
      calendar: centre,
      startedAt: run.startedAt,
      pauses: [],
      span,
      trace,
    })

    expect(customer.en).toContain('That is 1 month before Tuesday 10 November 2026.')
    expect(customer['zh-CN']).toContain('到期时间为 2026 年 11 月 10 日（星期二）之前 1 个月')
  })

  it('say to customer and staff that a date in the data does not move by pauses', () => {
    const rule = { kind: 'until', point: '2026-11-10' } as const
    const startedAt = instant('2026-09-28T09:00:00+08:00')
    const over = { from: instant('2026-10-08T09:00:00+08:00'), to: instant('2026-10-09T09:00:00+08:00') }
    const open = { from: instant('2026-10-12T09:00:00+08:00') }
    const span = centre.dueOf(rule, { startedAt, pauses: [] }, () => undefined)

    const told = tellCount({ rule, calendar: centre, startedAt, pauses: [over, open], span, trace: [] })

    expect(told.customer.en).toBe(
      'Due on Tuesday 10 November 2026 at 18:00 (Asia/Shanghai). It follows the date of the case: Tuesday 10 November 2026.',
    )
    expect(told.customer['zh-CN']).toMatch(/^应于 2026 年 11 月 10 日（星期二）18:00（北京时间）前完成。/)
    expect(told.customer['zh-CN']).not.toContain('暂停')
    expect(told.result.en).toBe('Result: due on Tuesday 10 November 2026 at 18:00.')
    expect(english(told)).toContain('at 09:00; the date does not move.')
    expect(english(told)).toContain('Paused since Monday 12 October 2026 at 09:00; the date does not move.')
    expect(chinese(told)).toContain('暂停计时，到期时间不变。')
  })

  it('begin with what is due and the article, cited in the language', () => {
    const subject = {
      title: { en: 'unverified: Refund', 'zh-CN': '未核实：返还价款' },
      articles: ['Consumer Protection Law art. 25', '消费者权益保护法第 25 条'],
    }
    const frame = counted('2026-09-30T16:00:00+08:00', '3 working days')

    const { customer } = tellCount({ ...frame, subject })
    const cited = tellCount({ ...frame, subject: { ...subject, articles: ['Order 43 art. 28'] } }).customer
    const bare = tellCount({ ...frame, subject: { ...subject, articles: [] } }).customer

    expect(customer.en).toMatch(
      /^unverified: Refund \(Consumer Protection Law art\. 25\)\. Due on Saturday 10 /,
    )
    expect(customer['zh-CN']).toMatch(/^未核实：返还价款（消费者权益保护法第 25 条）：应于 2026 年/)
    expect(cited['zh-CN']).toMatch(/^未核实：返还价款（Order 43 art\. 28）：应于/)
    expect(bare.en).toMatch(/^unverified: Refund\. Due on/)
  })

  it('tell a count from a date without a time of day', () => {
    const frame = counted('2026-09-25T00:00:00+08:00', '7 days')

    const told = tellCount({ ...frame, startsOnDate: true })

    expect(told.customer.en).toContain('7 days are counted from Friday 25 September 2026; the day')
    expect(told.customer['zh-CN']).toContain('自 2026 年 9 月 25 日（星期五）起算 7 天')
    expect(english(told)).toContain('Counted from Friday 25 September 2026.')
  })

  it.each([
    ['2026-09-28T10:00:00+08:00', '自 2026 年 9 月 28 日（星期一）10:00 起算，当日营业结束时到期。'],
    [
      '2026-10-01T10:00:00+08:00',
      '自 2026 年 10 月 1 日（星期四）10:00 起算，其后首个可计的营业日结束时到期。',
    ],
  ])('say with which day `end of day` from %s ends', (start, sentence) => {
    expect(words(start, 'end of day').customer['zh-CN']).toContain(sentence)
  })

  it('call a festival by its whole name', () => {
    expect(words('2026-09-24T16:00:00+08:00', '1 working day').customer['zh-CN']).toContain('中秋节放假')
  })

  it('add up: what a trace counts is the duration, whatever it is paused by', () => {
    const start = fc
      .integer({ min: 0, max: 300 * 24 * 60 })
      .map((minutes) => Date.parse('2026-01-01T00:00:00+08:00') + minutes * 60_000)
    const unit = fc.constantFrom('hours', 'working hours', 'working days', 'working minutes')
    const pause = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 5_000 }))
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 40 }),
        unit,
        fc.array(pause, { maxLength: 3 }),
        (from, amount, of, pauses) => {
          const iso = (minutes: number): string => new Date(from + minutes * 60_000).toISOString()
          const { trace } = counted(new Date(from).toISOString(), `${amount} ${of}`, {
            pauses: pauses.map(([after, length]) => [iso(after), iso(after + length)]),
          })

          const days = trace.filter(({ kind }) => kind.startsWith('counted-')).length
          const ms = trace.reduce(
            (sum, line) => sum + (line.kind === 'counted' ? line.to! - line.from! : 0),
            0,
          )
          const size = { hours: 3_600_000, 'working hours': 3_600_000, 'working minutes': 60_000 }
          if (of === 'working days') expect(days).toBe(amount)
          else expect(ms).toBe(amount * size[of])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('lose no counted time when stretches are joined', () => {
    const frame = counted('2026-09-28T09:30:00+08:00', '60 working hours')

    const told = english(tellCount(frame))

    const sum = [...told.matchAll(/(?:(\d+) hours? ?)?(?:(\d+) minutes? )?counted\./g)].reduce(
      (minutes, [, hours = '0', rest = '0']) => minutes + Number(hours) * 60 + Number(rest),
      0,
    )
    expect(sum).toBe(60 * 60)
  })
})
