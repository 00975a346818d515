import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, cutTo, textWidth } from '../../../engine/analysis/diagram/text-width.js'

describe('the width of a text', () => {
  it('is a square for each Chinese letter and less for a Latin one', () => {
    expect(textWidth('待备件')).toBe(3)
    expect(textWidth('ABC')).toBeCloseTo(2.16)
    expect(textWidth('abc')).toBeLessThan(textWidth('ABC'))
    expect(textWidth('abc', { isBold: true })).toBeCloseTo(textWidth('abc') * 1.1)
  })

  it('is at least what DejaVu Sans needs', () => {
    // Advance widths of that font, in units of its size.
    const advances = {
      W: 0.989,
      M: 0.863,
      m: 0.974,
      w: 0.818,
      o: 0.612,
      e: 0.615,
      a: 0.613,
      n: 0.634,
      i: 0.278,
      ' ': 0.318,
    }

    for (const [letter, advance] of Object.entries(advances))
      expect(textWidth(letter) + 0.01).toBeGreaterThanOrEqual(advance)
  })
})

describe('a text that is cut', () => {
  it('has at most so many columns, and begins as the whole does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
        const cut = cutTo(text, columns)

        expect(columnsOf(cut)).toBeLessThanOrEqual(Math.max(columns, 1))
        expect(cut === text || (cut.endsWith('…') && text.startsWith(cut.slice(0, -1)))).toBe(true)
      }),
    )
  })

  it('counts a Chinese letter as two columns', () => {
    expect(cutTo('等待客户送来商品', 9)).toBe('等待客户…')
    expect(cutTo('Waiting', 7)).toBe('Waiting')
    expect(cutTo('Waiting for it', 8)).toBe('Waiting…')
  })
})
