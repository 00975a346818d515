import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { readOne } from './read-one.js'

/** The value `data.x == "啊a"` and a part of it, in each of the ten styles; ^ marks where `"啊a"` begins. */
const styles: {
  readonly [style: string]: readonly [text: string, line: number, column: number, value?: string]
} = {
  plain: ['body: data.x == "啊a"', 2, 17],
  'plain over lines': ['body: data.x\n  == "啊a"', 3, 6],
  'single quotes': [`body: 'it''s == "啊a"'`, 2, 17, `it's == "啊a"`],
  'single quotes over lines': [`body: 'it''s\n\n  == "啊a"'`, 4, 6, `it's\n== "啊a"`],
  'double quotes': ['body: "data.x == \\"啊a\\""', 2, 18],
  'double quotes with \\u': ['body: "\\u0064ata.x == \\"\\u554aa\\""', 2, 23],
  'double quotes over lines': ['body: "data.x \\\n  == \\"啊a\\""', 3, 6],
  literal: ['body: |\n  data.x\n  == "啊a"', 4, 6, 'data.x\n== "啊a"\n'],
  'literal, stripped, indented': ['body: |2-\n    data.x\n  == "啊a"', 4, 6, '  data.x\n== "啊a"'],
  folded: ['body: >-\n  data.x\n  == "啊a"', 4, 6],
  'folded with a break': ['body: > # why\n  data.x\n\n  == "啊a"', 5, 6, 'data.x\n== "啊a"\n'],
}

describe('places', () => {
  it.each(Object.entries(styles))(
    'are exact inside a value in style: %s',
    (_, [text, line, column, value]) => {
      const { document, problems } = readOne(`template: t\n${text}\n`)
      expect(problems).toEqual([])
      const body = (document?.value['body'] as { en: string }).en
      expect(body).toBe(value ?? 'data.x == "啊a"')
      const start = body.indexOf('"')
      const place = document!.locate(['body', 'en'], { range: { start, end: body.lastIndexOf('"') + 1 } })
      expect([place.line, place.column]).toEqual([line, column])
      expect(
        Array.from(place.text!)
          .slice(place.column - 1, place.endColumn! - 1)
          .join(''),
      ).toMatch(/^\\?"(啊|\\u554a)a\\?"$/)
    },
  )

  it('inside an alias lead to the anchor, while the alias itself stands where it stands', () => {
    const { document } = readOne('template: t\nsubject: &s data.x == 1\nbody: *s\n')
    expect(document!.locate(['body', 'en'])).toMatchObject({ line: 3, column: 7 })
    expect(document!.locate(['body', 'en'], { range: { start: 5, end: 6 } })).toMatchObject({
      line: 2,
      column: 18,
    })
  })

  it('count code points, a byte order mark and line ends not among them', () => {
    const { document } = readOne('\uFEFFtemplate: t\r\nbody: { zh-CN: 😀a, en: 😀b }\r\n')
    expect(document!.locate(['template'])).toMatchObject({ line: 1, column: 11, endColumn: 12 })
    expect(document!.locate(['body', 'en'])).toMatchObject({
      line: 2,
      column: 24,
      endColumn: 26,
      text: 'body: { zh-CN: 😀a, en: 😀b }',
    })
  })

  it('lead to the first character of every scalar of any document', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?$/)
    const leaf = fc.oneof(
      name,
      fc.constantFrom(
        '维修',
        'a "b"',
        "it's",
        '=data.a + 1',
        'x: y',
        '# no',
        'a\nb\n',
        ' b ',
        '好 '.repeat(60),
      ),
      fc.boolean(),
      fc.integer({ min: -9, max: 99 }),
    )
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
      ),
    }))
    const options = fc.record({
      indent: fc.constantFrom(2, 4),
      lineWidth: fc.constantFrom(0, 30),
      collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    })
    fc.assert(
      fc.property(fc.dictionary(name, tree, { maxKeys: 6 }), options, (things, style) => {
        const text = stringify({ cast: 'all', things: { thing: things } }, style)
        const { document, problems } = readOne(text)
        expect(problems).toEqual([])
        // The writer of YAML itself loses a space where it folds deep texts, so what it wrote is what counts.
        expect(document!.value).toEqual(parse(text))
        const lines = text.split('\n')
        visit(things, ['things', 'thing'], (path, value) => {
          const { line, column } = document!.locate(path)
          const rest = Array.from(lines[line - 1]!)
            .slice(column - 1)
            .join('')
          const shown = String(value).trimStart().slice(0, 1)
          expect(rest.startsWith(shown) || /^["'|>]/.test(rest)).toBe(true)
          expect(
            Array.from(lines[line - 1]!)
              .slice(0, column - 1)
              .join(''),
          ).toMatch(/^$|[\s[{]$/)
        })
      }),
      { numRuns: 60 },
    )
  })
})

function visit(
  value: unknown,
  path: readonly (string | number)[],
  see: (path: readonly (string | number)[], value: unknown) => void,
): void {
  if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index], see))
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key], see)
  else see(path, value)
}
