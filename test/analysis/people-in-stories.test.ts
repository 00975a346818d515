import { describe, expect, it } from 'vitest'
import { runScenarios } from '../../engine/index.js'
import { checkFiles } from '../definition/check-files.js'

const organisation = `organisation: house
zone: Asia/Shanghai
parties:
  south: { title: { zh-CN: 南方工厂, en: South factory }, kind: factory, roles: [factory] }
roles:
  staff: { title: { zh-CN: 售后人员, en: Staff } }
  leader: { title: { zh-CN: 领导, en: Leader } }
  factory: { title: { zh-CN: 工厂, en: Factory }, outside: true }
people:
  boss: { name: 领导, roles: [leader], absent: { from: 2026-09-01, to: 2026-12-31, deputy: clerk } }
  clerk: { name: 内勤, roles: [staff] }
`
const process = `dsl: '1'
process: ask
version: '1'
title: { zh-CN: 询问, en: Ask }
parties: { factory: { is: data.factory } }
fields: { factory: { type: text, label: { zh-CN: 工厂, en: Factory } } }
initial: open
states:
  open:
    title: { zh-CN: 办理中, en: Open }
    task: staff
    due: { within: 3 days }
    on:
      answer: { title: { zh-CN: 答复, en: Answer }, roles: factory, target: answered }
      close: { title: { zh-CN: 结束, en: Close }, roles: leader, target: closed }
  answered: { type: final, outcome: answered, title: { zh-CN: 已答复, en: Answered } }
  closed: { type: final, outcome: closed, title: { zh-CN: 已办结, en: Closed } }
`
const cast = `cast: everyday
zone: Asia/Shanghai
people:
  south-1: { roles: [factory], party: south }
  north-1: { roles: [factory] }
  chief: { roles: [leader], absent: { from: 2026-09-30, to: 2026-09-30, deputy: clerk } }
`

function failuresOf(steps: string): readonly string[] {
  const workflows = checkFiles({
    'organisation.yaml': organisation,
    'ask.yaml': process,
    'people.yaml': cast,
    'story.yaml': `scenario: a story
process: ask
at: 2026-09-28T09:30+08:00
start: { by: clerk, with: { factory: south } }
steps:
${steps.replace(/^/gm, '  ')}
`,
  })
  expect(workflows.problems).toEqual([])
  return runScenarios(workflows).results.flatMap(({ problems }) => problems.map(({ message }) => message))
}

describe('people in stories', () => {
  it('belong to the party the cast says', () => {
    expect(
      failuresOf(`- { send: answer, by: north-1, expect: { refused: forbidden } }
- { send: answer, by: south-1, expect: { ended: answered } }`),
    ).toEqual([])
  })

  it('stand in for people of the cast on the days these are away', () => {
    expect(
      failuresOf(`- { send: close, by: clerk, expect: { refused: forbidden } }
- { wait: 2 days }
- { send: close, by: clerk, expect: { ended: closed } }`),
    ).toEqual([])
  })
})
