import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeliveryFailed } from '../../../engine/index.js'
import { accepted, refused } from '../open-test-engine.js'
import { openOutside, type Outside } from './open-outside.js'

const asAnn = { actor: 'ann', reason: 'the bank said so' }
const gone = new DeliveryFailed('receiver-gone', 'Gone.', { permanent: true })

describe('An incident', () => {
  let t: Outside
  let isGone: boolean
  beforeEach(async () => {
    isGone = true
    const service = () => (isGone ? Promise.reject(gone) : Promise.resolve({ receipt: 'R-2' }))
    t = await openOutside({ services: { bank: service, print: service } })
  })
  afterEach(() => t.close())

  async function dead(event: string): Promise<string> {
    await t.send(event)
    await t.engine.runDue()
    return (await t.incident()).id
  }

  it('is retried by a person with all attempts, and settled by that', async () => {
    const id = await dead('pay')
    isGone = false

    accepted(await t.engine.retryIncident(id, asAnn))
    await t.engine.runDue()

    expect(await t.state()).toBe('paid')
    expect(await t.effects()).toMatchObject([{ status: 'delivered', attempts: 2, forgiven: 1 }])
    expect(await t.engine.incident(id)).toMatchObject({
      status: 'retried',
      settledBy: 'ann',
      reason: 'the bank said so',
    })
    expect(await t.trail()).toContain('incident-retried')
    expect(refused(await t.engine.retryIncident(id, asAnn))).toBe('incident-settled')
  })

  it('is followed by another where the retry fails for good as well', async () => {
    const id = await dead('pay')

    accepted(await t.engine.retryIncident(id, asAnn))
    await t.engine.runDue()

    expect((await t.incident()).id).toBe('case-1-e1-i2')
  })

  it('is skipped with a value that stands for the answer', async () => {
    const id = await dead('pay')

    accepted(await t.engine.skipIncident(id, { ...asAnn, value: { receipt: 'by hand' } }))
    await t.engine.runDue()

    expect(await t.state()).toBe('paid')
    expect((await t.engine.get('case-1'))?.data['receipt']).toBe('by hand')
    expect(await t.effects()).toMatchObject([{ status: 'skipped' }])
  })

  it('is sent back, so that the case goes on by onError with the reason', async () => {
    const id = await dead('pay')

    accepted(await t.engine.sendBackIncident(id, asAnn))
    await t.engine.runDue()

    expect(await t.state()).toBe('failed')
    expect((await t.engine.get('case-1'))?.data['failure']).toBe('the bank said so')
    expect((await t.engine.incident(id))?.status).toBe('sent-back')
  })

  it('of what no case waits for is not sent back', async () => {
    const id = await dead('print')

    expect(refused(await t.engine.sendBackIncident(id, asAnn))).toBe('cannot-send-back')
    expect((await t.engine.incident(id))?.status).toBe('open')
  })

  it('is overtaken when the visit that asked for the work is over', async () => {
    const id = await dead('pay')

    await t.send('stop')

    expect((await t.engine.incident(id))?.status).toBe('overtaken')
    expect(await t.effects()).toMatchObject([{ status: 'cancelled' }])
    expect(refused(await t.engine.skipIncident(id, asAnn))).toBe('incident-settled')
  })

  it('is decided once for each idempotency key', async () => {
    const id = await dead('pay')
    const request = { ...asAnn, idempotencyKey: 'k' }

    accepted(await t.engine.skipIncident(id, request))
    const again = await t.engine.skipIncident(id, request)

    expect(again).toMatchObject({ repeated: true })
    expect((await t.trail()).filter((type) => type === 'incident-skipped')).toHaveLength(1)
  })

  it('is noted on a case that stands still, and what was decided waits until the case goes on', async () => {
    const id = await dead('pay')
    accepted(await t.engine.suspend('case-1', asAnn))

    accepted(await t.engine.skipIncident(id, asAnn))
    await t.engine.runDue()
    expect(await t.state()).toBe('paying')
    accepted(await t.engine.resume('case-1', asAnn))
    await t.engine.runDue()

    expect(await t.state()).toBe('paid')
  })

  it('is unknown under another id, and a wrong filter or value is told', async () => {
    const id = await dead('pay')

    expect(refused(await t.engine.retryIncident('nothing', asAnn))).toBe('unknown-incident')
    await expect(t.engine.incidents({ state: 'open' } as never)).rejects.toMatchObject({
      code: 'usage-wrong',
    })
    await expect(t.engine.incidents({ status: 'all' } as never)).rejects.toMatchObject({
      code: 'usage-wrong',
    })
    const value = { text: 'a\0b' }
    await expect(t.engine.skipIncident(id, { ...asAnn, value })).rejects.toMatchObject({
      code: 'usage-wrong',
    })
  })

  it('is listed in pages, and by process, case and status', async () => {
    for (let count = 0; count < 3; count += 1) {
      await t.send('print')
    }
    isGone = true
    await t.engine.runDue()
    const first = await t.engine.incidents({}, { limit: 1 })
    const id = first.items[0]?.id ?? ''
    expect(first.items).toHaveLength(1)

    accepted(await t.engine.skipIncident(id, asAnn))
    await t.engine.runDue()

    expect((await t.engine.incidents({ status: 'skipped', instance: 'case-1' })).items).toMatchObject([
      { id },
    ])
    expect((await t.engine.incidents({ process: 'payout' })).items).toHaveLength(1)
    expect((await t.engine.incidents({ process: 'other' })).items).toEqual([])
    expect((await t.engine.incidents({ processes: [] })).items).toEqual([])
  })

  it('leaves an effect that was asked for by a case with a damaged version contained', async () => {
    await t.send('pay')
    await t.sql(
      `update aftercare_instances set version = 'gone', record = replace(record, '"version":"', '"version":"no-')`,
    )

    await t.engine.runDue()

    expect((await t.incident()).code).toBe('receiver-gone')
    expect(await t.effects()).toMatchObject([{ status: 'dead' }])
    expect(t.log.some((line) => line.startsWith('error record-does-not-fit'))).toBe(true)
  })
})
