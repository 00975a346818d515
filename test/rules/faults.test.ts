import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkWorkflows } from '../../engine/definition/check-workflows.js'
import { readSources } from '../../engine/definition/read-source.js'

const organisation = {
  file: 'organisation.yaml',
  text: readFileSync(join(import.meta.dirname, 'organisation.yaml'), 'utf8'),
}

function codesOf(text: string): readonly string[] {
  const { problems } = checkWorkflows(readSources([organisation, { file: 'example.yaml', text }]))
  return problems.map(({ code }) => code)
}

const process = (states: string) => `dsl: '1'
process: example
version: 1.0.0
title: { zh-CN: 例子, en: Example }
events:
  go: { title: { zh-CN: 继续, en: Go on } }
  finish: { title: { zh-CN: 完成, en: Finish } }
initial: open
states:
${states}
  closed: { type: final, outcome: closed, title: { zh-CN: 已办结, en: Closed } }
`
const checking = `
  checking:
    title: { zh-CN: 检查, en: Checking }
    task: staff
    due: { within: 2 days }
    on: { finish: closed }`
const open = (on: string) => `
  open:
    title: { zh-CN: 办理中, en: Open }
    task: staff
    due: { within: 2 days }
    on: ${on}`

describe('the rules beside other mistakes', () => {
  it('do not call a state unreachable when the target that leads to it is misspelt', () => {
    expect(codesOf(process(open('{ go: cheking, finish: closed }') + checking))).toEqual(['unknown-target'])
  })

  it('do not call a state a dead end when its only way out is misspelt', () => {
    expect(
      codesOf(process(open('{ go: checking, finish: closed }') + checking.replace('closed', 'clsoed'))),
    ).toEqual(['unknown-target'])
  })

  it('do not say that nobody may send an event when the role is misspelt', () => {
    expect(codesOf(process(open('{ go: { roles: [staf], target: checking } }') + checking))).toEqual([
      'unknown-role',
    ])
  })

  it('do not ask for a deadline when the one that is there is wrong', () => {
    expect(codesOf(process(open('{ go: closed, finish: closed }').replace('2 days', '2 dayz')))).toEqual([
      'wrong-duration',
    ])
  })

  it('still report what has nothing to do with the other mistake', () => {
    const lost = '\n  lost: { title: { zh-CN: 丢失, en: Lost }, tags: [waiting] }'
    const text = process(open('{ go: lost, finish: closed }').replace('2 days', '2 dayz') + lost)
    expect([...codesOf(text)].sort()).toEqual(['dead-end', 'wrong-duration'])
  })
})
