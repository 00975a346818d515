import { describe, expect, it } from 'vitest'
import { exclude, termsOf } from '../../engine/definition/rules/flow/guard-terms.js'

describe('the terms of a guard', () => {
  it.each([
    ['data.a && data.b', ['data . a', 'data . b']],
    ['((data.a)&&(data.b && data.c))', ['data . a', 'data . b', 'data . c']],
    ['data.note == "a && b"', ['data . note == "a && b"']],
    ['data.a || data.b && data.c', ['data . a || data . b && data . c']],
    ['(data.a || data.b) && data.c', ['data . a || data . b', 'data . c']],
    [
      'present(data.a) && or(data.b, yuan(0)) > yuan(5)',
      ['present ( data . a )', 'or ( data . b , yuan ( 0 ) ) > yuan ( 5 )'],
    ],
  ])('of %s are those that must all hold', (source, terms) => {
    expect(termsOf(source)).toEqual(terms)
  })
})

describe('guards that exclude one another', () => {
  it.each<[holding: string[], failing: string[]]>([
    [['data.paid', 'not(data.paid)'], []],
    [['data.paid'], ['data.paid']],
    [['data.paid && data.sent'], ['data.sent']],
    [['data.where == "us"', 'data.where == "shop"'], []],
    [['data.where == "us"'], ['data.where=="us"']],
    [['data.where == "us" && data.where != "us"'], []],
    [['data.n > 5 && data.n < 3'], []],
    [['data.n > 5', 'data.n <= 5'], []],
    [['data.n >= 5'], ['data.n > 3']],
    [['data.claim > yuan(500)', 'data.claim < yuan(100)'], []],
    [['visits["leader-approval"] == 1', 'visits["leader-approval"] == 2'], []],
    [['not(data.n > 5)', 'data.n > 7'], []],
    [['false'], []],
  ])('holding %j, failing %j', (holding, failing) => {
    expect(exclude(holding, failing)).toBe(true)
  })

  it.each<[holding: string[], failing: string[]]>([
    [['data.paid', 'data.sent'], []],
    [['data.paid'], ['data.sent']],
    [['data.paid'], ['data.paid && data.sent']],
    [['data.where == "us"'], ['data.where == "shop"']],
    [['data.n >= 5 && data.n <= 5'], []],
    [['data.n > 3'], ['data.n > 5']],
    [['data.n > 5 || data.n < 3'], []],
    [['data.note == "a" || data.note == "b"', 'data.note == "a"'], []],
    [['data.a.n > 5', 'data.b.n < 3'], []],
    [['data.total > data.limit', 'data.total < data.limit'], []],
  ])('is not claimed of holding %j, failing %j', (holding, failing) => {
    expect(exclude(holding, failing)).toBe(false)
  })
})
