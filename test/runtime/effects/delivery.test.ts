import { afterEach, describe, expect, it } from 'vitest'
import { DeliveryFailed, ServiceRefused, type Service } from '../../../engine/index.js'
import { accepted, minute, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'
import { heldService, keepingChannel, outsideFiles } from './outside-files.js'
import type { EngineOptions } from '../../../engine/runtime/engine-options.js'

const workflows = sound(outsideFiles)
const second = 1000

describe('Effects', () => {
  let t: TestEngine
  afterEach(() => t.close())

  async function begin(options: Partial<EngineOptions>): Promise<string> {
    t = await openTestEngine({ workflows, effects: { random: () => 1 }, ...options })
    return accepted(await t.engine.create('payout', { actor: 'ann', data: { amount: 7 } })).id
  }
  const send = async (event: string): Promise<void> => {
    accepted(await t.engine.send('case-1', event, { actor: 'ann' }))
  }
  const stateOf = async (): Promise<string | undefined> =>
    (await t.engine.get('case-1'))?.active.map(({ path }) => path).join()
  const trailTypes = async (): Promise<readonly string[]> =>
    (await t.engine.trail('case-1', { limit: 500 })).items.map(({ type }) => type)

  it('are delivered once the step that asks for them is committed, and their result moves the case', async () => {
    const inputs: unknown[] = []
    const bank: Service = (input, { key, attempt }) => {
      inputs.push({ input, key, attempt })
      return Promise.resolve({ receipt: 'R-1' })
    }
    await begin({ services: { bank } })

    await send('pay')
    await t.engine.runDue()

    expect(inputs).toEqual([{ input: { amount: 7 }, key: 'case-1-e1', attempt: 1 }])
    expect(await stateOf()).toBe('paid')
    expect((await t.engine.get('case-1'))?.data['receipt']).toBe('R-1')
    expect(await t.engine.effects('case-1')).toMatchObject([
      { id: 'case-1-e1', status: 'delivered', attempts: 1, lane: 'service:bank' },
    ])
  })

  it('are tried again after growing pauses when the line fails, with the same key', async () => {
    const keys: string[] = []
    const bank: Service = (_, { key, attempt }) => {
      keys.push(key)
      if (attempt < 3) throw new DeliveryFailed('connection-failed', 'No line.', { permanent: false })
      return Promise.resolve({ receipt: 'R' })
    }
    await begin({ services: { bank } })
    await send('pay')

    await t.engine.runDue()
    const [first] = await t.engine.effects('case-1')
    t.clock.moveTo(t.clock.now() + 10 * second)
    await t.engine.runDue()
    const [again] = await t.engine.effects('case-1')
    t.clock.moveTo(t.clock.now() + 20 * second)
    await t.engine.runDue()

    expect(first).toMatchObject({ status: 'pending', attempts: 1, failure: { code: 'connection-failed' } })
    expect(again?.nextAt).toBe((first?.nextAt ?? 0) + 20 * second)
    expect(keys).toEqual(['case-1-e1', 'case-1-e1', 'case-1-e1'])
    expect(await stateOf()).toBe('paid')
  })

  it('become an incident when their attempts are used up, and the trail tells of it', async () => {
    await begin({ services: { bank: () => Promise.reject(new Error('secret value')) } })
    await send('pay')

    for (let round = 0; round < 3; round += 1) {
      await t.engine.runDue()
      t.clock.moveTo(t.clock.now() + minute)
    }

    const [incident] = (await t.engine.incidents()).items
    expect(incident).toMatchObject({ subject: 'case-1-e1', code: 'receiver-failed', number: 'P-2026-0001' })
    expect(incident?.detail).toMatchObject({ attempts: 3, lane: 'service:bank', state: 'paying' })
    expect(JSON.stringify(incident)).not.toContain('secret value')
    expect(await trailTypes()).toContain('incident-opened')
    expect(await stateOf()).toBe('paying')
  })

  it('become an incident at once when another attempt would fail as well', async () => {
    const fail = new DeliveryFailed('receiver-gone', 'Gone.', { permanent: true })
    await begin({ services: { bank: () => Promise.reject(fail) } })
    await send('pay')

    await t.engine.runDue()

    expect((await t.engine.incidents()).items).toMatchObject([{ code: 'receiver-gone' }])
  })

  it('take the case on by onError when the service says no for a reason of the matter', async () => {
    const refusal = new ServiceRefused('account closed', { code: 'closed' })
    await begin({ services: { bank: () => Promise.reject(refusal) } })
    await send('pay')

    await t.engine.runDue()

    expect(await stateOf()).toBe('failed')
    expect((await t.engine.get('case-1'))?.data['failure']).toBe('account closed')
    expect((await t.engine.incidents()).items).toEqual([])
  })

  it('open an incident when a service nobody waits for says no', async () => {
    await begin({ services: { print: () => Promise.reject(new ServiceRefused('no paper')) } })
    await send('print')

    await t.engine.runDue()

    expect((await t.engine.incidents()).items).toMatchObject([
      { code: 'refused', detail: { message: 'no paper' } },
    ])
  })

  it('are delivered one after another where the process wants that', async () => {
    const print = heldService()
    const channel = keepingChannel()
    await begin({ services: { print: print.service }, channels: { default: channel } })
    await send('print')
    await send('tell')
    await send('print')

    const done = t.engine.runDue()
    await print.begun(1)
    expect(channel.sent).toEqual([])
    print.answer(0, {})
    await print.begun(2)
    expect(channel.sent).toHaveLength(1)
    print.answer(1, undefined)
    await done

    expect((await t.engine.effects('case-1')).map(({ status }) => status)).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ])
  })

  it('wait for an earlier one of their case that is dead', async () => {
    const gone = new DeliveryFailed('receiver-gone', 'Gone.', { permanent: true })
    const channel = keepingChannel()
    await begin({ services: { print: () => Promise.reject(gone) }, channels: { default: channel } })
    await send('print')
    await send('tell')

    await t.engine.runDue()
    expect(channel.sent).toEqual([])
    const [incident] = (await t.engine.incidents()).items
    accepted(await t.engine.skipIncident(incident?.id ?? '', { actor: 'ann', reason: 'not needed' }))
    await t.engine.runDue()

    expect(channel.sent).toHaveLength(1)
    expect((await t.engine.effects('case-1'))[0]?.status).toBe('skipped')
  })

  it('wait for a handler where this node has none, and are named', async () => {
    await begin({})
    await send('pay')
    await send('stop')
    await send('tell')

    expect(await t.engine.waitingLanes()).toEqual(['channel:'])
    await t.engine.runDue()

    expect((await t.engine.effects('case-1'))[1]).toMatchObject({ status: 'pending', attempts: 0 })
  })

  it('are cancelled with their visit, before and during an attempt', async () => {
    const bank = heldService()
    await begin({ services: { bank: bank.service } })
    await send('pay')
    await send('stop')
    await t.engine.runDue()
    expect(bank.attempts).toHaveLength(0)

    await send('pay')
    const done = t.engine.runDue()
    await bank.begun(1)
    await send('stop')
    await done

    expect(bank.attempts[0]?.attempt.signal.aborted).toBe(true)
    expect((await t.engine.effects('case-1')).map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(await stateOf()).toBe('ready')
  })

  it('keep what a channel returned, and the message as it was written', async () => {
    const channel = keepingChannel()
    await begin({ channels: { default: channel } })
    await send('tell')

    await t.engine.runDue()

    expect(channel.sent[0]?.message).toMatchObject({
      template: 'told',
      body: { en: 'Amount 7' },
      number: 'P-2026-0001',
      to: [{ role: 'leader', person: 'li' }],
    })
    expect(await t.engine.effects('case-1')).toMatchObject([
      { status: 'delivered', result: { id: 'sent-1' }, message: { en: 'Amount 7' } },
    ])
  })
})
