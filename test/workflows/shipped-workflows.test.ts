import { beforeAll, describe, expect, it } from 'vitest'
import {
  coverageKinds,
  isFull,
  runScenarios,
  type CheckedWorkflows,
  type CoverageKind,
  type ScenarioReport,
  type SourceSet,
} from '../../engine/index.js'
import { checkedWorkflows } from './checked-workflows.js'

/** One entry of the catalogue is a table that the procedures share. */
const table = 'service-class'

/** The procedures for repair, exchange, return and major complaints, by their catalogue ids. */
const catalogue = [
  'service-request',
  'repair',
  'repair-in-house',
  'repair-on-site',
  'repair-take-away',
  'repair-factory-return',
  'repair-order-visit',
  'repair-project-warranty',
  'field-dispatch',
  'round-robin-dispatch',
  'weekend-dispatch',
  'exchange',
  'exchange-order',
  'return',
  'sales-office-return',
  'major-complaint-escalation',
  table,
]

const procedures = ['phone-repair', 'repair', 'repair-factory-return', 'service-request', 'system-inspection', 'car-claim', 'consumer-return']

let sources: SourceSet
let workflows: CheckedWorkflows
let report: ScenarioReport

beforeAll(async () => {
  ;({ sources, workflows } = await checkedWorkflows('workflows'))
  report = runScenarios(workflows)
}, 300_000)

describe('the shipped definitions', () => {
  it('have no problem and no warning', () => {
    expect(workflows.problems).toEqual([])
  })

  it('give service-request and repair in the generic and the instrument profile', () => {
    const found = workflows.processes.map(({ id, profile }) => `${id} ${profile ?? '(defaults)'}`)

    expect(found).toEqual(
      expect.arrayContaining([
        'service-request generic',
        'service-request instrument',
        'repair generic',
        'repair instrument',
      ]),
    )
  })

  it.each(procedures)('give every figure of %s a title, a source and a value', (id) => {
    const process = workflows.processes.find((one) => one.id === id)

    const bare = Object.entries(process?.parameters ?? {})
      .filter(([, { title, source = [], value }]) => !title || source.length === 0 || value === undefined)
      .map(([name]) => name)

    expect(Object.keys(process?.parameters ?? {})).not.toEqual([])
    expect(bare).toEqual([])
  })

  it.each(procedures)('write no figure into the flow of %s: every clock names a parameter', (id) => {
    const process = sources.documents.find((one) => one.kind === 'process' && one.id === id)

    const figures = clocksOf(process?.value['states']).filter((text) => /^\d|^end of day$/.test(text))

    expect(clocksOf(process?.value['states'])).not.toEqual([])
    expect(figures).toEqual([])
  })
})

describe('what a customer signs', () => {
  it('is personal wherever a procedure asks for it', () => {
    const procedures = sources.documents.filter(({ kind }) => kind === 'process')
    const signed = procedures.flatMap(({ value }) => signaturesOf(value))

    expect(signed.length).toBeGreaterThan(0)
    expect(signed.filter(({ personal }) => personal !== true)).toEqual([])
  })
})

describe('the stories', () => {
  it('go as told', () => {
    expect(report.results.flatMap(({ problems }) => problems)).toEqual([])
    expect(report.results.filter(({ passed }) => !passed)).toEqual([])
  })

  it('expect something at the start and at every step', () => {
    const silent = workflows.scenarios.flatMap(({ file, value }) => {
      const { start, steps = [] } = value as { start?: { expect?: unknown }; steps?: { expect?: unknown }[] }
      return [start, ...steps].flatMap((part, index) => (part?.expect ? [] : [`${file} step ${index}`]))
    })

    expect(silent).toEqual([])
  })

  it.each(procedures)('pass through every state, transition, branch and rule of %s', (id) => {
    const coverage = report.coverage.find(({ process }) => process === id)

    expect(coverage?.states.total).toBeGreaterThan(0)
    expect(coverage?.states.missing).toEqual([])
    expect(coverage?.transitions.missing).toEqual([])
    expect(coverage?.branches.missing).toEqual([])
    expect(coverage?.rules.missing).toEqual([])
  })
})

describe('the catalogue', () => {
  it.each(catalogue)('has %s as a process, a decision or a module', (id) => {
    const documents = sources.documents.filter(({ kind }) => kind === 'process' || kind === 'module')
    const decisions = documents.flatMap(({ value }) => Object.keys(value['decisions'] ?? {}))

    expect([...documents.map((one) => one.id), ...decisions]).toContain(id)
  })

  it.each(catalogue.filter((id) => id !== table))('has stories that tell all of %s', (id) => {
    const coverage = report.coverage.find(({ process }) => process === id)

    const untold = (Object.keys(coverageKinds) as CoverageKind[])
      .filter((kind) => kind !== 'invariants')
      .flatMap((kind) => coverage?.[kind].missing ?? ['no story at all'])

    expect(untold).toEqual([])
    expect(coverage !== undefined && isFull(coverage)).toBe(true)
  })
})

const clockKeys = new Set(['within', 'else', 'every', 'at'])

/** Texts of all clocks of the long form, `after` included. */
function clocksOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(clocksOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(clockKeys.has(key) && typeof inner === 'string' ? [inner] : []),
    ...(key === 'after' && inner !== null && typeof inner === 'object' ? Object.keys(inner) : []),
    ...clocksOf(inner),
  ])
}

/** All fields of a signature, those of forms included. */
function signaturesOf(value: unknown): readonly { readonly personal?: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(signaturesOf)
  if (value === null || typeof value !== 'object') return []
  const own: readonly { readonly personal?: unknown }[] =
    'type' in value && value.type === 'signature' ? [value as { readonly personal?: unknown }] : []
  return [...own, ...Object.values(value).flatMap(signaturesOf)]
}
