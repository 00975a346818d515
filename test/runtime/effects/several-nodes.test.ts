import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../../engine/index.js'
import { databases, openNodes, type TestNode, type TestNodes } from '../../nodes/open-nodes.js'
import { accepted } from '../open-test-engine.js'
import { heldService } from './outside-files.js'
import { outsideWorkflows } from './open-outside.js'

const second = 1000

describe.each(databases)('Effects of several nodes on %s', (_, open) => {
  let nodes: TestNodes
  beforeEach(async () => {
    nodes = await openNodes(open)
  })
  afterEach(() => nodes.close())

  const add = (name: string, bank: Service, concurrency = 32): Promise<TestNode> =>
    nodes.add(name, {
      workflows: outsideWorkflows,
      services: { bank, print: bank },
      effects: { random: () => 1, concurrency },
    })

  async function paying({ engine }: TestNode): Promise<string> {
    const { id } = accepted(await engine.create('payout', { actor: 'ann', data: { amount: 1 } }))
    accepted(await engine.send(id, 'pay', { actor: 'ann' }))
    return id
  }

  it('are each done once while leases hold', async () => {
    const keys: string[] = []
    const bank: Service = (_input, { key }) => {
      keys.push(key)
      return Promise.resolve({})
    }
    const one = await add('one', bank)
    const two = await add('two', bank)
    const { id } = accepted(await one.engine.create('payout', { actor: 'ann', data: { amount: 1 } }))
    for (let count = 0; count < 12; count += 1) accepted(await one.engine.send(id, 'print', { actor: 'ann' }))
    const ids = await Promise.all(Array.from({ length: 12 }, () => paying(one)))

    for (let round = 0; round < 3; round += 1) await Promise.all([one.engine.runDue(), two.engine.runDue()])

    expect([...keys].sort()).toEqual([...new Set(keys)].sort())
    expect(keys).toHaveLength(24)
    for (const one of ids) expect((await two.engine.get(one))?.active[0]?.path).toBe('paid')
  })

  it('of a node that died are done by another when its lease is over, and the late success changes nothing', async () => {
    const hanging = heldService()
    // With one place it looks for nothing else while it is at work, and so not for its own effect either.
    const one = await add('one', hanging.service, 1)
    const two = await add('two', () => Promise.resolve({ receipt: 'of two' }))
    const id = await paying(one)
    // It never says again that it is at work.
    const dying = one.engine.runDue()
    await hanging.begun(1)
    await two.engine.runDue()
    expect(await two.engine.effects(id)).toMatchObject([{ status: 'pending', holder: 'one', attempts: 1 }])

    await one.db.raw(`update aftercare_effects set next_at = next_at - ${15 * second}`)
    await two.engine.runDue()
    hanging.answer(0, { receipt: 'of one' })
    await dying
    await two.engine.runDue()

    expect(await two.engine.effects(id)).toMatchObject([{ status: 'delivered', attempts: 2 }])
    expect((await two.engine.get(id))?.data['receipt']).toBe('of two')
    const results = (await two.engine.trail(id, { limit: 500 })).items.filter(
      ({ type }) => type === 'result-taken',
    )
    expect(results).toHaveLength(1)
  })

  it('of a node that was slow count where it succeeds first, and not where it fails', async () => {
    const slow = heldService()
    const quick = heldService()
    const one = await add('one', slow.service, 1)
    const two = await add('two', quick.service, 1)
    const id = await paying(one)
    const first = one.engine.runDue()
    await slow.begun(1)
    await one.db.raw(`update aftercare_effects set next_at = next_at - ${15 * second}`)
    const racing = two.engine.runDue()
    await quick.begun(1)

    slow.answer(0, { receipt: 'slow' })
    await first
    quick.fail(0, new Error('too late to matter'))
    await racing

    expect((await two.engine.get(id))?.data['receipt']).toBe('slow')
    expect((await two.engine.effects(id))[0]).toMatchObject({ status: 'delivered' })
    expect((await two.engine.effects(id))[0]?.failure).toBeUndefined()
  })

  it('are aborted at the next renewal when another node ends their visit, and kept while it does not', async () => {
    const hanging = heldService()
    const one = await add('one', hanging.service)
    const two = await add('two', () => Promise.resolve({}))
    const id = await paying(one)
    const working = one.engine.runDue()
    await hanging.begun(1)
    const { signal } = hanging.attempts[0]?.attempt ?? expect.fail()

    nodes.clock.moveTo(nodes.clock.now() + 5 * second)
    await expect
      .poll(async () => (await two.engine.effects(id))[0]?.nextAt)
      .toBe(nodes.clock.now() + 15 * second)
    expect(signal.aborted).toBe(false)
    accepted(await two.engine.send(id, 'stop', { actor: 'ann' }))
    expect(signal.aborted).toBe(false)
    await expect
      .poll(() => {
        nodes.clock.moveTo(nodes.clock.now() + second)
        return signal.aborted
      })
      .toBe(true)
    await working

    expect((await two.engine.effects(id))[0]?.status).toBe('cancelled')
  })

  it('are held on every node', async () => {
    const one = await add('one', () => Promise.resolve({}))
    const two = await add('two', () => Promise.resolve({}))
    const id = await paying(one)
    await two.engine.switches()

    await one.engine.holdEffects({ actor: 'ann', reason: 'x' })
    await two.engine.runDue()

    expect((await one.engine.effects(id))[0]).toMatchObject({ status: 'pending', attempts: 0 })
  })
})
