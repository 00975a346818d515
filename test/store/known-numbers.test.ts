import { describe, expect, it } from 'vitest'
import { KnownNumbers } from '../../engine/store/known-numbers.js'

const slip = (count: number) => ({ paper: 'slip', number: `S-${count}` })
const slips = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => slip(from + index))

describe('what a group knows of numbers of papers', () => {
  it('is what it asked for, without the numbers it has issued since', () => {
    const known = new KnownNumbers()

    known.learn(slips(1, 3), [slip(2)])
    known.forget([slip(1)])

    expect(known.all).toEqual([
      { ...slip(2), used: true },
      { ...slip(3), used: false },
    ])
  })

  it('is forgotten as a whole when a request has failed', () => {
    const known = new KnownNumbers()
    known.learn(slips(1, 3), [])

    known.clear()

    expect(known.all).toEqual([])
  })

  it('stays small, however many are asked for', () => {
    const known = new KnownNumbers()

    for (let from = 1; from < 1_000; from += 100) known.learn(slips(from, from + 99), [])
    known.learn(slips(2_001, 2_008), [])

    expect(known.all.map(({ number }) => number)).toEqual(slips(2_001, 2_008).map(({ number }) => number))
  })
})
