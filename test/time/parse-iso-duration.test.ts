import { describe, expect, it } from 'vitest'
import { parseIsoDuration } from '../../engine/time/index.js'

const read = (text: string, working = false) => parseIsoDuration(text, { working })

describe('parseIsoDuration', () => {
  it.each([
    ['PT4H', 4, 'hour'],
    ['PT90M', 90, 'minute'],
    ['PT1H30M', 90, 'minute'],
    ['PT1H30M15S', 5415, 'second'],
    ['PT1.5H', 1.5, 'hour'],
    ['PT0,5M', 30, 'second'],
    ['PT0S', 0, 'second'],
    ['P3D', 3, 'day'],
    ['P2W', 2, 'week'],
    ['P1W2D', 9, 'day'],
    ['P1M', 1, 'month'],
    ['P1Y', 1, 'year'],
    ['P1Y6M', 18, 'month'],
    ['P0D', 0, 'day'],
    [' PT4H ', 4, 'hour'],
  ])('reads %s as %d %s', (text, amount, unit) => {
    expect(read(text)).toEqual({ ok: true, range: { upper: { amount, unit } } })
  })

  it.each([
    ['PT4H', 4, 'working-hour'],
    ['PT1H30M', 90, 'working-minute'],
    ['PT5400S', 90, 'working-minute'],
    ['P3D', 3, 'working-day'],
  ])('reads %s as working time: %d %s', (text, amount, unit) => {
    expect(read(text, true)).toEqual({ ok: true, range: { upper: { amount, unit } } })
  })

  it.each([
    ['P1DT2H', '1 days and 2 hours cannot be one duration'],
    ['P1M1D', '1 months and 1 days cannot be one duration'],
    ['P', 'no amount'],
    ['PT', 'no amount'],
    ['P1DT', 'no amount'],
    ['', 'something else'],
    ['4H', 'something else'],
    ['P1.5D', 'not a whole number of days'],
    ['PT0.0001H', 'not a whole number of hours'],
    ['-PT4H', 'it has a sign'],
    ['P200Y', 'more than 100 years'],
    [`PT${'9'.repeat(60)}H`, 'longer than 40 characters'],
  ])('refuses %s: %s', (text, why) => {
    const result = read(text)

    expect(result).toMatchObject({ ok: false, message: expect.stringContaining(why) as string })
    expect(!result.ok && result.message).toMatch(/^Expected .*, but found /)
  })

  it.each(['P1M', 'P1Y', 'P2W', 'P1W2D', 'PT1S'])('refuses %s as working time', (text) => {
    expect(read(text, true)).toMatchObject({
      ok: false,
      hint: expect.stringContaining('minutes, hours and days') as string,
    })
  })

  it('names what was meant', () => {
    expect(read('pt4h')).toMatchObject({ ok: false, nearest: 'PT4H' })
    expect(read('P4H')).toMatchObject({ ok: false, nearest: 'PT4H' })
  })
})
