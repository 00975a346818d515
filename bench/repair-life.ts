import { withAnswers, step } from '../engine/core/index.js'
import type { Actor, Command, FactRequest, Facts } from '../engine/core/command.js'
import type { InstanceRecord } from '../engine/core/record.js'
import type { Advanced } from '../engine/core/step-result.js'
import type { CheckedProcess } from '../engine/definition/checked-process.js'
import type { CheckedWorkflows } from '../engine/definition/checked-workflows.js'
import type { JsonObject } from '../engine/errors/json.js'
import { loadWorkflows } from '../engine/index.js'

/** One event of the life of a case, as somebody sends it. */
export interface Sending {
  readonly event: string
  readonly actor: Actor
  readonly payload: JsonObject
}

/** One event with the case as it found it and as it left it. */
export interface Moment {
  readonly sending: Sending
  readonly before: InstanceRecord
  readonly command: Extract<Command, { kind: 'send' }>
  readonly now: number
  readonly advanced: Advanced
}

/** A whole repair: the process, its world, and every event with what it met. */
export interface Life {
  readonly workflows: CheckedWorkflows
  readonly process: CheckedProcess
  readonly facts: Facts
  readonly moments: readonly Moment[]
}

const as = (role: string, id = `${role}-1`): Actor => ({ id, roles: [role] })
const part = (number: string, name: string): JsonObject => ({ number, name })
const parts = [part('P-01', '轴承'), part('P-02', '密封圈')]
const begun = Date.UTC(2026, 10, 2, 1, 30)
/** Between two events: short enough that no timer is due in between, which would be a second step. */
const pause = 60_000

/** Who begins the case. */
export const beginner = as('service-staff')

/** What the case begins with. */
export const data: JsonObject = {
  customer: {
    name: '王建国',
    phone: '13800138000',
    address: { province: '上海市', district: '徐汇区', street: '漕溪北路 1 号' },
  },
  product: { model: '真空泵 VP-1', soldByUs: false, proofOfPurchase: false },
  problem: '异响',
  goodsAt: 'us',
}

const sending = (event: string, actor: Actor, payload: JsonObject = {}): Sending => ({
  event,
  actor,
  payload,
})

/** A paid repair that waits for parts, as `workflows/scenarios/repair/paid-repair.yaml` tells it, without its refusals. */
export const sendings: readonly Sending[] = [
  sending('settle-warranty', beginner, { product: { proofOfPurchase: false } }),
  sending('agree-plan', beginner, { repairPlan: '检测后报价' }),
  sending('report-diagnosis', as('technician'), {
    faultCause: 'product-quality',
    fault: 'noise',
    diagnosis: '轴承与密封圈磨损',
    remedy: 'own-repair',
    partsNeeded: parts,
    partsToOrder: parts,
  }),
  sending('submit-quote', beginner, {
    quote: { hours: 2.5, labour: 200, parts: 180.5, byThePriceList: true },
  }),
  sending('accept-quote', as('customer'), { consentBy: 'customer' }),
  sending('part-arrived', as('office-clerk'), { partNumber: 'P-02' }),
  sending('part-arrived', as('office-clerk'), { partNumber: 'P-01' }),
  sending('report-repaired', as('technician'), { workDone: '更换轴承与密封圈' }),
  sending('pass-inspection', as('supervisor')),
  sending('accept-repair', as('customer'), {
    acceptanceSignature: '王建国',
    removedPartsTo: 'disposed',
    partsDeclined: true,
  }),
  sending('issue-invoice', as('finance'), { invoiceNumber: 'FP-1001', invoiceAmount: 380.5 }),
  sending('payment-received', as('finance')),
  sending('customer-unreachable', as('office-clerk')),
  sending('record-survey', as('office-clerk'), { rating: 'very-satisfied' }),
]

/** Plays the repair once on the pure step. Throws when the process in `workflows/` would refuse it. */
export async function loadLife(): Promise<Life> {
  // As a node does: stories are most of the files, and would be measured as memory.
  const workflows = await loadWorkflows('workflows', { stories: false })
  const process = workflows.processes.find((one) => one.id === 'repair' && one.profile === 'generic')
  const calendar = workflows.calendars.get(process?.calendar ?? '')
  if (!process || !calendar) throw new Error("Expected 'repair' with the profile 'generic', but it is gone.")
  const creation: Command = { kind: 'create', id: 'bench', data, actor: beginner }
  const world: Facts = {
    calendar,
    calendars: workflows.calendars,
    series: {},
    prices: Object.fromEntries(workflows.prices ?? []),
  }
  let facts = world
  const play = (before: InstanceRecord | undefined, command: Command, now: number): Advanced => {
    const played = withAnswers(facts, ofAnEmptyStore, (known) => ({
      known,
      advanced: advancedOf(step(process, known, before, command, now)),
    }))
    facts = played.known
    return played.advanced
  }
  const moments: Moment[] = []
  let before = play(undefined, creation, begun).after
  for (const [index, one] of sendings.entries()) {
    const command = { kind: 'send', ...one } as const
    const now = begun + (index + 1) * pause
    const advanced = play(before, command, now)
    moments.push({ sending: one, before, command, now, advanced })
    before = advanced.after
  }
  return { workflows, process, facts, moments }
}

/** What a step hears of a store where no number was drawn, no paper issued and nobody has work. */
function ofAnEmptyStore(request: FactRequest): Partial<Facts> {
  const each = <T>(keys: readonly string[], value: T) => Object.fromEntries(keys.map((key) => [key, value]))
  if (request.kind === 'series') return { series: each(request.keys, 0) }
  if (request.kind === 'voucher') return { usedVouchers: each(request.keys, false) }
  throw new Error(`Expected a repair to need numbers of cases and papers, but it asks for '${request.kind}'.`)
}

function advancedOf(result: ReturnType<typeof step>): Advanced {
  if (result.kind === 'advanced') return result
  throw new Error(`Expected the repair to go on, but: ${result.refusal.text.en}`)
}
