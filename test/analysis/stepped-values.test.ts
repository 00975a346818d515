import { describe, expect, it } from 'vitest'
import { steppedValues } from '../../engine/analysis/mutation/stepped-values.js'

const values = (parameter: Parameters<typeof steppedValues>[0], value: string | number | boolean) =>
  steppedValues(parameter, value).map((stepped) => stepped.value)

describe('the values one step from a parameter', () => {
  it.each([
    ['4 working hours', ['5 working hours', '3 working hours']],
    ['1 working day', ['2 working days']],
    ['10 to 15 working days', ['11 to 16 working days', '9 to 14 working days']],
    ['1 to 2 days', ['2 to 3 days']],
    ['end of day', ['1 working day']],
  ])('of the duration %s are one unit longer and shorter, never nothing', (written, expected) => {
    expect(values({ type: 'duration' }, written)).toEqual(expected)
  })

  it.each([
    ['integer', 3, [4, 2]],
    ['money', 500, [500.01, 499.99]],
    ['money', 0.1, [0.11, 0.09]],
    ['number', 0.3, [0.4, 0.2]],
    ['number', 1.25, [1.26, 1.24]],
    ['date', '2026-02-28', ['2026-03-01', '2026-02-27']],
    ['time', '00:00', ['00:01', '23:59']],
    ['time', '09:30', ['09:31', '09:29']],
    ['boolean', true, [false]],
    ['text', 'counter', ["counter'"]],
  ])('of type %s and value %s are exact', (type, value, expected) => {
    expect(values({ type }, value)).toEqual(expected)
  })

  it('of a choice are the next option, the first after the last, and none where there is no other', () => {
    const of = { never: 'Never', sometimes: 'Sometimes', always: 'Always' }

    expect(values({ type: 'choice', of }, 'never')).toEqual(['sometimes'])
    expect(values({ type: 'choice', of }, 'always')).toEqual(['never'])
    expect(values({ type: 'choice', of: { only: 'Only' } }, 'only')).toEqual([])
  })
})
