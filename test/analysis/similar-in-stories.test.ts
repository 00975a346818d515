import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runScenarios } from '../../engine/index.js'
import { accepted, openTestEngine, sound, type TestEngine } from '../runtime/open-test-engine.js'

const files = [
  {
    file: 'call.yaml',
    text: `
dsl: '1'
process: call
version: '1'
title: { zh-CN: 来电, en: Call }
calendar: office
number: C-{seq:3}
start: { roles: [clerk], form: call }
duplicates: { same: [phone, model], within: 2 days }
fields:
  phone: { type: text, required: true, search: true }
  model: { type: text, search: true }
forms: { call: { ask: [phone, model] } }
initial: open
states:
  open: { title: { zh-CN: 待办, en: Open }, task: clerk, on: { finish: { title: { zh-CN: 完成, en: Finish }, target: done } } }
  done: { type: final, outcome: done, title: { zh-CN: 完成, en: Done } }
`,
  },
  {
    file: 'office.yaml',
    text: `calendar: office
title: { zh-CN: 办公, en: Office }
zone: Asia/Shanghai
dayCounting: close-of-business
hours: { mon-fri: '09:00-18:00' }
`,
  },
  { file: 'people.yaml', text: 'cast: all\npeople: { ann: [clerk] }\n' },
]

const first = { phone: '138 0013 8000', model: 'BA-7' }
const thursday = '2026-10-15T09:30+08:00'
/** The second day is a Saturday, so that the time ends with the Monday after it. */
const mondayEvening = '2026-10-19T18:00+08:00'
const aMinuteLater = '2026-10-19T18:01+08:00'

/** A second call, and whether the first is shown beside it. */
const seconds: readonly (readonly [
  what: string,
  at: string,
  call: typeof first | { phone: string },
  shown: boolean,
])[] = [
  ['at the last moment', mondayEvening, first, true],
  ['a minute after it', aMinuteLater, first, false],
  ['at the same moment', thursday, first, true],
  ['written otherwise', mondayEvening, { phone: ' 138 0013 8000', model: 'ba-７' }, true],
  ['with separators left out', mondayEvening, { phone: '13800138000', model: 'BA-7' }, false],
  ['on another model', mondayEvening, { phone: '138 0013 8000', model: 'BA-8' }, false],
  ['without a model', mondayEvening, { phone: '138 0013 8000' }, false],
]

/** What is wrong in a story whose second case is such a call. */
function told(at: string, call: object, similar: string): readonly string[] {
  const begin = `{ begin: again, by: ann, with: ${JSON.stringify(call)}, expect: { similar: ${similar} } }`
  return play(`{ until: '${at}' }`, begin)
}

function play(...steps: readonly string[]): readonly string[] {
  const start = `{ by: ann, with: ${JSON.stringify(first)}, as: first, expect: { similar: [] } }`
  const text = `scenario: one\nprocess: call\nat: '${thursday}'\nstart: ${start}\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`
  const { results } = runScenarios(sound([...files, { file: 'one.yaml', text }]))
  return results.flatMap((result) => result.problems.map(({ message }) => message))
}

describe('a second case of a story', () => {
  it.each(seconds)('is shown beside the first as it should be: %s', (_what, at, call, shown) => {
    expect(told(at, call, shown ? '[first]' : '[]')).toEqual([])
    expect(told(at, call, shown ? '[]' : '[first]')).toEqual([
      shown
        ? "Expected 'similar' to be (none), but found first."
        : "Expected 'similar' to be first, but found (none).",
    ])
  })

  it('is shown with those before it, the newest first, by label or number', () => {
    const call = JSON.stringify(first)
    const begin = (label: string, similar: string): string =>
      `{ begin: ${label}, by: ann, with: ${call}, expect: { similar: ${similar} } }`

    expect(play(begin('second', '[first]'), begin('third', '[second, C-001]'))).toEqual([])
    expect(play(begin('second', '[first]'), begin('third', '[first, second]'))).toEqual([
      "Expected 'similar' to be first, second, but found second, first.",
    ])
  })

  it('is shown what has ended as well, and goes on by its label', () => {
    const call = JSON.stringify(first)
    expect(
      play(
        '{ send: finish, by: ann, expect: { ended: done } }',
        `{ begin: second, by: ann, with: ${call}, expect: { state: open, similar: [first] } }`,
        '{ in: second, send: finish, by: ann, expect: { ended: done, similar: [first] } }',
      ),
    ).toEqual([])
  })

  it('that could not begin has nothing beside it and takes no step', () => {
    const refused = '{ begin: second, by: ann, with: {}, expect: { refused: payload-invalid } }'
    expect(play(refused)).toEqual([])
    expect(play(refused, '{ in: second, note: hello, by: ann }')).toEqual([
      "Expected a case of 'second', but none has begun so far.",
    ])
  })
})

describe('the engine, asked of the same cases', () => {
  let t: TestEngine

  beforeEach(async () => {
    t = await openTestEngine({
      workflows: sound(files),
    })
  })

  afterEach(async () => {
    await t.close()
  })

  const actor = { id: 'ann', roles: ['clerk'] }

  it.each(seconds)('answers as the story: %s', async (_what, at, call, shown) => {
    t.clock.moveTo(Date.parse(thursday))
    const before = accepted(await t.engine.create('call', { data: { ...first }, actor })).id
    t.clock.moveTo(Date.parse(at))
    const second = accepted(await t.engine.create('call', { data: { ...call }, actor })).id

    expect((await t.engine.similar(second))?.map(({ id }) => id)).toEqual(shown ? [before] : [])
  })
})
