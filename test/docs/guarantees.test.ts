import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPage } from './fences.js'

const page = readPage('guarantees.md')

/** Every test the page names: a file, and words of a title. */
const named = [...page.replaceAll('\n', ' ').matchAll(/`(test\/[^`]+\.ts)` “([^”]+)”((?: and “[^”]+”)*)/g)].flatMap(
  ([, file = '', first = '', more = '']) =>
    [first, ...[...more.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title)].map((title) => ({ file, title })),
)

/** Titles of a test file, on one line each. */
function titlesOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/\bit(?:\.\w+(?:\([^)]*\))*)*\(\s*(['"`])(.*?)\1,/gs)].map(([, , title = '']) => title)
}

describe('docs/guarantees.md', () => {
  it('names tests that are there', () => {
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter(({ file }) => !existsSync(file))).toEqual([])
    expect(named.filter(({ file, title }) => !titlesOf(file).some((one) => one.includes(title)))).toEqual([])
  })

  it('says of every promise which test shows it', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|promise|what happens)/.test(line))

    expect(rows.length).toBeGreaterThan(25)
    expect(rows.filter((row) => !/`test\/[^`]+\.ts` “/.test(row))).toEqual([])
  })
})
