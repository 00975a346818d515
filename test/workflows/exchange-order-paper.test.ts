import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedWorkflows, JsonObject } from '../../engine/index.js'
import { accepted, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { checkedWorkflows } from './checked-workflows.js'

type Way = readonly (readonly [event: string, role: string, answers?: JsonObject])[]

const filled: Way = [
  ['check-conditions', 'salesperson', { meetsConditions: true }],
  ['fill-order', 'salesperson', { quantity: 12, reason: '客户反映整批外观有划痕，要求换货' }],
]
const signed: Way = [
  ['approve-regional-head', 'regional-head', { regionalSignature: '奚望', regionalOpinion: '情况属实' }],
  ['hand-in-product', 'salesperson'],
  ['approve-sales-company-office', 'sales-company-office', { officeOpinion: '产品已核实' }],
  ['approve-general-manager', 'general-manager', { instruction: '同意换货' }],
]

let workflows: CheckedWorkflows
let t: TestEngine
let id: string

beforeAll(async () => {
  ;({ workflows } = await checkedWorkflows('workflows'))
}, 120_000)
beforeEach(async () => {
  t = await openTestEngine({ workflows })
  const actor = { id: 'salesperson-a', roles: ['salesperson'] }
  const data = {
    customer: { name: '王建国', phone: '13800138000' },
    product: { model: '水泵' },
    kind: 'exchange',
    problem: '外观划痕',
  }
  id = accepted(await t.engine.create('exchange-order', { profile: 'sales-network', actor, data })).id
  for (const step of filled) await send(...step)
})
afterEach(() => t.close())

describe('the exchange order on paper', () => {
  it('has blank lines for what the three who approve have yet to say', async () => {
    const { values } = await order()

    expect(values).toMatchObject({ quantity: 12, meetsConditions: true })
    for (const line of ['regionalOpinion', 'officeOpinion', 'instruction']) expect(values).not.toHaveProperty(line)
  })

  it('carries both opinions and the instruction once everybody has signed', async () => {
    for (const step of signed) await send(...step)

    const { state, values } = await order()

    expect(state).toBe('signed')
    expect(values).toMatchObject({ regionalOpinion: '情况属实', officeOpinion: '产品已核实', instruction: '同意换货' })
  })
})

/** Somebody of the role tells of the event, another person for each role. */
async function send(event: string, role: string, payload: JsonObject = {}): Promise<void> {
  const actor = { id: `${role}-a`, roles: [role] }
  accepted(await t.engine.send(id, event, { actor, payload }))
}

async function order() {
  const record = await t.engine.get(id)
  const found = record?.vouchers?.find(({ paper }) => paper === 'exchange-order')
  if (!found) throw new Error('Expected an exchange order, but none was issued.')
  return found
}
