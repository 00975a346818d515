import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources, runScenarios } from '../../engine/index.js'

const process = `
dsl: '1'
process: visit
version: '1'
title: { zh-CN: 上门, en: Visit }
start: { roles: [clerk] }
fields:
  at: { type: date-time }
  minutes: { type: integer }
  times: { type: list, of: { type: object, fields: { from: { type: date-time } } } }
forms: { plan: { ask: [at, minutes, times], required: [minutes] } }
decisions:
  size:
    in: { minutes: data.minutes }
    out: { long: boolean }
    rules: [{ when: { minutes: over 60 }, then: { long: true } }, { then: { long: false } }]
initial: open
states:
  open:
    title: { zh-CN: 待定, en: Open }
    task: clerk
    due: 1 day
    on:
      plan:
        title: { zh-CN: 安排, en: Plan }
        form: plan
        require: [{ if: not(decisions.size.long), else: { zh-CN: 太长。, en: It is too long. } }]
        target: open
      finish: { title: { zh-CN: 完成, en: Finish }, target: done }
  done: { type: final, outcome: done, title: { zh-CN: 完成, en: Done } }
`

/** What is wrong in a story of one step. */
function told(step: string): readonly string[] {
  const story = `scenario: one\nprocess: visit\nat: 2026-10-12T09:30+08:00\nstart: { by: ann }\nsteps: [${step}]\n`
  const files = [
    { file: 'visit.yaml', text: process },
    { file: 'people.yaml', text: 'cast: all\npeople: { ann: [clerk] }\n' },
    { file: 'one.yaml', text: story },
  ]
  const { results } = runScenarios(checkWorkflows(readSources(files)))
  return results.flatMap(({ problems }) => problems.map(({ message }) => message))
}

describe('a moment that a story expects in the data', () => {
  const send = (expected: string): string =>
    `{ send: plan, by: ann, with: { at: '2026-10-12T09:30:00+08:00', minutes: 5, times: [{ from: '2026-10-12T09:30:00+08:00' }] }, expect: { data: ${expected} } }`

  it.each([
    `{ at: '2026-10-12T09:30:00+08:00' }`,
    `{ at: '2026-10-12T01:30:00Z' }`,
    `{ times: [{ from: '2026-10-12T01:30Z' }] }`,
  ])('is the same whatever offset it is written with: %s', (expected) => {
    expect(told(send(expected))).toEqual([])
  })

  it('is another one an hour later', () => {
    expect(told(send(`{ at: '2026-10-12T10:30:00+08:00' }`))).toEqual([
      expect.stringContaining("Expected 'data.at' to be 2026-10-12T10:30:00+08:00, but found") as string,
    ])
  })
})

describe('a decision that a refused step made', () => {
  const send = (expected: string): string =>
    `{ send: plan, by: ann, with: { minutes: 90 }, expect: ${expected} }`

  it('can be looked at beside the refusal', () => {
    expect(told(send('{ refused: requirement-not-met, decided: { size: { long: true } } }'))).toEqual([])
  })

  it('is told where it was another one', () => {
    expect(told(send('{ refused: requirement-not-met, decided: { size: { long: false } } }'))).toEqual([
      "Expected 'decided.size.long' to be false, but found true.",
    ])
  })
})

describe('a refusal that nobody expected', () => {
  it('ends in one full stop', () => {
    expect(told('{ send: plan, by: ann, with: { minutes: 90 } }')).toEqual([
      expect.stringMatching(/requirement-not-met: It is too long\.$/) as string,
    ])
  })
})
