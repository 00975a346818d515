import { applyPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts } from '../../../engine/runtime/versions/compare-texts.js'

const told = (before: string, after: string): string =>
  compareTexts({ name: 'a', text: before }, { name: 'b', text: after })

describe('two texts compared', () => {
  it('give nothing when they are the same, else what makes the one of the other', () => {
    const lines = fc
      .array(fc.constantFrom('a: 1', 'b: 2', '', '  - c', '- x'), { maxLength: 30 })
      .map((all) => all.map((line) => `${line}\n`).join(''))
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const patch = told(before, after)
        if (before === after) expect(patch).toBe('')
        else expect(applyPatch(before, patch)).toBe(after)
      }),
    )
  })

  it('that have next to nothing in common are told whole, within bounds of time', () => {
    const text = (prefix: string): string =>
      Array.from({ length: 4000 }, (_, n) => `${prefix}${n}\n`).join('')
    const patch = told(text('a'), text('b'))

    expect(patch.split('\n').slice(0, 4)).toEqual(['--- a', '+++ b', '@@ -1,4000 +1,4000 @@', '-a0'])
    expect(applyPatch(text('a'), patch)).toBe(text('b'))
  })
})
