import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources, runScenarios } from '../../engine/index.js'

const repair = `
dsl: '1'
process: repair
version: 1.0.0
title: { zh-CN: 维修, en: Repair }
calendar: office
start: { roles: [clerk] }
events:
  ask: { title: { zh-CN: 询问, en: Ask } }
  answer: { title: { zh-CN: 答复, en: Answer }, occurredAt: 2 working days }
  done: { title: { zh-CN: 完成, en: Done } }
deadlines:
  promise: { within: 10 working hours, pauseIn: [asking] }
initial: repairing
states:
  repairing: { title: { zh-CN: 维修, en: Repairing }, task: clerk, on: { ask: asking, done: closed } }
  asking: { title: { zh-CN: 询问, en: Asking }, task: clerk, on: { answer: repairing } }
  closed: { type: final, outcome: closed, title: { zh-CN: 结束, en: Closed } }
`

const calendar = (id: string, hours: string, more = '') => ({
  file: `calendars/${id}.yaml`,
  text: `
calendar: ${id}
title: { zh-CN: 办公, en: Office }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon-fri: ${hours} }
${more}`,
})

const files = [
  { file: 'repair.yaml', text: repair },
  calendar('office', '09:00-17:00'),
  calendar('strike', '09:00-17:00', 'closures: [[2026-09-28T13:00, 2026-09-28T17:00]]\n'),
  calendar('china', '09:00-17:00', 'holidays: CN\n'),
  {
    file: 'organisation.yaml',
    text: `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`,
  },
]

/** Problems of one story and of its check. Monday 28 September 2026, 09:30, unless it says otherwise. */
function play(steps: string, at = '2026-09-28T09:30+08:00') {
  const story = `scenario: a story\nprocess: repair\nat: ${at}\nstart: { by: ann }\nsteps:\n${steps}`
  const workflows = checkWorkflows(readSources([...files, { file: 'scenarios/story.yaml', text: story }]))
  const ofStory = ({ place }: { place?: { file: string } | undefined }) =>
    place?.file === 'scenarios/story.yaml'
  return {
    checked: workflows.problems.filter(ofStory).map(({ code, message }) => `${code}: ${message}`),
    told: (runScenarios(workflows).results[0]?.problems ?? []).map(({ message }) => message),
  }
}

describe('a story about clocks', () => {
  it('tells of suspension, pauses, events that happened earlier and a calendar that changes', () => {
    const { checked, told } = play(`
  - { wait: 1 working hour, expect: { due: { "#promise": 2026-09-29T11:30+08:00 }, paused: [], provisional: [] } }
  - { suspend: The customer is away., by: ann, expect: { paused: ["#promise"] } }
  - { wait: 2 working hours, expect: { paused: ["#promise"] } }
  - { send: ask, by: ann, expect: { refused: instance-suspended } }
  - { resume: The customer is back., by: ann, expect: { due: { "#promise": 2026-09-29T13:30+08:00 }, paused: [] } }
  - { send: ask, by: ann, expect: { paused: ["#promise"] } }
  - { wait: 2 working hours }
  - { send: answer, by: ann, occurredAt: 2026-09-28T13:30+08:00, expect: { due: { "#promise": 2026-09-29T14:30+08:00 } } }
  - { calendar: strike, expect: { due: { "#promise": 2026-09-30T10:00+08:00 } } }
  - { until: 2026-09-30T10:00+08:00, expect: { breached: ["#promise"] } }
`)

    expect([checked, told]).toEqual([[], []])
  })

  it('tells that a due point runs into a year whose holidays are not published', () => {
    const { told } = play(
      `  - { calendar: china, insteadOf: office, expect: { provisional: ["#promise"] } }\n`,
      '2029-12-31T16:00+08:00',
    )

    expect(told).toEqual([])
  })

  it('is stopped where a clock is not as told', () => {
    expect(play('  - { wait: 1 hour, expect: { paused: ["#promise"] } }').told).toEqual([
      "Expected 'paused' to be #promise, but found (none).",
    ])
    expect(play('  - { suspend: x, by: ann, expect: { paused: [] } }').told).toEqual([
      "Expected 'paused' to be (none), but found #promise.",
    ])
  })

  it.each<[string, string, string]>([
    [
      'a calendar that is not there',
      '{ calendar: strik }',
      "unknown-calendar: Expected a calendar of the folder, but nothing is called 'strik'.",
    ],
    [
      'the time of an event without the event',
      '{ wait: 1 hour, occurredAt: 2026-09-28T09:30+08:00 }',
      "missing-key: Expected 'send' beside 'occurredAt', but it is not there.",
    ],
    [
      'a suspension by nobody',
      '{ suspend: strike }',
      "missing-key: Expected 'by' beside 'suspend', so that somebody does it, but it is not there.",
    ],
  ])('is reported when it names %s', (_what, step, problem) => {
    expect(play(`  - ${step}`).checked).toEqual([problem])
  })
})
