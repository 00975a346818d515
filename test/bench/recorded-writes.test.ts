import { describe, expect, it } from 'vitest'
import { renamed } from '../../bench/recorded-writes.js'

describe('Recorded writes for other cases', () => {
  const writes = [
    { sql: 'insert', bindings: ['[[7000000000001,"c-one","c-one-m1"],[7000000000002,"c-two"]]', 3] },
    { sql: 'update', bindings: [7_000_000_000_002, 'R-1', null] },
  ]
  const names = new Map([
    ['c-one', 'n-1'],
    ['c-two', 'n-2'],
    ['7000000000001', '11'],
    ['7000000000002', '12'],
    ['R-1', 'R-1-12'],
  ])

  it('exchange ids, row numbers and paper numbers wherever they stand, and nothing else', () => {
    expect(renamed(writes, names)).toEqual([
      { sql: 'insert', bindings: ['[[11,"n-1","n-1-m1"],[12,"n-2"]]', 3] },
      { sql: 'update', bindings: [12, 'R-1-12', null] },
    ])
  })

  it('take the longer of two names that begin alike', () => {
    const alike = new Map([
      ['R-1', 'a'],
      ['R-12', 'b'],
    ])

    expect(renamed([{ sql: 's', bindings: ['R-12 R-1'] }], alike)[0]?.bindings).toEqual(['b a'])
  })
})
