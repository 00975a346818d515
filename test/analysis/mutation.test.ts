import { describe, expect, it } from 'vitest'
import {
  checkWorkflows,
  readSources,
  runMutations,
  runScenarios,
  type MutationReport,
} from '../../engine/index.js'

const lending = `dsl: '1'
process: lending
version: 1.0.0
title: { zh-CN: 借出, en: Lending }
start: { roles: [clerk] }
editable: { fields: [count], roles: [porter] }
parameters:
  most: { type: integer, default: 3, title: { zh-CN: 上限, en: Most }, max: 3 }
  patience: { type: duration, default: 2 days, title: { zh-CN: 耐心, en: Patience } }
fields:
  count: { type: integer, label: { zh-CN: 数量, en: Count } }
forms:
  lend: { ask: [count], required: [count] }
events:
  lend: { title: { zh-CN: 借出, en: Lend } }
  take-back: { title: { zh-CN: 收回, en: Take back } }
initial: here
states:
  here:
    title: { zh-CN: 在库, en: Here }
    task: clerk
    due: patience
    on:
      lend:
        form: lend
        require: [ { if: data.count > 0, else: { zh-CN: 没有, en: Nothing } } ]
        branches:
          - { guard: data.count <= params.most, target: lent }
          - { target: asked }
  asked:
    title: { zh-CN: 待批, en: Asked }
    task: leader
    on: { take-back: { roles: &both [clerk, leader], target: back } }
  lent:
    title: { zh-CN: 已借出, en: Lent }
    task: clerk
    on: { take-back: { roles: *both, target: back } }
  back: { type: final, outcome: back, title: { zh-CN: 已还, en: Back } }
invariants:
  counted: { in: [lent], if: 'or(data.count, 0) < 100', else: { zh-CN: 太多, en: Too many } }
`
const house = `
organisation: house
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } }, leader: { title: { zh-CN: 领导, en: Leader } }, porter: { title: { zh-CN: 库管, en: Porter } } }
people: { po: { name: 珀, roles: [porter] }, ann: { name: 安, roles: [clerk] }, li: { name: 李, roles: [leader] } }
`
const thorough = [
  `start: { by: li, expect: { refused: forbidden } }`,
  `start: { by: ann, expect: { due: { here: 2026-09-30T09:30+08:00 }, tasks: [clerk] } }
steps:
  - { send: lend, by: ann, with: { count: 0 }, expect: { refused: requirement-not-met } }
  - { send: lend, by: ann, with: { count: 3 }, expect: { state: lent, tasks: [clerk] } }
  - { correct: { count: 2 }, by: po, expect: { data: { count: 2 } } }
  - { send: take-back, by: ann, expect: { ended: back } }`,
  `start: { by: ann }
steps:
  - { send: lend, by: ann, with: { count: 4 }, expect: { state: asked, tasks: [leader] } }
  - { send: take-back, by: li, expect: { ended: back } }`,
]

function mutate(stories: readonly string[], more = ''): MutationReport {
  const files = [
    { file: 'lending.yaml', text: lending },
    { file: 'house.yaml', text: house },
    ...stories.map((text, index) => ({
      file: `story-${index}.yaml`,
      text: `scenario: story ${index}\nprocess: lending\nat: 2026-09-28T09:30+08:00\n${text}\n`,
    })),
    ...(more === '' ? [] : [{ file: 'mutations.yaml', text: more }]),
  ]
  const sources = readSources(files)
  const workflows = checkWorkflows(sources)
  expect(workflows.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return runMutations('lending', { workflows, sources, played: runScenarios(workflows) })!
}

const survivorsOf = (report: MutationReport) => report.survivors.map(({ change }) => change)

describe('mutation', () => {
  it('makes every change it promises, and each compiles', () => {
    const { total, unsound, survivors } = mutate([])

    expect(survivors.map(({ change }) => change)).toEqual([
      // 'most' may not be more than 3.
      'parameter:most:less',
      'parameter:patience:more',
      'parameter:patience:less',
      'guard:here:on.lend:0',
      'require:here:lend:0',
      'role:start:clerk',
      'role:editable:porter',
      'role:here:task:clerk',
      'role:asked:task:leader',
      'role:asked:on.take-back:clerk',
      'role:asked:on.take-back:leader',
      'role:lent:task:clerk',
      'deadline:here#due',
      'invariant:counted',
    ])
    expect([total, unsound]).toEqual([survivors.length, []])
  })

  it('tells each survivor with its place and what was changed', () => {
    const { survivors, problems } = mutate([])

    expect(survivors.find(({ change }) => change === 'guard:here:on.lend:0')).toEqual({
      change: 'guard:here:on.lend:0',
      what: "'data.count <= params.most' becomes its opposite",
      file: 'lending.yaml',
      line: 28,
      column: 22,
      stories: [],
    })
    expect(problems).toHaveLength(survivors.length)
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['mutant-survived']))
  })

  it('leaves nothing but the invariant nobody can break where the stories are thorough', () => {
    const report = mutate(thorough)

    expect(survivorsOf(report)).toEqual(['invariant:counted'])
    expect(report.noticed).toBe(report.total - 1)
  })

  it('lets a figure survive that no story meets at its edge', () => {
    const easy = thorough.map((story) => story.replace('count: 3', 'count: 1'))

    expect(survivorsOf(mutate(easy))).toContain('parameter:most:less')
  })

  it('accepts a survivor with a reason, and keeps the reason in the report', () => {
    const report = mutate(
      thorough,
      'mutations: lending\nsurvivors: [ { change: "invariant:counted", reason: more are never lent } ]\n',
    )

    expect(report.problems).toEqual([])
    expect([report.accepted, report.survivors[0]?.reason]).toEqual([1, 'more are never lent'])
  })

  it.each([
    ['that a story notices', 'deadline:here#due', /is noticed by 'story 1'/],
    ['that cannot be made', 'deadline:there#due', /is no change of this process/],
  ])('reports a reason for a change %s, at its entry', (_what, change, message) => {
    const { problems } = mutate(
      thorough,
      `mutations: lending\nsurvivors:\n  - { change: "invariant:counted", reason: never }\n  - { change: "${change}", reason: none }\n`,
    )

    expect(problems.map(({ code, place }) => [code, place?.file, place?.line])).toEqual([
      ['stale-survivor', 'mutations.yaml', 4],
    ])
    expect(problems[0]?.message).toMatch(message)
  })

  it('lets a story that fails unchanged notice nothing', () => {
    const report = mutate(['start: { by: ann, expect: { state: lent } }'])

    expect(report.noticed).toBe(0)
    expect(new Set(report.survivors.flatMap(({ stories }) => stories))).toEqual(new Set())
  })
})

describe('a list of survivors', () => {
  it('names a process there is, and each change once', () => {
    const { problems } = checkWorkflows(
      readSources([
        { file: 'lending.yaml', text: lending },
        { file: 'house.yaml', text: house },
        {
          file: 'mutations.yaml',
          text: 'mutations: lendin\nsurvivors:\n  - { change: a, reason: b }\n  - { change: a, reason: c }\n',
        },
      ]),
    )

    expect(
      problems
        .filter(({ severity }) => severity === 'error')
        .map(({ code, place, nearest }) => [code, place?.line, nearest]),
    ).toEqual([
      ['unknown-process', 1, 'lending'],
      ['duplicate-id', 4, undefined],
    ])
  })
})
