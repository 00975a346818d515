import { describe, expect, it } from 'vitest'
import { nearestName } from '../../engine/errors/nearest-name.js'
import { renderProblem } from '../../engine/errors/render-problem.js'
import { processWith, readOne } from './read-one.js'

describe('a problem as text', () => {
  it('shows the line with a caret, the nearest name and the page', () => {
    const [problem] = readOne(processWith('  open: { type: finel }')).problems
    expect(renderProblem(problem!)).toBe(`file.yaml:7:17 wrong-value
  Expected one of 'parallel', 'final', 'history', but found 'finel'.
  7 |   open: { type: finel }
    |                 ^^^^^
  expected: one of 'parallel', 'final', 'history'
  found:    'finel'
  did you mean 'final'?
  docs/problems/wrong-value.md`)
  })

  it('counts full-width characters as two columns of the terminal', () => {
    const [problem] = readOne(processWith('  open: { title: 维修中, typ: final }')).problems
    const lines = renderProblem(problem!).split('\n')
    expect(lines[2]).toBe('  7 |   open: { title: 维修中, typ: final }')
    expect(lines[3]).toBe(`    | ${' '.repeat(25)}^^^`)
  })

  it('cuts a long line around the fault', () => {
    const [problem] = readOne(`template: t\nbody: a\nsubject: { zh-CN: ${'长'.repeat(200)}, em: b }`).problems
    const [, , line, caret] = renderProblem(problem!).split('\n')
    expect(Array.from(line!).length).toBeLessThan(140)
    expect(caret!.trimEnd().endsWith('^^')).toBe(true)
  })

  it('names the nearest name once when the remedy names it already', () => {
    const rendered = renderProblem({
      code: 'unknown-target',
      severity: 'error',
      message: "Expected a state, but nothing is called 'close'.",
      nearest: 'closed',
      hint: "Did you mean 'closed'?",
    })
    expect(rendered.match(/closed/g)).toHaveLength(1)
    expect(rendered).toContain("Did you mean 'closed'?")
  })

  it('does without a place', () => {
    expect(renderProblem({ code: 'file-unreadable', severity: 'warning', message: 'Expected a file.' })).toBe(
      'warning file-unreadable\n  Expected a file.\n  docs/problems/file-unreadable.md',
    )
  })
})

describe('the nearest name', () => {
  it.each([
    ['taget', ['target', 'title'], 'target'],
    ['service_staff', ['service-staff', 'service-desk'], 'service-staff'],
    ['xyz', ['target', 'title'], undefined],
    ['a', ['b'], 'b'],
    ['leader', ['leader'], undefined],
  ])('of %s among %j is %s', (name, candidates, nearest) => {
    expect(nearestName(name, candidates)).toBe(nearest)
  })
})
