import { parse } from 'csv-parse/sync'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedWorkflows, JsonObject } from '../../engine/index.js'
import { accepted, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { checkedWorkflows } from './checked-workflows.js'

const customer = { name: '王建国', phone: '13800138000' }

let workflows: CheckedWorkflows
let t: TestEngine

beforeAll(async () => {
  ;({ workflows } = await checkedWorkflows('workflows'))
}, 120_000)
beforeEach(async () => {
  t = await openTestEngine({ workflows })
})
afterEach(() => t.close())

describe('the dispatch record', () => {
  it('says who was sent to a call and when he was there, from the moment he is sent', async () => {
    const callAt = new Date(t.clock.now()).toISOString()
    const id = await begun('field-dispatch', 'service-clerk', { customer, callAt, problem: '不制冷', voucherNo: 'PZ-7' })
    expect(await lines()).toEqual([])

    await send(id, 'dispatch', 'supervisor', { technician: 'technician-1' })
    expect(await lines()).toMatchObject([{ 服务事由: '不制冷', 服务凭证或维修单编号: 'PZ-7', 到达时间: '' }])

    await send(id, 'arrive', 'technician')
    const [line] = await lines()
    expect(line?.['派遣人员']).not.toBe('')
    expect(line?.['到达时间']).toBe(line?.['派遣时间'])
  })

  it('holds the jobs given out in turn once they are taken', async () => {
    const data = { customer, confirmedContent: '更换合页', repairOrderNo: 'WX-1' }
    const id = await begun('round-robin-dispatch', 'customer-service', data)
    await send(id, 'override', 'customer-service-head', {
      ...{ urgency: 'normal', weather: '晴', staffSituation: '四人在岗' },
      ...{ worker: 'worker-1', overrideReason: '他在附近' },
    })
    expect(await lines()).toEqual([])

    accepted(await t.engine.send(id, 'take-job', { actor: { id: 'worker-1', roles: ['repair-worker'] } }))

    expect(await lines()).toMatchObject([{ 服务事由: '更换合页', 服务凭证或维修单编号: 'WX-1', 未按次序: '是' }])
  })
})

async function begun(process: string, role: string, data: JsonObject): Promise<string> {
  const actor = { id: `${role}-1`, roles: [role] }
  return accepted(await t.engine.create(process, { profile: 'generic', actor, data })).id
}

async function send(id: string, event: string, role: string, payload: JsonObject = {}): Promise<void> {
  accepted(await t.engine.send(id, event, { actor: { id: `${role}-1`, roles: [role] }, payload }))
}

/** The record as it is exported. */
async function lines(): Promise<readonly Record<string, string>[]> {
  const parts: Uint8Array[] = []
  for await (const part of t.engine.exportRegister('dispatch-record', { format: 'csv' })) parts.push(part)
  return parse<Record<string, string>>(Buffer.concat(parts), { bom: true, columns: true })
}
