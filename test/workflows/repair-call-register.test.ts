import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../engine/index.js'
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

/** A repair in warranty from the receipt to the papers that are put away. */
const wayToTheSurvey: readonly (readonly [event: string, role: string, answers?: JsonObject])[] = [
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

let t: TestEngine

beforeAll(async () => {
  const { workflows } = await checkedWorkflows('workflows')
  t = await openTestEngine({ workflows })
}, 120_000)
afterAll(() => t.close())

describe('the repair call register', () => {
  it('shows the day a repair was struck off while its survey and a complaint are open, and keeps that day', async () => {
    t.clock.moveTo(Date.parse('2026-09-28T09:30:00+08:00'))
    const clerk = { id: 'service-clerk', roles: ['service-clerk'] }
    const { id } = accepted(
      await t.engine.create('repair-take-away', { profile: 'generic', actor: clerk, data: intake }),
    )
    for (const [event, role, answers] of wayToTheSurvey) await send(id, event, role, answers)
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
})

async function send(id: string, event: string, role: string, answers: JsonObject = {}): Promise<void> {
  accepted(await t.engine.send(id, event, { actor: { id: role, roles: [role] }, payload: answers }))
}

/** What the exported line says of the strike-off. */
async function struckOff(): Promise<Record<string, string | undefined>> {
  const parts: Uint8Array[] = []
  for await (const part of t.engine.exportRegister('repair-call-register', { format: 'csv' })) parts.push(part)
  const lines = parse<Record<string, string>>(Buffer.concat(parts), { bom: true, columns: true })
  expect(lines).toHaveLength(1)
  return { 销号日期: lines[0]?.['销号日期'], 已销号: lines[0]?.['已销号'] }
}
