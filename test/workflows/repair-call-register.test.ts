import { parse } from 'csv-parse/sync'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedWorkflows, JsonObject } from '../../engine/index.js'
import { accepted, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { checkedWorkflows } from './checked-workflows.js'

const intake = {
  customer: { name: '王建国', phone: '13800138000' },
  problem: '不制冷',
  product: {
    model: '冰箱 BX-1',
    serialNumber: 'SN-2026-0101',
    soldByUs: true,
    proofOfPurchase: true,
    warrantyBasis: 'purchase-date',
    warrantyEndsOn: '2027-06-30',
  },
}

type Way = readonly (readonly [event: string, role: string, answers?: JsonObject])[]

/** A repair in warranty from the receipt to the goods that are given back. */
const takenAway: Way = [
  [
    'issue-receipt',
    'technician',
    { goodsCondition: '外观完好', plannedFinish: '2026-10-09T12:00:00+08:00', customerAck: '王建国' },
  ],
  ['enter-goods', 'service-clerk'],
  [
    'report-diagnosis',
    'technician',
    {
      faultCause: 'product-quality',
      fault: 'not-working',
      diagnosis: '压缩机损坏',
      quote: { hours: 2, parts: 300 },
    },
  ],
  ['report-repaired', 'technician', { workDone: '更换压缩机', actualHours: 2.5 }],
  ['pass-inspection', 'supervisor'],
  ['set-out', 'technician'],
  ['return-goods', 'technician', { returnSignature: '王建国', receiptTakenBack: true }],
]

/** A repair in the technician's hands at the customer's, up to the slip that is signed. */
const onSite: Way = [
  [
    'report-findings',
    'technician',
    {
      findings: '压缩机不启动',
      matchesReport: true,
      partsComplete: true,
      signsOfHumanDamage: false,
      faultCause: 'product-quality',
      fault: 'not-working',
      solution: 'on-the-spot',
    },
  ],
  ['report-repaired', 'technician', { workDone: '更换启动器' }],
  ['sign-paper', 'technician', { customerSignature: '王建国', siteCleared: true, askedForMore: true }],
]

let workflows: CheckedWorkflows
let t: TestEngine

beforeAll(async () => {
  ;({ workflows } = await checkedWorkflows('workflows'))
}, 120_000)
beforeEach(async () => {
  t = await openTestEngine({ workflows })
})
afterEach(() => t.close())

describe('the repair call register', () => {
  it('shows the day a repair was struck off while its survey and a complaint are open, and keeps that day', async () => {
    const id = await begun('repair-take-away', intake)
    await go(id, takenAway)
    expect(await struckOff()).toEqual({ 销号日期: '', 已销号: '' })

    t.clock.moveTo(Date.parse('2026-09-29T10:00:00+08:00'))
    await send(id, 'archive-papers', 'service-clerk')
    expect(await struckOff()).toEqual({ 销号日期: '2026-09-29', 已销号: '是' })

    t.clock.moveTo(Date.parse('2026-09-30T10:00:00+08:00'))
    await send(id, 'customer-unreachable', 'service-clerk')
    expect(await struckOff()).toEqual({ 销号日期: '2026-09-29', 已销号: '是' })

    await send(id, 'record-survey', 'service-clerk', { rating: 'dissatisfied' })
    expect(await struckOff()).toEqual({ 销号日期: '2026-09-29', 已销号: '是' })

    await send(id, 'settle', 'supervisor', { decision: '致歉' })
    expect(await struckOff()).toEqual({ 销号日期: '2026-09-29', 已销号: '是' })
  })

  it('strikes off a call on site while the supervisor has what the customer complains of, until somebody goes again', async () => {
    const { customer, problem, product } = intake
    const id = await begun('repair-on-site', {
      ...{ customer, problem },
      product: { model: product.model, serialNumber: product.serialNumber },
    })
    const { soldByUs, proofOfPurchase, warrantyBasis, warrantyEndsOn } = product
    await send(id, 'register', 'service-clerk', {
      ...{ area: 'urban', product: { soldByUs, proofOfPurchase, warrantyBasis, warrantyEndsOn } },
    })
    await send(id, 'draw-paper', 'service-clerk')
    await t.engine.runDue()
    await send(`${id}-c1`, 'dispatch', 'supervisor', { technician: 'technician-1' })
    await send(`${id}-c1`, 'arrive', 'technician')
    await t.engine.runDue()
    await go(id, onSite)
    expect(await struckOff()).toEqual({ 销号日期: '', 已销号: '' })

    await send(id, 'strike-off', 'service-clerk')
    await send(id, 'archive-paper', 'service-clerk')
    t.clock.moveTo(Date.parse('2026-09-29T10:00:00+08:00'))
    await send(id, 'record-survey', 'service-clerk', { rating: 'dissatisfied' })
    expect((await t.engine.get(id))?.active.map(({ path }) => path)).toEqual(['with-supervisor'])
    expect(await struckOff()).toEqual({ 销号日期: '2026-09-28', 已销号: '是' })

    await send(id, 'dispatch-again', 'supervisor', { decision: '再派' })
    expect(await struckOff()).toEqual({ 销号日期: '', 已销号: '' })
  })
})

/** A case of the generic profile that the service clerk began. */
async function begun(process: string, data: JsonObject): Promise<string> {
  const actor = { id: 'service-clerk-1', roles: ['service-clerk'] }
  return accepted(await t.engine.create(process, { profile: 'generic', actor, data })).id
}

async function go(id: string, way: Way): Promise<void> {
  for (const [event, role, answers] of way) await send(id, event, role, answers)
}

async function send(id: string, event: string, role: string, answers: JsonObject = {}): Promise<void> {
  accepted(await t.engine.send(id, event, { actor: { id: `${role}-1`, roles: [role] }, payload: answers }))
}

/** What the exported line says of the strike-off. */
async function struckOff(): Promise<Record<string, string | undefined>> {
  const parts: Uint8Array[] = []
  for await (const part of t.engine.exportRegister('repair-call-register', { format: 'csv' })) parts.push(part)
  const lines = parse<Record<string, string>>(Buffer.concat(parts), { bom: true, columns: true })
  expect(lines).toHaveLength(1)
  return { 销号日期: lines[0]?.['销号日期'], 已销号: lines[0]?.['已销号'] }
}
