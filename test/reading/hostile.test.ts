import { describe, expect, it } from 'vitest'
import { marks, readOne } from './read-one.js'

const bomb = ['cast: bomb', 'things:', '  a: &a { x: 1, y: 2 }']
  .concat(
    Array.from({ length: 12 }, (_, index) => {
      const [name, last] = ['bcdefghijklm'[index], 'abcdefghijkl'[index]]
      const copies = Array.from({ length: 9 }, (_, copy) => `k${copy}: *${last}`).join(', ')
      return `  ${name}: &${name} { ${copies} }`
    }),
  )
  .join('\n')

const codes = (text: string) => [...new Set(readOne(text).problems.map(({ code }) => code))]

describe('hostile files', () => {
  it.each([
    ['ten megabytes', `a: ${'x'.repeat(10_000_000)}`, 'file-too-large'],
    ['too many bytes in few characters', `a: ${'好'.repeat(400_000)}`, 'file-too-large'],
    ['a million brackets', '['.repeat(900_000), 'yaml-too-deep'],
    ['a thousand levels of braces', '{a: '.repeat(1000), 'yaml-too-deep'],
    [
      'a thousand levels of lines',
      Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'yaml-too-deep',
    ],
    ['a thousand dashes', '- '.repeat(100_000), 'yaml-too-deep'],
    ['an alias bomb', bomb, 'yaml-too-many-aliases'],
    ['an alias inside itself', 'cast: c\nthings:\n  a: &a { b: *a }', 'yaml-too-many-aliases'],
    [
      'thousands of aliases',
      `cast: c\nthings:\n  a: &a { b: 1 }\n${Array.from({ length: 3000 }, (_, index) => `  k${index}: *a`).join('\n')}`,
      'yaml-too-many-aliases',
    ],
    [
      'reserved keys',
      'cast: c\nthings: { __proto__: { polluted: 1 }, constructor: {}, prototype: {} }',
      'forbidden-key',
    ],
    ['two documents', 'cast: a\n---\ncast: b', 'yaml-syntax'],
    ['another version of YAML', '%YAML 1.1\n---\ncast: a', 'yaml-syntax'],
    ['a list as key', 'cast: a\n? [x]\n: y', 'yaml-syntax'],
    ['the character U+0000', 'cast: a\nthings: { a: { b: "x\u0000y" } }', 'yaml-syntax'],
    ['the character U+0000 in a comment', 'cast: a # \u0000\nthings: {}', 'yaml-syntax'],
    ['half a character', 'cast: a\nthings: { a: { b: "\ud83d" } }', 'yaml-syntax'],
    ['U+0000 as an escape', 'cast: a\nthings: { a: { b: "x\\0y" } }', 'yaml-syntax'],
    ['half a character as an escape', 'cast: a\nthings: { a: { b: "\\ud83d" } }', 'yaml-syntax'],
  ])('with %s are refused', (_, text, code) => {
    expect(codes(text)).toEqual([code])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('with a key a hundred thousand times cost no more than their length', () => {
    const { problems } = readOne(`cast: c\n${'cast: d\n'.repeat(100_000)}`)
    expect(problems.length).toBeLessThanOrEqual(400)
    expect(problems.every(({ code }) => code === 'duplicate-key')).toBe(true)
  })

  it('with endless brackets in values, quotes and dashes are read in one pass', () => {
    for (const unit of [
      '(a, ',
      '"',
      "'",
      '{{',
      '- ',
      ': ',
      '#',
      '!',
      '? ',
      '，',
      '：',
      '\t',
      '|\n',
      '&a ',
      '*a ',
      ', ',
    ]) {
      const { problems } = readOne(`cast: c\nthings: { a: [${unit.repeat(Math.floor(50_000 / unit.length))}`)
      expect(problems.length).toBeGreaterThan(0)
      const { problems: block } = readOne(
        `cast: c\nthings:\n  a: ${unit.repeat(Math.floor(50_000 / unit.length))}`,
      )
      expect(block.length).toBeLessThanOrEqual(400)
    }
  })

  it('in random bytes never throw', () => {
    let seed = 7
    const alphabet = Array.from(' \n\n  abc:-,[]{}"\'#!&*|>%@`?=～，：“　\t\r0.1\\$<~')
    for (let run = 0; run < 300; run++) {
      let text = ''
      for (let length = 0; length < 200; length++) {
        seed = (seed * 1103515245 + 12345) % 2147483648
        text += alphabet[seed % alphabet.length]!
      }
      expect(() => readOne(`process: a\nstates:\n  open:\n    title: ${text}`)).not.toThrow()
    }
  })

  it.each(['', '   ', '# nothing', 'just text', '- a\n- b', '42'])(
    'that are no document (%j) are told',
    (text) => {
      expect(marks(readOne(text).problems)).toEqual(['1:1 unknown-kind'])
    },
  )
})
