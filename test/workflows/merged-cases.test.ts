import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedProcess, CheckedWorkflows } from '../../engine/index.js'
import type { JsonObject } from '../../engine/errors/index.js'
import { accepted, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { checkedWorkflows } from './checked-workflows.js'

interface Told {
  readonly by: string
  readonly profile: string
  readonly more: JsonObject
}

/** How each process that knows cases told twice is begun. */
const shipped: { readonly [process: string]: Told } = {
  'exchange-order': { by: 'salesperson-1', profile: 'sales-network', more: { kind: 'exchange' } },
  exchange: { by: 'staff-1', profile: 'appliance', more: { goodsAt: 'customer' } },
  'major-complaint-escalation': {
    by: 'call-1',
    profile: 'vehicle-maker',
    more: { receivedVia: 'call-centre', event: '行驶中刹车失灵，两人受伤' },
  },
  'repair-factory-return': {
    by: 'staff-1',
    profile: 'generic',
    more: { goodsAt: 'customer', factory: 'balance-works' },
  },
  'repair-in-house': { by: 'desk-1', profile: 'generic', more: {} },
  'repair-on-site': { by: 'service-clerk-1', profile: 'generic', more: {} },
  'repair-order-visit': { by: 'care-1', profile: 'door-window', more: {} },
  'repair-project-warranty': {
    by: 'department-1',
    profile: 'construction',
    more: { guaranteeUntil: '2027-09-27' },
  },
  'repair-take-away': { by: 'technician-1', profile: 'generic', more: {} },
  repair: { by: 'staff-1', profile: 'generic', more: { goodsAt: 'customer' } },
  return: {
    by: 'desk-1',
    profile: 'instrument',
    more: { returnReason: 'quality', quantity: 1, receivedAt: '2026-09-28T08:00:00+08:00' },
  },
  'service-request': { by: 'desk-1', profile: 'generic', more: { channel: 'phone', kind: 'fault' } },
}

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

async function told(process: string, given: JsonObject = {}): Promise<string> {
  const { by, profile, more } = shipped[process] as Told
  const checked = [...workflows.processes.values()].find((one) => one.id === process)
  const { fields, startRoles } = checked as CheckedProcess
  const all: JsonObject = {
    customer: { name: '王建国', phone: '13800138000' },
    product: { model: '电子天平 BA-7', serialNumber: 'SN-2025-0007' },
    problem: '示值漂移',
    ...more,
    ...given,
  }
  const data = Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(fields, name)))
  const actor = { id: by, roles: startRoles }
  return accepted(await t.engine.create(process, { profile, data, actor })).id
}

function merge(loser: string, into: string) {
  return t.engine.merge(loser, { into, reason: 'told twice', actor: { id: 'ada', roles: [] } })
}

describe('two fresh cases of one matter', () => {
  it('can be told twice in these processes alone', () => {
    const known = [...workflows.processes.values()].filter(({ duplicates }) => duplicates)
    expect([...new Set(known.map(({ id }) => id))].sort()).toEqual(Object.keys(shipped).sort())
  })

  it.each(Object.keys(shipped))('become one in %s', async (process) => {
    const [first, second] = [await told(process), await told(process)]

    expect(accepted(await merge(second, first))).toMatchObject({
      status: 'ended',
      outcome: 'merged-into',
      continuedIn: first,
    })
  })
})

describe('a repair whose goods are with us', () => {
  it('is not merged away: it is the one that goes on', async () => {
    const [first, second] = [await told('repair'), await told('repair', { goodsAt: 'us' })]

    expect((await merge(second, first)).refused).toMatchObject({ code: 'invariant-broken' })
    accepted(await merge(first, second))
  })
})
