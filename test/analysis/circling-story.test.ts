import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources, runScenarios } from '../../engine/index.js'

/** Two states that lead to each other every second. */
const circle = `
dsl: '1'
process: circle
version: 1.0.0
title: { zh-CN: 循环, en: Circle }
start: { roles: [clerk] }
fields: {}
events:
  stop: { title: { zh-CN: 停止, en: Stop } }
initial: here
states:
  here: { title: { zh-CN: 此处, en: Here }, task: clerk, on: { stop: stopped }, after: { 1 second: there } }
  there: { title: { zh-CN: 彼处, en: There }, task: clerk, after: { 1 second: here } }
  stopped: { type: final, outcome: stopped, title: { zh-CN: 已停止, en: Stopped } }
`

const organisation = `
organisation: shop
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

const head = 'process: circle\nat: 2026-09-28T09:30+08:00\nstart: { by: ann }\n'

describe('a story of a process that never comes to rest', () => {
  it('ends with a problem at the step that waits too long, and the others are played', () => {
    const workflows = checkWorkflows(
      readSources([
        { file: 'circle.yaml', text: circle },
        { file: 'organisation.yaml', text: organisation },
        {
          file: 'long.yaml',
          text: `scenario: long\n${head}steps:\n  - { wait: 2 seconds }\n  - { wait: 30 days }\n`,
        },
        {
          file: 'short.yaml',
          text: `scenario: short\n${head}steps: [ { wait: 1 hour, expect: { state: here } } ]\n`,
        },
      ]),
    )
    expect(workflows.problems.filter(({ severity }) => severity === 'error')).toEqual([])

    const { results } = runScenarios(workflows)

    expect(results.map(({ scenario, passed, steps }) => [scenario, passed, steps])).toEqual([
      ['long', false, 2],
      ['short', true, 2],
    ])
    expect(results[0]?.problems).toMatchObject([
      {
        message: expect.stringContaining("at most 20000 timers of 'circle'") as string,
        place: { file: 'long.yaml', line: 7 },
      },
    ])
  })
})
