import { describe, expect, it } from 'vitest'
import { runScenarios } from '../../engine/analysis/run-scenarios.js'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'
import { fencesOf, readPage } from './fences.js'

/** The house and the process of the page on scenarios, without its stories. */
const files = [...fencesOf(readPage('language/organisation.md')), ...fencesOf(readPage('language/scenarios.md'))]
  .filter(({ language, marks }) => language === 'yaml' && 'file' in marks)
  .filter(({ marks }) => !/^scenarios\/\w+\//.test(marks['file'] ?? ''))
  .map(({ marks, text }) => ({ file: marks['file'] ?? '', text }))

/** Plays one story of a call back that begins on a Monday at half past nine; due are four working hours. */
function play(...steps: readonly string[]) {
  const story = [
    'scenario: a story',
    'process: callback',
    'at: 2026-09-28T09:30+08:00',
    'start: { by: desk-1, with: { customer: wang } }',
    'steps:',
    ...steps.map((step) => `  - ${step}`),
  ].join('\n')
  const { results } = runScenarios(checkWorkflows(readSources([...files, { file: 'story.yaml', text: story }])))
  const [result] = results
  if (!result || results.length !== 1) throw new Error('Expected one story.')
  return {
    passed: result.passed,
    steps: result.steps,
    told: result.problems.map(({ code, message, place }) => [code, `${place?.line}:${place?.column}`, message]),
  }
}

describe('a story that is not as told', () => {
  it('stops at its step and names every difference with its place', () => {
    const { passed, steps, told } = play(
      '{ wait: 1 working hour }',
      '{ send: not-reached, by: desk-1, expect: { state: answered, visits: { waiting: 3 } } }',
      '{ send: called, by: desk-1, with: { topic: x }, expect: { state: never-looked-at } }',
    )

    expect({ passed, steps }).toEqual({ passed: false, steps: 2 })
    expect(told).toEqual([
      ['scenario-failed', '7:55', "Expected 'state' to be answered, but found waiting."],
      ['scenario-failed', '7:84', "Expected 'visits.waiting' to be 3, but found 2."],
    ])
  })

  it('shows times in the zone of the calendar', () => {
    const { told } = play('{ note: x, by: desk-1, expect: { due: { waiting: 2026-09-28T06:30Z } } }')

    expect(told.map(([, , message]) => message)).toEqual([
      "Expected 'due.waiting' to be 2026-09-28T14:30:00+08:00, but found 2026-09-28T13:30:00+08:00.",
    ])
  })

  it('says why a step that should pass was refused', () => {
    const { told } = play('{ send: called, by: desk-1 }')

    expect(told).toEqual([
      [
        'scenario-failed',
        '6:5',
        "Expected the step to be accepted, but found refused, payload-invalid: Expected 'Topic' to be given, but it is missing (topic).",
      ],
    ])
  })

  it.each([
    ['{ wait: two days }', /^Expected a duration .* but found 'two days'/],
    ['{ send: called }', "Expected 'by', so that somebody does it, but it is missing."],
    ['{ result: { of: bank, done: {} } }', "Expected outside work or an awaited case of 'bank' to be under way, but none is."],
    ['{ note: x, by: nobody }', "Expected a person of the cast or the organisation, but nobody is called 'nobody'."],
  ])('tells a step that nobody can do: %s', (step, message) => {
    const { passed, told } = play(step)

    expect(passed).toBe(false)
    expect(told).toEqual([['scenario-step-unknown', '6:5', expect.stringMatching(message) as unknown]])
  })
})

describe('what a story may look at', () => {
  it('knows a breach also when its visit is over', () => {
    const late = '{ wait: 5 working hours, expect: { breached: [waiting] } }'
    const called = '{ send: called, by: desk-1, with: { topic: x }, expect: { state: looking-up, breached: [waiting#due] } }'

    expect(play(late, called).told).toEqual([])
  })

  it('takes an empty list of breaches for none', () => {
    const { told } = play('{ wait: 5 working hours, expect: { breached: [] } }')

    expect(told.map(([, , message]) => message)).toEqual([
      "Expected 'breached' to be (none), but found waiting#due.",
    ])
    expect(play('{ wait: 3 working hours, expect: { breached: [] } }').passed).toBe(true)
  })

  it('does not pass over a paper that was not issued', () => {
    const { told } = play('{ note: x, by: desk-1, expect: { vouchers: { receipt: issued } } }')

    expect(told.map(([, , message]) => message)).toEqual([
      "Expected 'vouchers.receipt' to be issued, but found (no such paper).",
    ])
  })

  it('corrects one part of an object and leaves the others', () => {
    const { told } = play(
      '{ correct: { customer.phone: 139 0013 9000 }, by: lin, expect: { data: { customer.name: 王丽, customer.phone: 139 0013 9000 } } }',
    )

    expect(told).toEqual([])
  })
})
