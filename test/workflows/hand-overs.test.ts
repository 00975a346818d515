import { beforeAll, describe, expect, it } from 'vitest'
import { runScenarios, type ScenarioReport, type SourceSet } from '../../engine/index.js'
import { checkedWorkflows } from './checked-workflows.js'

type Kind = 'converted' | 'child' | 'started'

/** Every hand-over between the procedures for repair, exchange, return and major complaints. */
const handOvers: readonly (readonly [from: string, to: string, kind: Kind])[] = [
  // what was agreed on with the customer goes on in its own procedure
  ['service-request', 'repair', 'converted'],
  ['service-request', 'repair-in-house', 'converted'],
  ['service-request', 'repair-on-site', 'converted'],
  ['service-request', 'repair-take-away', 'converted'],
  ['service-request', 'repair-order-visit', 'converted'],
  ['service-request', 'repair-project-warranty', 'converted'],
  ['service-request', 'exchange', 'converted'],
  ['service-request', 'return', 'converted'],
  // what cannot be finished at the customer's place
  ['repair-on-site', 'field-dispatch', 'child'],
  ['repair-on-site', 'repair-take-away', 'converted'],
  ['repair-on-site', 'repair-factory-return', 'child'],
  ['repair-on-site', 'repair', 'child'],
  ['repair', 'repair-factory-return', 'child'],
  ['repair-factory-return', 'repair', 'converted'],
  // another remedy instead of the repair
  ['repair', 'exchange', 'converted'],
  ['repair', 'return', 'converted'],
  ['repair-in-house', 'exchange', 'converted'],
  ['repair-in-house', 'return', 'converted'],
  ['repair-take-away', 'exchange', 'converted'],
  // the manufacturer cannot exchange, or the customer prefers the other
  ['exchange', 'repair', 'converted'],
  ['exchange', 'return', 'converted'],
  ['return', 'exchange', 'converted'],
  // the working day is set, and somebody is sent in turn
  ['repair-order-visit', 'weekend-dispatch', 'child'],
  ['repair-order-visit', 'round-robin-dispatch', 'child'],
  // each item of a sales office's list
  ['sales-office-return', 'return', 'child'],
  ['sales-office-return', 'exchange', 'child'],
  // what the agreement with the customer says is carried out
  ['major-complaint-escalation', 'repair', 'started'],
  ['major-complaint-escalation', 'exchange', 'started'],
  ['major-complaint-escalation', 'return', 'started'],
  // every closed case is asked about: where no repair can be opened again, by a case of its own
  ['service-request', 'satisfaction-follow-up', 'started'],
  ['repair', 'satisfaction-follow-up', 'started'],
  ['repair-in-house', 'satisfaction-follow-up', 'started'],
  ['repair-on-site', 'satisfaction-follow-up', 'started'],
  ['repair-take-away', 'satisfaction-follow-up', 'started'],
  ['repair-factory-return', 'satisfaction-follow-up', 'started'],
  ['repair-order-visit', 'satisfaction-follow-up', 'started'],
  ['repair-project-warranty', 'satisfaction-follow-up', 'started'],
  ['exchange', 'satisfaction-follow-up', 'started'],
  ['return', 'satisfaction-follow-up', 'started'],
  ['exchange-order', 'satisfaction-follow-up', 'started'],
  ['sales-office-return', 'satisfaction-follow-up', 'started'],
  ['major-complaint-escalation', 'satisfaction-follow-up', 'started'],
  ['consumer-return', 'satisfaction-follow-up', 'started'],
  ['car-claim', 'satisfaction-follow-up', 'started'],
  ['satisfaction-follow-up', 'service-request', 'converted'],
]

let sources: SourceSet
let report: ScenarioReport

beforeAll(async () => {
  const checked = await checkedWorkflows('workflows')
  const { workflows } = checked
  sources = checked.sources
  report = runScenarios({ ...workflows, scenarios: workflows.scenarios.filter(({ value }) => handsOver(value)) })
}, 300_000)

describe('the hand-overs between the procedures', () => {
  it.each(handOvers)('lead from %s to %s (%s) in a story that passes', (from, to, kind) => {
    const tellers = report.results.filter(
      ({ passed, handOvers: found }) =>
        passed && found.some((one) => one.from === from && one.process === to && one.kind === kind),
    )

    expect(tellers.map(({ file }) => file)).not.toEqual([])
  })

  it('are all in the table: no definition begins a case of another procedure that it does not name', () => {
    const named = handOvers.map(([from, to, kind]) => `${from} → ${to} (${kind})`)
    const procedures = new Set(handOvers.flatMap(([from, to]) => [from, to]))

    const written = sources.documents
      .filter(({ kind, id }) => kind === 'process' && procedures.has(id))
      .flatMap(({ id, value }) => beginsIn(value).map(([kind, to]) => `${id} → ${to} (${kind})`))

    expect([...new Set(written)].sort()).toEqual([...named].sort())
  })
})

const keys: Readonly<Record<string, Kind>> = { convert: 'converted', invoke: 'child', start: 'started' }

/** Every place of a definition that begins a case of another process. */
function beginsIn(value: unknown): readonly (readonly [kind: Kind, process: string])[] {
  if (Array.isArray(value)) return value.flatMap(beginsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const kind = keys[key]
    const process: unknown = typeof inner === 'string' ? inner : (inner as { process?: unknown } | null)?.process
    return [
      ...(kind && typeof process === 'string' ? [[kind, process] as const] : []),
      ...beginsIn(inner),
    ]
  })
}

/** Whether a story expects another case to begin: the others need not be played for this. */
function handsOver(value: unknown): boolean {
  const { start, steps = [] } = value as { start?: Part; steps?: readonly Part[] }
  return [start, ...steps].some((part) => (part?.expect?.began ?? []).length > 0)
}

interface Part {
  readonly expect?: { readonly began?: readonly unknown[] }
}
