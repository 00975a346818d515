import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { problemCodes } from '../../engine/errors/problem-codes.js'
import { readOne } from './read-one.js'

/** Codes of reading: those before the references. */
const codes = problemCodes.slice(0, problemCodes.indexOf('unknown-target'))
/** They need a disk, or a file too large for a page. */
const withoutExample = new Set(['file-unreadable', 'file-too-large', 'yaml-too-deep'])

const pageOf = (code: string) => new URL(`../../docs/problems/${code}.md`, import.meta.url)

describe('the pages of the problems of reading', () => {
  it.each(codes)('%s has a page that begins with it and says why', (code) => {
    expect(existsSync(pageOf(code))).toBe(true)
    const page = readFileSync(pageOf(code), 'utf8')
    expect(page.startsWith(`# ${code}\n`)).toBe(true)
    expect(page).toContain('\n## Why\n')
  })

  it.each(codes.filter((code) => !withoutExample.has(code)))(
    '%s shows what is wrong and what is right',
    (code) => {
      const page = readFileSync(pageOf(code), 'utf8')
      const wrong = /```yaml wrong\n([^]*?)```/.exec(page)?.[1]
      const right = /```yaml\n([^]*?)```/.exec(page)?.[1]
      expect([...new Set(readOne(wrong!).problems.map((problem) => problem.code))]).toEqual([code])
      expect(readOne(right!).problems).toEqual([])
    },
  )
})
