import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor, RegisterItem } from '../../engine/index.js'
import { accepted, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { checkedWorkflows } from './checked-workflows.js'

const customer = { name: '王建国', phone: '13800138000' }
const product = { model: '轿车 SX-1', serialNumber: 'LSX-2026-000123' }
const department: Actor = { id: 'department-1', roles: ['after-sales-department'] }

let t: TestEngine

beforeAll(async () => {
  const { workflows } = await checkedWorkflows('workflows')
  t = await openTestEngine({ workflows })
}, 120_000)
afterAll(() => t.close())

describe('the complaint tracking register', () => {
  it('has a line for each complaint, whatever the procedure calls it, and none for a plain repair', async () => {
    await begin('major-complaint-escalation', department, { receivedVia: 'direct', event: '发动机开裂' })
    await begin(
      'exchange-order',
      { id: 'salesperson-1', roles: ['salesperson'] },
      { kind: 'exchange', problem: '批次色差' },
    )
    await begin('repair', { id: 'desk-1', roles: ['service-desk'] }, { problem: '无法启动' })

    expect((await lines()).map(({ process, values }) => [process, values['complaint']])).toEqual([
      ['major-complaint-escalation', '发动机开裂'],
      ['exchange-order', '批次色差'],
    ])
  })

  it('works every column out for every one of its procedures', async () => {
    const all = await lines()

    expect(all.flatMap(({ failed }) => Object.entries(failed ?? {}))).toEqual([])
    expect(all.map(({ shown }) => shown['customer'])).toEqual(['王建国', '王建国'])
    expect(all[0]?.shown['model']).toBe('轿车 SX-1')
  })
})

async function begin(process: string, actor: Actor, data: object): Promise<void> {
  accepted(await t.engine.create(process, { profile: 'generic', actor, data: { customer, product, ...data } }))
}

async function lines(): Promise<readonly RegisterItem[]> {
  return (await t.engine.register('complaint-tracking-register')).items
}
