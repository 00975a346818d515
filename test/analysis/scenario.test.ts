import { describe, expect, it } from 'vitest'
import { runScenario } from '../../engine/analysis/scenario/run-scenario.js'
import { EngineError, type CheckedProcess, type SourceDocument } from '../../engine/index.js'
import { plainCalendar, type Calendar } from '../../engine/time/index.js'
import { headLines, play } from './refund.js'

const start = 'start: { by: ann, with: { customer: wang } }\n'

/** Line (from the first of the story), code and message of each problem of the one story. */
function faults(story: string): readonly string[] {
  const { results, checked } = play(story)
  expect(checked.filter(({ severity }) => severity === 'error')).toEqual([])
  return results[0]!.problems.map(
    ({ code, place, message }) => `${(place?.line ?? 0) - headLines} ${code}: ${message}`,
  )
}

describe('a message a story expects', () => {
  it('is matched by when it may go: at the moment of the step where nothing holds it back', () => {
    const expecting = (notBefore: string) =>
      faults(
        `${start}steps:\n  - { wait: 1 day, expect: { messages: [{ template: deadline-breached, notBefore: ${notBefore} }] } }`,
      )

    expect(expecting('2026-09-29T09:30+08:00')).toEqual([])
    expect(expecting('2026-09-29T10:00+08:00')).toEqual([
      "3 scenario-failed: Expected 'messages' to be deadline-breached not before 2026-09-29T02:00:00Z, but found deadline-breached to leader at once.",
    ])
  })
})

describe('a story that is told right', () => {
  it('passes with every kind of step and of expectation', () => {
    const story = `
start:
  by: ann
  with: { customer: wang }
  expect:
    state: open
    tasks: [clerk]
    data: { customer: wang, customer.phone: "13800138000" }
    absent: [amount]
    due: { open: 2026-09-29T09:30+08:00, open#due: 2026-09-29T09:30+08:00 }
    messages: []
    breached: []
steps:
  - { note: The customer called., by: bo, expect: { state: open } }
  - { correct: { customer.phone: "13900139000" }, by: ann, expect: { data: { customer.phone: "13900139000", customer.name: 王丽 } } }
  - { wait: 1 day, expect: { breached: [open], messages: [{ template: deadline-breached, to: leader }] } }
  - { send: claim, by: ann, with: { amount: 1200 }, expect: { state: deciding, decided: { who: { leader: true } }, breached: [open#due] } }
  - { send: approve, by: ann, expect: { refused: forbidden, state: deciding } }
  - { send: refuse, by: li, with: { reason: too much }, expect: { state: open, visits: { open: 2, paying: 0 }, absent: [amount] } }
  - { send: claim, by: ann, with: { amount: 20 }, expect: { state: [checking.goods.unseen, checking.papers.unread], decided: { who: { leader: false } } } }
  - { send: check-papers, by: ann, to: checking.papers, expect: { tasks: [clerk] } }
  - { send: check-goods, by: ann, expect: { state: paying, tasks: [] } }
  - { result: { of: bank, failed: account closed }, expect: { state: failed } }
  - { until: 2026-09-30T09:30+08:00, expect: { messages: [{ template: chase }] } }
  - { send: approve, by: ann, expect: { state: paying, visits: { paying: 2 } } }
  - { result: { of: bank, done: { receipt: R-1 } }, expect: { ended: paid, data: { receipt: paid } } }
`
    const { results, checked } = play(story)

    expect(checked.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(results[0]!.problems).toEqual([])
    expect(results[0]).toMatchObject({ passed: true, steps: 14, scenario: 'story 0' })
  })

  it('plays with its own figures, and leaves those of others alone', () => {
    const quick = `parameters: { patience: 1 hour, limit: 20 }\n${start}`

    const { results } = play(
      `${quick}steps: [ { wait: 1 hour, expect: { ended: forgotten } } ]`,
      `${quick}steps: [ { send: claim, by: ann, with: { amount: 20 }, expect: { state: deciding } } ]`,
      `${start}steps: [ { wait: 1 hour, expect: { state: open } }, { wait: 3 days, expect: { ended: forgotten } } ]`,
    )

    expect(results.map(({ passed, problems }) => passed || problems)).toEqual([true, true, true])
  })

  it('may tell of a start that is refused', () => {
    expect(faults('start: { by: li, with: { customer: wang }, expect: { refused: forbidden } }')).toEqual([])
  })
})

describe('a story that is not as it is told', () => {
  it.each([
    ['state', '{ state: deciding }', "Expected 'state' to be deciding, but found open."],
    ['ended', '{ ended: paid }', "Expected 'ended' to be paid, but found (still open)."],
    ['refused', '{ refused: forbidden }', "Expected 'refused' to be forbidden, but found (accepted)."],
    [
      'due',
      '{ due: { open: 2026-09-29T10:30+08:00 } }',
      "Expected 'due.open' to be 2026-09-29T02:30:00Z, but found 2026-09-29T01:30:00Z.",
    ],
    [
      'due',
      '{ due: { deciding: 2026-09-29T10:30+08:00 } }',
      "Expected 'due.deciding' to be 2026-09-29T02:30:00Z, but found (no such deadline is open).",
    ],
    [
      'messages',
      '{ messages: [ { template: chase, to: clerk } ] }',
      "Expected 'messages' to be chase to clerk, but found (none).",
    ],
    ['visits', '{ visits: { open: 2 } }', "Expected 'visits.open' to be 2, but found 1."],
    ['data', '{ data: { amount: 5 } }', "Expected 'data.amount' to be 5, but found (absent)."],
    [
      'data',
      '{ data: { customer.phone: "1" } }',
      "Expected 'data.customer.phone' to be 1, but found 13800138000.",
    ],
    ['absent', '{ absent: [customer.name] }', "Expected 'absent' to be (absent), but found 王丽."],
    [
      'decided',
      '{ decided: { who: { leader: true } } }',
      "Expected 'decided.who.leader' to be true, but found (was not decided in this step).",
    ],
    ['tasks', '{ tasks: [leader] }', "Expected 'tasks' to be leader, but found clerk."],
    ['tasks', '{ tasks: [] }', "Expected 'tasks' to be (none), but found clerk."],
    ['breached', '{ breached: [open] }', "Expected 'breached' to be open, but found (none)."],
  ])("says what was expected of '%s' and what was found: %s", (_key, expectation, message) => {
    const story = `${start}steps:\n  - note: hello\n    by: ann\n    expect:\n      ${expectation.slice(2, -2)}`

    expect(faults(story)).toEqual([`6 scenario-failed: ${message}`])
  })

  it('says what was sent instead of the message', () => {
    const story = `${start}steps:\n  - { wait: 1 day, expect: { messages: [] } }`

    expect(faults(story)).toEqual([
      "3 scenario-failed: Expected 'messages' to be (none), but found deadline-breached to leader.",
    ])
  })

  it('stops at the first step that goes wrong, with all that is wrong with it', () => {
    const story = `${start}steps:
  - { note: hello, by: ann, expect: { state: open } }
  - { note: again, by: ann, expect: { state: paying, tasks: [] } }
  - { note: never, by: ann, expect: { state: deciding } }`
    const { results } = play(story)

    expect(results[0]).toMatchObject({ passed: false, steps: 2 })
    expect(results[0]!.problems.map(({ place }) => [place?.line, place?.text?.slice(0, 16)])).toEqual([
      [4 + headLines, '  - { note: agai'],
      [4 + headLines, '  - { note: agai'],
    ])
  })

  it('names the reasons of a refusal nobody expected, with the rule that says so', () => {
    const story = `${start}steps:\n  - { send: claim, by: ann, with: { amount: -5 } }\n`

    const [fault] = faults(story)

    expect(fault).toMatch(
      /^3 scenario-failed: Expected the step to be accepted, but found refused, payload-invalid:/,
    )
    expect(fault).toContain('amount')
  })

  it('is stopped by a start that is refused', () => {
    const story = `start: { by: li, with: { customer: wang } }\nsteps:\n  - { note: hello, by: ann }`

    expect(faults(story)[0]).toMatch(/^1 scenario-failed: .*forbidden/)
  })

  it('cannot go on after a start that was refused as told', () => {
    const refused = 'start: { by: li, with: { customer: wang }, expect: { refused: forbidden, state: open } }'
    const story = 'start: { by: li, expect: { refused: forbidden } }\nsteps:\n  - { note: hello, by: ann }'

    expect(faults(story)).toEqual(['3 scenario-step-unknown: Expected a case, but its start was refused.'])
    expect(faults(refused)).toEqual([
      "1 scenario-failed: Expected 'state' to be a case, but found (none: its start was refused).",
    ])
  })

  it('cannot have a result of outside work that is not under way', () => {
    const story = `${start}steps:\n  - { result: { of: bank, done: {} } }`

    expect(faults(story)[0]).toMatch(/^3 scenario-step-unknown: /)
  })
})

describe('a story that cannot be played', () => {
  it('names the person nobody knows, when it is checked and when it is played', () => {
    const { results, checked } = play(`${start}steps:\n  - { note: hello, by: anna }`)

    expect(checked.map(({ code, nearest }) => [code, nearest])).toContainEqual(['unknown-person', 'ann'])
    expect(results[0]!.problems[0]).toMatchObject({
      code: 'scenario-step-unknown',
      place: { line: 3 + headLines },
    })
  })

  it.each([
    ['a figure nobody declared', 'patiense: 1 hour', 'unknown-parameter'],
    ['a figure of another type', 'patience: soon', 'wrong-duration'],
  ])('points at %s', (_what, figures, code) => {
    const { results } = play(`parameters:\n  ${figures}\n${start}`)

    expect(results[0]).toMatchObject({ passed: false, steps: 0 })
    expect(results[0]!.problems).toMatchObject([{ code, place: { line: 2 + headLines } }])
  })

  it('says so when its process is not there, and plays the others', () => {
    const { results } = play(`profile: nowhere\n${start}`, start)

    expect(results.map(({ passed }) => passed)).toEqual([false, true])
    expect(results[0]!.problems[0]).toMatchObject({ code: 'scenario-failed' })
  })

  it('says what was thrown when a step throws, at the step', () => {
    const { document, process } = storyOf(`${start}steps:\n  - { wait: 1 day }`)
    const calendar: Calendar = {
      ...plainCalendar('UTC'),
      add: () => {
        throw new EngineError('record-does-not-fit', 'Expected a day, but there is none.')
      },
    }

    const { problems } = runScenario(document, { process, calendar, calendars: new Map(), cast })

    expect(problems).toMatchObject([
      { message: 'Expected a day, but there is none.', place: { line: 3 + headLines } },
    ])
  })
})

const cast = { people: { ann: { roles: ['clerk'] } }, things: { wang: { name: '王丽' } } }

/** A story and its process, before anything is played. */
function storyOf(text: string): { document: SourceDocument; process: CheckedProcess } {
  const { workflows } = play(text)
  const [document] = workflows.scenarios
  const [process] = workflows.processes
  if (!document || !process) throw new Error('Expected a story and a process.')
  return { document, process }
}
