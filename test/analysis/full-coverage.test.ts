import { describe, expect, it } from 'vitest'
import { checkWorkflows, isFull, readSources, runScenarios, type Coverage } from '../../engine/index.js'

/** A visit that needs a key, is limited, and may not end while the key is out. */
const visit = `
dsl: '1'
process: visit
version: 1.0.0
title: { zh-CN: 上门, en: Visit }
start: { roles: [clerk] }
fields:
  distance: { type: integer, label: { zh-CN: 距离, en: Distance } }
  keyAt: { type: text, default: office, label: { zh-CN: 钥匙, en: Key } }
forms:
  go: { ask: [distance], required: [distance] }
  end: { ask: [keyAt], required: [keyAt] }
events:
  go: { title: { zh-CN: 出发, en: Go } }
  end: { title: { zh-CN: 结束, en: End } }
initial: waiting
states:
  waiting:
    title: { zh-CN: 待出发, en: Waiting }
    task: clerk
    due: 1 hour
    on:
      go:
        form: go
        require: [ { if: data.distance < 100, else: { zh-CN: 太远, en: Too far } } ]
        target: away
  away:
    title: { zh-CN: 在外, en: Away }
    task: clerk
    due: 1 hour
    on: { end: { form: end, target: done } }
  done: { type: final, outcome: done, title: { zh-CN: 完成, en: Done } }
invariants:
  key-is-home: { in: [done], if: 'data.keyAt == "office"', else: { zh-CN: 钥匙未还, en: The key is out } }
`
const house = `
organisation: house
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } }, leader: { title: { zh-CN: 领导, en: Leader } } }
people: { ann: { name: 安, roles: [clerk] }, li: { name: 李, roles: [leader] } }
`

function coverageOf(...steps: readonly string[]): Coverage {
  const stories = steps.map((text, index) => ({
    file: `story-${index}.yaml`,
    text: `scenario: story ${index}\nprocess: visit\nat: 2026-09-28T09:30+08:00\nstart: { by: ann }\nsteps: [ ${text} ]\n`,
  }))
  const files = [{ file: 'visit.yaml', text: visit }, { file: 'house.yaml', text: house }, ...stories]
  const { results, coverage } = runScenarios(checkWorkflows(readSources(files)))
  expect(results.flatMap(({ problems }) => problems)).toEqual([])
  return coverage[0]!
}

const go = '{ send: go, by: ann, with: { distance: 5 } }'
const end = '{ send: end, by: ann, with: { keyAt: office } }'

describe('coverage of what is refused or late', () => {
  it('names what stories that only go well leave out', () => {
    const { requirements, deadlines, ends, wrongRoles, invariants } = coverageOf(`${go}, ${end}`)

    expect(requirements.missing).toEqual(['require:waiting:go:0:failed'])
    expect(deadlines.missing).toEqual(['deadline:waiting#due:broken', 'deadline:away#due:broken'])
    expect(ends).toMatchObject({ covered: 1, total: 1 })
    expect(wrongRoles.missing).toEqual(['wrong-role:go', 'wrong-role:end'])
    expect(invariants.missing).toEqual(['invariant:key-is-home:broken'])
  })

  it('counts a requirement that refused, without taking the way it refused', () => {
    const coverage = coverageOf(
      '{ send: go, by: ann, with: { distance: 500 }, expect: { refused: requirement-not-met } }',
    )

    expect(coverage.requirements.missing).toEqual(['require:waiting:go:0:held'])
    expect(coverage.transitions.missing).toContain('branch:waiting:go:0')
    expect(coverage.states.missing).toContain('state:away')
  })

  it('counts an invariant that refused a step, without the state the step would have entered', () => {
    const out = '{ send: end, by: ann, with: { keyAt: customer }, expect: { refused: invariant-broken } }'
    const coverage = coverageOf(`${go}, ${out}`)

    expect(coverage.invariants.missing).toEqual([])
    expect(coverage.ends.missing).toEqual(['state:done'])
  })

  it('counts a wrong role only where the role was wrong, not where the event came too early', () => {
    const early = '{ send: end, by: li, expect: { refused: event-not-accepted } }'
    const wrong = '{ send: go, by: li, with: { distance: 5 }, expect: { refused: forbidden } }'

    expect(coverageOf(early).wrongRoles.missing).toEqual(['wrong-role:go', 'wrong-role:end'])
    expect(coverageOf(wrong).wrongRoles.missing).toEqual(['wrong-role:end'])
  })

  it('is full when everything happened, whether or not an invariant was broken', () => {
    const forbidden = (step: string): string =>
      step.replace('by: ann', 'by: li').replace(' }', ' }, expect: { refused: forbidden }')
    const far = '{ send: go, by: ann, with: { distance: 500 }, expect: { refused: requirement-not-met } }'
    const late = '{ wait: 2 hours }'

    const coverage = coverageOf(
      `${forbidden(go)}, ${far}, ${go}, ${forbidden(end)}, ${end}`,
      `${late}, ${go}, ${late}, ${end}`,
    )

    expect(isFull(coverage)).toBe(true)
    expect(coverage.invariants.covered).toBe(0)
    expect(isFull({ ...coverage, wrongRoles: { covered: 1, total: 2, missing: ['wrong-role:end'] } })).toBe(
      false,
    )
  })
})
