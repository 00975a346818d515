import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedWorkflows } from '../../engine/index.js'
import { accepted, minute, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { checkedWorkflows } from './checked-workflows.js'

/** The 90th day after the first call is a Sunday, so that the time ends with the working day after it. */
const lastMoment = Date.parse('2026-12-28T18:00:00+08:00')

let workflows: CheckedWorkflows
let t: TestEngine

beforeAll(async () => {
  ;({ workflows } = await checkedWorkflows('workflows'))
})

beforeEach(async () => {
  t = await openTestEngine({ workflows })
})

afterEach(async () => {
  await t.close()
})

describe('a request told twice', () => {
  it('is found at intake by the same telephone and serial number within 90 days', async () => {
    const first = await call('13800138000', 'SN-2025-0007')
    t.clock.moveTo(lastMoment)
    const again = await call('13800138000', 'SN-2025-0007')
    const ofAnother = await call('13900139000', 'SN-2025-0007')
    const onAnother = await call('13800138000', 'SN-2024-0003')

    expect(await similarTo(again)).toEqual([first])
    expect(await similarTo(ofAnother)).toEqual([])
    expect(await similarTo(onAnother)).toEqual([])
  })

  it('is a request of its own after the 90 days', async () => {
    await call('13800138000', 'SN-2025-0007')
    t.clock.moveTo(lastMoment + minute)
    const later = await call('13800138000', 'SN-2025-0007')

    expect(await similarTo(later)).toEqual([])
  })
})

async function call(phone: string, serialNumber: string): Promise<string> {
  const data = {
    channel: 'phone',
    kind: 'fault',
    customer: { name: '王建国', phone },
    product: { model: '电子天平 BA-7', serialNumber },
    problem: '示值漂移',
  }
  return accepted(await t.engine.create('service-request', { profile: 'generic', data, actor: 'desk-1' })).id
}

async function similarTo(id: string): Promise<readonly string[]> {
  return ((await t.engine.similar(id)) ?? []).map((one) => one.id)
}
