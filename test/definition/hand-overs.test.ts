import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'

const file = (name: string, text: string): { file: string; text: string } => ({ file: `${name}.yaml`, text })

const gone = '  gone: { type: final, outcome: gone, title: Gone, convert: exchange }'

/** A process with a first state that goes on as told, and the process `exchange` to lead to. */
const repair = (goes: string, more = gone): { file: string; text: string } =>
  file(
    'repair',
    `dsl: '1'
process: repair
version: '1'
title: Repair
start: { roles: [clerk] }
parameters:
  exchanges: { type: boolean, default: true, title: Exchanges }
  way: { type: choice, of: [shop, house], default: shop, title: Way }

fields: { wish: { type: text } }
initial: working
states:
  working: { title: Working, task: clerk, on: { give-up: ${goes}, finish: done } }
  done: { type: final, outcome: done, title: Done }
${more}
`,
  )

const exchange = (parameters = ''): { file: string; text: string } =>
  file(
    'exchange',
    `dsl: '1'
process: exchange
version: '1'
title: Exchange
start: { roles: [clerk] }
${parameters}
initial: open
states:
  open: { title: Open, task: clerk, on: { finish: done } }
  done: { type: final, outcome: done, title: Done }
`,
  )

const profile = (parameters: string): { file: string; text: string } =>
  file('appliance', `profile: appliance\ntitle: Appliance\nparameters:\n${parameters}\n`)

function found(...files: readonly { file: string; text: string }[]): readonly string[] {
  return problemsOf('handover-not-in-profile', files)
}

function problemsOf(wanted: string, files: readonly { file: string; text: string }[]): readonly string[] {
  const { problems } = checkWorkflows(readSources(files))
  // Of a faulty process nothing is said, which would prove nothing.
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return problems
    .filter(({ code }) => code === wanted)
    .map(({ severity, place, message }) => `${severity} ${place?.file ?? ''}:${place?.line ?? 0} ${message}`)
}

describe('a profile', () => {
  it('is asked to offer what its cases may lead to, at the process that leads there', () => {
    expect(found(repair('gone'), exchange(), profile('  repair: {}'))).toEqual([
      "warning appliance.yaml:4 Expected profile 'appliance' to offer 'exchange' as well, since its cases of 'repair' may lead there (in state 'gone'), but it does not: such a case runs on the plain figures.",
    ])
    expect(found(repair('gone'), exchange(), profile('  repair: {}\n  exchange: {}'))).toEqual([])
  })

  it('learns that such a case could not begin where a required figure is open', () => {
    const required = exchange(
      'parameters: { deliverWithin: { type: duration, required: true, title: Deliver } }',
    )
    const other = file(
      'other',
      'profile: other\ntitle: Other\nparameters: { exchange: { deliverWithin: 1 day } }\n',
    )

    expect(found(repair('gone'), required, other, profile('  repair: {}'))).toEqual([
      expect.stringContaining("it does not: such a case cannot begin for want of 'deliverWithin'"),
    ])
    expect(found(repair('gone'), required, other, profile('  repair: {}\n  exchange: {}'))).toEqual([
      expect.stringContaining("a figure has no value: such a case cannot begin for want of 'deliverWithin'"),
    ])
    expect(
      found(repair('gone'), required, profile('  repair: {}\n  exchange: { deliverWithin: 1 day }')),
    ).toEqual([])
  })

  it.each([
    ['starts a case', '{ actions: { start: exchange }, target: done }', ''],
    [
      'waits for one',
      'waiting',
      '  waiting: { title: Waiting, invoke: { process: exchange, onDone: done } }\n',
    ],
    [
      'starts one after a time',
      'waiting',
      '  waiting: { title: Waiting, after: { 1 day: { actions: { start: exchange }, target: done } } }\n',
    ],
  ])('is asked as well where a process %s', (_what, goes, more) => {
    const leading = repair(goes, more)

    expect(found(leading, exchange(), profile('  repair: {}'))).toHaveLength(1)
  })

  it.each([
    ['a guard that its figures exclude', "{ guard: 'params.exchanges', target: gone }", 'exchanges: false'],
    [
      'one part of a guard',
      '{ guard: \'data.wish == "x" && (params.exchanges)\', target: gone }',
      'exchanges: false',
    ],
    [
      'both parts of a choice',
      '{ guard: \'params.exchanges || params.way == "shop"\', target: gone }',
      'exchanges: false, way: house',
    ],
    [
      'a negation',
      '{ guard: \'not(params.exchanges) && data.wish == "x"\', target: gone }',
      'exchanges: true',
    ],
    [
      'a requirement',
      "{ require: [{ if: 'params.exchanges', else: No }], target: gone }",
      'exchanges: false',
    ],
    [
      'a branch above that is taken whenever this one would be',
      '{ branches: [{ guard: \'data.wish == "x" && params.exchanges\', target: done }, { guard: \'data.wish == "x"\', target: gone }] }',
      'exchanges: true',
    ],
  ])('need not offer what %s keeps its cases from', (_what, goes, figures) => {
    expect(found(repair(goes), exchange(), profile(`  repair: { ${figures} }`))).toEqual([])
  })

  it('is asked where data decide, and where its figures leave the way open', () => {
    const guarded = repair('{ guard: \'params.exchanges || data.wish == "x"\', target: gone }')
    const other = repair('{ guard: \'data.wish == "x" && params.exchanges\', target: gone }')

    expect(found(guarded, exchange(), profile('  repair: { exchanges: false }'))).toHaveLength(1)
    expect(found(other, exchange(), profile('  repair: { exchanges: true }'))).toHaveLength(1)
  })

  it('need not offer what its cases begin under a profile of its own', () => {
    const named = repair('{ actions: { start: { process: exchange, profile: plain } }, target: done }', '')
    const plain = file('plain', 'profile: plain\ntitle: Plain\nparameters: { exchange: {} }\n')

    expect(found(named, exchange(), plain, profile('  repair: {}'))).toEqual([])
  })
})

describe('a process without a profile', () => {
  const open = exchange('parameters: { deliverWithin: { type: duration, required: true, title: Deliver } }')
  const set = profile('  repair: {}\n  exchange: { deliverWithin: 1 day }')
  const said = (...files: readonly { file: string; text: string }[]) =>
    problemsOf('handover-cannot-begin', files)

  it('is told that its cases may lead to what cannot begin', () => {
    expect(said(repair('gone'), open, set)).toEqual([
      "warning repair.yaml:2 Expected 'exchange' to be able to begin, since cases of 'repair' without a profile may lead there (in state 'gone'), but it cannot for want of 'deliverWithin'.",
    ])
  })

  it('may lead to what has a value, and to what begins with a profile of its own', () => {
    const set1 = exchange('parameters: { deliverWithin: { type: duration, default: 1 day, title: Deliver } }')
    const named = repair(
      '{ actions: { start: { process: exchange, profile: appliance } }, target: done }',
      '',
    )

    expect(said(repair('gone'), set1, set)).toEqual([])
    expect(said(named, open, set)).toEqual([])
  })

  it('may lead anywhere where its figures exclude the way, and where it cannot begin itself', () => {
    const excluded = repair("{ guard: 'not(params.exchanges)', target: gone }")
    const { file: name, text } = repair('gone')
    const closed = {
      file: name,
      text: text.replace('type: boolean, default: true', 'type: boolean, required: true'),
    }
    const opened = profile('  repair: { exchanges: true }\n  exchange: { deliverWithin: 1 day }')

    expect(said(excluded, open, set)).toEqual([])
    expect(said(closed, open, opened)).toEqual([])
  })
})

describe('the time within which a case is told twice', () => {
  const told = (within: string): { file: string; text: string } => ({
    file: 'repair.yaml',
    text: `dsl: '1'
process: repair
version: '1'
title: Repair
parameters:
  toldTwiceWithin: { type: duration, default: 30 days, title: Time }
  turns: { type: integer, default: 3, title: Turns }
fields: { serial: { type: text, search: true } }
duplicates: { same: [serial], within: ${within} }
initial: open
states:
  open: { title: Open, task: clerk, on: { finish: done } }
  done: { type: final, outcome: done, title: Done }
`,
  })

  it('is that of a parameter, and of the profile that sets it', () => {
    const { processes } = checkWorkflows(
      readSources([told('toldTwiceWithin'), profile('  repair: { toldTwiceWithin: 7 days }')]),
    )

    expect(processes.map(({ duplicates }) => duplicates?.within)).toEqual([
      { amount: 30, unit: 'day' },
      { amount: 7, unit: 'day' },
    ])
  })

  it.each([
    ['turns', 'wrong-type'],
    ['toldTwiceWihin', 'unknown-parameter'],
    ['7-14 days', 'wrong-duration'],
  ])('is no %s', (within, code) => {
    const { problems } = checkWorkflows(readSources([told(within)]))

    expect(problems.map((problem) => problem.code)).toContain(code)
  })
})
