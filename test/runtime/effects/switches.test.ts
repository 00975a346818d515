import { afterEach, describe, expect, it } from 'vitest'
import { dutyFiles, scheduleText } from '../../definition/schedules/duty-files.js'
import {
  accepted,
  day,
  minute,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from '../open-test-engine.js'
import { keepingChannel, outsideFiles } from './outside-files.js'
import { openOutside, outsideWorkflows, type Outside } from './open-outside.js'
import { keepMemory } from '../../reload/memory.js'

const asAnn = { actor: 'ann', reason: 'maintenance' }

describe('Holding effects', () => {
  let t: Outside
  afterEach(() => t.close())

  it('keeps everything inside until they are released', async () => {
    const channel = keepingChannel()
    t = await openOutside({ channels: { default: channel } })
    await t.send('tell')

    await t.engine.holdEffects(asAnn)
    await t.engine.runDue()
    expect(channel.sent).toEqual([])
    expect(await t.engine.switches()).toMatchObject([
      { name: 'hold-effects', actor: 'ann', reason: 'maintenance' },
    ])
    expect(await t.effects()).toMatchObject([{ status: 'pending', attempts: 0 }])
    await t.engine.releaseEffects(asAnn)
    await t.engine.runDue()

    expect(channel.sent).toHaveLength(1)
    expect(await t.engine.switches()).toEqual([])
  })

  it('is remembered over a restart', async () => {
    const channel = keepingChannel()
    t = await openOutside({ channels: { default: channel } })
    await t.engine.holdEffects(asAnn)
    await t.send('tell')

    const again = await t.restart()
    try {
      await again.engine.runDue()
      expect(channel.sent).toEqual([])
    } finally {
      t = { ...t, close: () => again.close() }
    }
  })

  it('is refused to whom nobody knows, and needs a reason', async () => {
    t = await openOutside()

    const answer = await t.engine.holdEffects({ actor: 'nobody', reason: 'x' })

    expect(answer.refused?.code).toBe('unknown-actor')
    await expect(t.engine.holdEffects({ actor: 'ann', reason: ' ' })).rejects.toMatchObject({
      code: 'usage-wrong',
    })
  })
})

const parent = `
dsl: '1'
process: parent
version: 1.0.0
title: { zh-CN: 主案, en: Parent }
start: { roles: [clerk] }
fields:
  amount: { type: integer, required: true, label: { zh-CN: 金额, en: Amount } }
initial: waiting
states:
  waiting:
    title: { zh-CN: 等待, en: Waiting }
    due: 1 hour
    invoke: { process: payout, input: { amount: =data.amount }, onDone: done, onError: done }
  done: { type: final, outcome: done, title: { zh-CN: 完成, en: Done } }
`

describe('Draining a process', () => {
  let t: TestEngine
  afterEach(() => t.close())
  const data = { amount: 1 }

  it('refuses new cases, lets running ones go on, and ends when it is reopened', async () => {
    t = await openTestEngine({ workflows: outsideWorkflows })
    const { id } = accepted(await t.engine.create('payout', { actor: 'ann', data }))

    await t.engine.drain('payout', asAnn)
    expect(refused(await t.engine.create('payout', { actor: 'ann', data }))).toBe('process-draining')
    accepted(await t.engine.send(id, 'pay', { actor: 'ann' }))
    await t.engine.reopen('payout', asAnn)

    accepted(await t.engine.create('payout', { actor: 'ann', data }))
  })

  it('still answers a creation that has taken effect before', async () => {
    t = await openTestEngine({ workflows: outsideWorkflows })
    const request = { actor: 'ann', data, idempotencyKey: 'k' }
    const { id } = accepted(await t.engine.create('payout', request))

    await t.engine.drain('payout', asAnn)

    expect(accepted(await t.engine.create('payout', request)).id).toBe(id)
  })

  it('is heeded by another node within a poll, and costs no question in between', async () => {
    keepMemory('an engine that comes back asks at once')
    t = await openTestEngine({ workflows: outsideWorkflows })
    accepted(await t.engine.create('payout', { actor: 'ann', data }))
    await t.sql(
      `insert into aftercare_switches (name, at, actor, reason) values ('drain:payout', 1, 'x', 'y')`,
    )

    accepted(await t.engine.create('payout', { actor: 'ann', data }))
    t.clock.moveTo(t.clock.now() + 1000)

    expect(refused(await t.engine.create('payout', { actor: 'ann', data }))).toBe('process-draining')
  })

  it('holds a case that another case asks for, and begins it as from when it is reopened', async () => {
    t = await openTestEngine({ workflows: sound([...outsideFiles, { file: 'parent.yaml', text: parent }]) })
    await t.engine.drain('payout', asAnn)
    accepted(await t.engine.create('parent', { actor: 'ann', data }))

    await t.engine.runDue()
    expect(await t.engine.get('case-1-c1')).toBeUndefined()
    expect((await t.engine.messages({ status: 'held' })).items).toMatchObject([
      { kind: 'begin', detail: { code: 'process-draining' } },
    ])
    t.clock.moveTo(t.clock.now() + 5 * minute)
    await t.engine.reopen('payout', asAnn)
    await t.engine.runDue()

    const begun = await t.engine.list({ process: 'payout' })
    expect(begun.items).toMatchObject([{ createdAt: t.clock.now() }])
  })

  it('refuses what a schedule would begin, and notes it', async () => {
    t = await openTestEngine({ workflows: sound(dutyFiles(scheduleText())) })
    await t.engine.drain('duty', asAnn)

    t.clock.moveTo(t.clock.now() + day)
    await t.engine.runDue()

    expect(await t.engine.count()).toBe(0)
    const [status] = await t.engine.schedules()
    expect(JSON.stringify(status)).toContain('process-draining')
  })

  it('is refused for a process there is none of', async () => {
    t = await openTestEngine({ workflows: outsideWorkflows })

    expect((await t.engine.drain('payouts', asAnn)).refused?.code).toBe('unknown-process')
  })
})
