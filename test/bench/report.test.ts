import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mergeReports, reportPage, reportTable, type Report, type SectionReport } from '../../bench/report.js'

const kept = JSON.parse(readFileSync('docs/performance.json', 'utf8')) as Report

const machine = { node: 'v20', platform: 'linux', arch: 'x64', cpu: 'a processor', cores: 2, memoryGiB: 8 }
const section = (name: string, busy: number, rows: SectionReport['rows']): SectionReport => ({
  ...{ name, quick: false, others: { before: 0, after: busy }, rows },
  at: '2026-01-02T03:04:05.000Z',
})
const report = (busy: number, rows: SectionReport['rows']): Report => ({
  machine,
  sections: [section('one', busy, rows)],
})

describe('docs/performance.md', () => {
  it('is what its JSON says', () => {
    const page = readFileSync('docs/performance.md', 'utf8')

    expect(page).toBe(reportPage(kept))
  })

  it('names a target for every row', () => {
    const rows = kept.sections.flatMap((one) => one.rows)

    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ target }) => target === '')).toEqual([])
  })
})

describe('The page of a benchmark', () => {
  it('says that the machine was shared where others kept more than half a core busy', () => {
    expect(reportPage(report(0.3, []))).not.toContain('shared')
    const shared = reportPage(report(1.2, []))
    expect(shared).toContain('The machine was shared')
    expect(shared).toContain('others kept 0.0 cores busy before it, 1.2 after it')
  })

  it('shows what was missed, and what was skipped and why, in the table of targets', () => {
    const page = reportPage(
      report(0.3, [
        { what: 'sends', figures: { perSecond: 12_345 }, ratio: 4, target: '>= 10', reached: false },
        { what: 'a peer', figures: {}, target: '>= 1', skipped: 'it is not installed' },
      ]),
    )

    expect(page).toContain('| sends | 4 | >= 10 | **no** |')
    expect(page).toContain('| a peer | **skipped**: it is not installed | >= 1 | – |')
    expect(page).toContain('- per second: 12,345')
  })

  it('tells the same in lines for a terminal', () => {
    const lines = reportTable(
      report(0.3, [
        { what: 'sends', figures: { perSecond: 12_345 }, ratio: 11, target: '>= 10', reached: true },
        { what: 'a peer', figures: {}, target: '>= 1', skipped: 'it is not installed' },
      ]),
    ).split('\n')

    expect(lines).toEqual([
      'reached  sends (target >= 10): ratio 11, per second 12,345',
      'SKIPPED  a peer: it is not installed',
    ])
  })
})

describe('Several reports', () => {
  it('become one, in which a section measured later takes the place of the earlier', () => {
    const earlier = { machine, sections: [section('one', 1, []), section('two', 1, [])] }
    const later = { machine, sections: [section('one', 2, [])] }

    const merged = mergeReports([earlier, later])

    expect(merged.sections.map(({ name, others }) => [name, others.after])).toEqual([
      ['one', 2],
      ['two', 1],
    ])
  })

  it('are refused when they come from different machines', () => {
    const elsewhere = { machine: { ...machine, cores: 64 }, sections: [] }

    expect(() => mergeReports([report(1, []), elsewhere])).toThrow('different')
  })
})
