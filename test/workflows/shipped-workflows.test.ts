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

/** Every process that is shipped: those of the catalogue, the legal clocks, the duties, the example. */
const procedures = [
  ...catalogue.filter((id) => id !== table),
  'phone-repair',
  'satisfaction-follow-up',
  'system-inspection',
  'car-claim',
  'consumer-return',
]

/** The procedures that begin with a call, or go on with one. */
const takeCalls = [
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
  'return',
  'major-complaint-escalation',
]

/** Numbers that are no figures anybody would set, by process. */
const noFigures: Readonly<Record<string, readonly string[]>> = {
  // Levels are names, from 1, the gravest, to 4.
  'major-complaint-escalation': ['4', '2'],
  // Saturday and Sunday, as the calendar counts the days of a week.
  'weekend-dispatch': ['6', '7'],
}

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
    const variants = workflows.processes.filter((one) => one.id === id)
    const [process] = variants
    // Where the rules give no figure, the profiles do.
    const hasValue = (name: string) =>
      variants.some(({ profile }) => profile !== undefined)
        ? variants.every(({ profile, unsetParameters }) => !profile || !unsetParameters.includes(name))
        : !process?.unsetParameters.includes(name)

    const bare = Object.entries(process?.parameters ?? {})
      .filter(([name, { title, source = [] }]) => !title || source.length === 0 || !hasValue(name))
      .map(([name]) => name)

    expect(Object.keys(process?.parameters ?? {})).not.toEqual([])
    expect(bare).toEqual([])
  })

  it.each(procedures)('say of every requirement and every clock of %s where it comes from', (id) => {
    const process = sources.documents.find((one) => one.kind === 'process' && one.id === id)
    const figures = workflows.processes.find((one) => one.id === id)?.parameters ?? {}
    // A figure has a source of its own, which is that of the clock it sets.
    const hasFigure = (text: unknown) =>
      typeof text === 'string' && (text.match(/\w+/g) ?? []).some((word) => Object.hasOwn(figures, word))

    const parts = partsOf(process?.value)
    const bare = parts.filter(
      ({ kind, value }) =>
        value['source'] === undefined && !hasFigure(value[kind === 'require' ? 'if' : 'within']),
    )

    expect(bare.map(({ kind, value }) => `${kind}: ${JSON.stringify(value)}`)).toEqual([])
  })

  it.each(procedures)('give every invariant and every decision of %s a source', (id) => {
    const process = sources.documents.find((one) => one.kind === 'process' && one.id === id)
    const used = (process?.value['use'] ?? []) as readonly string[]
    const modules = sources.documents.filter((one) => one.kind === 'module' && used.includes(one.id))

    const bare = [process, ...modules].flatMap((document) => [
      ...namedParts(document?.value['invariants'])
        .filter(([, value]) => !hasSource(value))
        .map(([name]) => `invariant: ${name}`),
      ...namedParts(document?.value['decisions'])
        .filter(([, value]) => !hasSource(value) && !rulesOf(value).every(hasSource))
        .map(([name]) => `decision: ${name}`),
    ])

    expect(modules.map((one) => one.id).toSorted()).toEqual([...used].toSorted())
    expect(bare).toEqual([])
  })

  it.each(procedures)('write no figure into a condition of %s: it names a parameter', (id) => {
    const process = sources.documents.find((one) => one.kind === 'process' && one.id === id)

    const bare = conditionsOf(process?.value).filter((text) =>
      (text.replace(/"[^"]*"/g, '""').match(/(?<![\w."-])(?:[2-9]|\d{2,})(?:\.\d+)?\b/g) ?? []).some(
        (number) => !noFigures[id]?.includes(number),
      ),
    )

    expect(bare).toEqual([])
  })

  it.each(procedures)('write no figure into the flow of %s: every clock names a parameter', (id) => {
    const process = sources.documents.find((one) => one.kind === 'process' && one.id === id)

    const figures = clocksOf(process?.value['states'])
      .filter((text) => /^\d|^end of day$/.test(text))
      .filter((text) => !noFigures[id]?.includes(text))

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

describe('messages to customers, owners and property companies', () => {
  it.each(takeCalls)('wait in %s for the hours the owner gives the service telephone', (id) => {
    const process = sources.documents.find((one) => one.kind === 'process' && one.id === id)

    const messages = messagesOf(process?.value).filter(({ to }) => [to].flat().some(isServed))
    const atAnyHour = messages.filter(
      ({ window }) => !JSON.stringify(window ?? null).includes('params.phoneHours'),
    )

    expect(messages).not.toEqual([])
    expect(atAnyHour.map(({ to, template }) => `${String(template)} to ${String(to)}`)).toEqual([])
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

  it.each(procedures)('tell all of %s', (id) => {
    const coverage = report.coverage.find(({ process }) => process === id)

    const untold = (Object.keys(coverageKinds) as CoverageKind[])
      .filter((kind) => kind !== 'invariants')
      .flatMap((kind) => coverage?.[kind].missing ?? ['no story at all'])

    expect(untold).toEqual([])
    expect(coverage?.states.total).toBeGreaterThan(0)
    expect(coverage !== undefined && isFull(coverage)).toBe(true)
  })
})

describe('the catalogue', () => {
  it.each(catalogue)('has %s as a process, a decision or a module', (id) => {
    const documents = sources.documents.filter(({ kind }) => kind === 'process' || kind === 'module')
    const decisions = documents.flatMap(({ value }) => Object.keys(value['decisions'] ?? {}))

    expect([...documents.map((one) => one.id), ...decisions]).toContain(id)
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

interface Part {
  readonly kind: 'require' | 'deadline'
  readonly value: { readonly [key: string]: unknown }
}

/** Requirements and deadlines of a long form, wherever they stand. */
function partsOf(value: unknown): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const own = (kind: Part['kind']): readonly Part[] =>
      Object.values(inner as object).map((one: Part['value']) => ({ kind, value: one }))
    return [
      ...(key === 'require' && Array.isArray(inner) ? own('require') : []),
      ...(key === 'deadlines' && inner !== null && typeof inner === 'object' ? own('deadline') : []),
      ...partsOf(inner),
    ]
  })
}

/** Invariants or decisions of a document, by name. */
function namedParts(value: unknown): readonly (readonly [string, Part['value']])[] {
  return Object.entries((value ?? {}) as Readonly<Record<string, Part['value']>>)
}

function rulesOf(decision: Part['value']): readonly Part['value'][] {
  return (decision['rules'] ?? []) as readonly Part['value'][]
}

function hasSource({ source }: Part['value']): boolean {
  return Array.isArray(source) && source.length > 0
}

/** Texts of guards, requirements and invariants. */
function conditionsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsOf)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    (key === 'guard' || key === 'if') && typeof inner === 'string' ? [inner] : conditionsOf(inner),
  )
}

/** All fields of a signature, those of forms included. */
function signaturesOf(value: unknown): readonly { readonly personal?: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(signaturesOf)
  if (value === null || typeof value !== 'object') return []
  const own: readonly { readonly personal?: unknown }[] =
    'type' in value && value.type === 'signature' ? [value as { readonly personal?: unknown }] : []
  return [...own, ...Object.values(value).flatMap(signaturesOf)]
}

interface Message {
  readonly to: unknown
  readonly template: unknown
  readonly window?: unknown
}

/** Messages and reminders, wherever they stand, with a window or without. */
function messagesOf(value: unknown): readonly Message[] {
  if (Array.isArray(value)) return value.flatMap(messagesOf)
  if (value === null || typeof value !== 'object') return []
  const own: readonly Message[] = 'template' in value && 'to' in value ? [value] : []
  return [...own, ...Object.values(value).flatMap(messagesOf)]
}

/** Whether a receiver is one of those whom the house serves. */
function isServed(receiver: unknown): boolean {
  return receiver === 'customer' || receiver === 'owner' || receiver === 'property-company'
}
