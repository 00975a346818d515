import { describe, expect, it } from 'vitest'
import { compareNames, nextName } from '../../../engine/runtime/versions/compare-names.js'

describe('names of versions', () => {
  it('follow each other by their numbers, and by characters between them', () => {
    const sorted = ['0.9', '1.0.0', '1.2', '1.9.0', '1.10.0', '2026-03', '2026-11', 'draft 2', 'draft 10']

    expect([...sorted].reverse().sort(compareNames)).toEqual(sorted)
    expect(compareNames('1.0', '1.0')).toBe(0)
    expect(compareNames('1.0', '1.00')).not.toBe(0)
    expect(compareNames('1', '1.1')).toBeLessThan(0)
  })

  it('have a next one, which is newer', () => {
    const names = ['1.0.0', '1.9', '2026-09', 'draft', 'v2-beta', '99999999999999999999']

    expect(names.map(nextName)).toEqual([
      ...['1.0.1', '1.10', '2026-10', 'draft.1', 'v3-beta', '100000000000000000000'],
    ])
    for (const name of names) expect(compareNames(nextName(name), name)).toBeGreaterThan(0)
  })
})
