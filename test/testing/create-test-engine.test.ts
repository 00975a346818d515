import { describe, expect, it } from 'vitest'
import { DeliveryFailed } from '../../engine/index.js'
import { createTestEngine, type TestEngine, type TestEngineOptions } from '../../engine/testing/index.js'
import { outsideFiles } from '../runtime/effects/outside-files.js'

const open = (more: Partial<TestEngineOptions> = {}): Promise<TestEngine> =>
  createTestEngine({ workflows: outsideFiles, ...more })

async function begin(test: TestEngine): Promise<string> {
  const created = await test.engine.create('payout', {
    data: { amount: 7 },
    actor: test.actor('ann', 'clerk'),
  })
  if (created.refused) throw new Error(created.refused.text.en)
  return created.instance.id
}

const stateOf = async (test: TestEngine, id: string): Promise<string | undefined> =>
  (await test.engine.get(id))?.active[0]?.path

describe('an engine for tests', () => {
  it('stands still until it is moved, and then does everything that came due on the way', async () => {
    const test = await open({ now: '2026-11-02T09:00:00+08:00' })
    const id = await begin(test)

    await test.engine.send(id, 'pay', { actor: test.actor('ann', 'clerk') })
    const before = await stateOf(test, id)
    await test.advance('1 day')
    const trail = await test.engine.trail(id, { limit: 100 })

    expect(test.now()).toBe('2026-11-03T01:00:00Z')
    expect(before).toBe('paying')
    expect(await stateOf(test, id)).toBe('failed')
    expect(trail.items.map(({ type }) => type)).toContain('deadline-breached')
    await test.stop()
  })

  it('writes down every attempt to have a service do something, and retries as the process says', async () => {
    const test = await open({
      services: {
        bank: (_input, { attempt }) =>
          attempt === 1
            ? Promise.reject(new DeliveryFailed('receiver-failed', 'Closed.', { permanent: false }))
            : Promise.resolve({ receipt: 'r-1' }),
      },
    })
    const id = await begin(test)

    await test.engine.send(id, 'pay', { actor: test.actor('ann', 'clerk') })
    await test.settle()
    const early = test.calls.length
    await test.advance('1 minute')

    expect(early).toBe(1)
    expect(test.calls.map(({ service, attempt, input }) => [service, attempt, input])).toEqual([
      ['bank', 1, { amount: 7 }],
      ['bank', 2, { amount: 7 }],
    ])
    expect(new Set(test.calls.map(({ key }) => key)).size).toBe(1)
    expect(await stateOf(test, id)).toBe('paid')
    await test.stop()
  })

  it('lets messages go out by no channel but its own', async () => {
    const test = await open()
    const id = await begin(test)

    await test.engine.send(id, 'tell', { actor: test.actor('ann', 'clerk') })
    await test.settle()

    expect(test.messages).toMatchObject([{ channel: 'default', template: 'told', instance: id }])
    expect(test.messages[0]?.body.en).toContain('7')
    await test.stop()
  })

  it('keeps what nobody stands in for waiting, and says so', async () => {
    const test = await open()
    const id = await begin(test)

    await test.engine.send(id, 'pay', { actor: test.actor('ann', 'clerk') })
    await test.settle()

    expect(await test.engine.waitingLanes()).toEqual(['service:bank'])
    expect(test.calls).toEqual([])
    await test.stop()
  })

  it('never reaches a declared service: without a stand-in its work becomes an incident that names it', async () => {
    const declared = {
      file: 'services.yaml',
      text: `services: house
define:
  bank:
    title: { zh-CN: 银行, en: Bank }
    method: POST
    url: https://bank.example/pay
    input: [amount]
    answer: { receipt: no }
`,
    }
    const test = await open({ workflows: [...outsideFiles, declared] })
    const id = await begin(test)

    await test.engine.send(id, 'pay', { actor: test.actor('ann', 'clerk') })
    await test.settle()
    const { items } = await test.engine.incidents()

    expect(items.map(({ detail }) => detail.message).join()).toContain("stand-in for the service 'bank'")
    await test.stop()
  })

  it('refuses faulty definitions, times that need a calendar, and to run backwards', async () => {
    const faulty = { file: 'bad.yaml', text: 'dsl: "1"\nprocess: bad\n' }
    const test = await open()

    await expect(open({ workflows: [faulty] })).rejects.toMatchObject({ code: 'definition-invalid' })
    await expect(open({ now: 'tomorrow' })).rejects.toMatchObject({ code: 'usage-wrong' })
    for (const time of ['2 working days', 'soon', '1 to 2 days', '1 month'])
      await expect(Promise.resolve().then(() => test.advance(time))).rejects.toMatchObject({
        code: 'usage-wrong',
      })
    await expect(Promise.resolve().then(() => test.moveTo('2020-01-01T00:00:00Z'))).rejects.toThrow(
      RangeError,
    )
    await test.stop()
  })
})
