import { afterEach, describe, expect, it } from 'vitest'
import type { Observation, ObservedWork, Observer } from '../../../engine/index.js'
import { accepted, hour, openTestEngine, refused, type TestEngine } from '../open-test-engine.js'
import { openOutside } from '../effects/open-outside.js'
import { heldService } from '../effects/outside-files.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

/** Keeps what it is told, and gives each piece of work a `traceparent` of its own: the number of that work. */
class Keeping implements Observer {
  readonly told: (observation: Observation) => void
  readonly observations: Observation[] = []
  readonly works: (ObservedWork & { trace: string; known: Record<string, unknown>; code?: string })[] = []

  constructor() {
    this.told = (observation) => void this.observations.push(observation)
  }

  readonly around: NonNullable<Observer['around']> = async (work, run) => {
    const kept: Keeping['works'][number] = { ...work, trace: `trace-${this.works.length + 1}`, known: {} }
    this.works.push(kept)
    return run({
      traceparent: kept.trace,
      about: (known) => Object.assign(kept.known, known),
      failed: (code) => (kept.code = code),
    })
  }

  of(kind: Observation['kind']): readonly Observation[] {
    return this.observations.filter((one) => one.kind === kind)
  }

  named(name: string) {
    return this.works.filter((work) => work.name === name)
  }
}

let t: TestEngine
afterEach(() => t.close())

describe('an observer of the engine', () => {
  it('is told of calls that took effect and of refusals, and not again of a repeated key', async () => {
    const observer = new Keeping()
    t = await openTestEngine({ observer })

    const { id } = accepted(await t.engine.create('errand', { ...begin, idempotencyKey: 'one' }))
    await t.engine.create('errand', { ...begin, idempotencyKey: 'one' })
    refused(await t.engine.send(id, 'give-up', { actor: ann }))
    refused(await t.engine.send('nobody-13800138000', 'go', { actor: ann }))

    expect(observer.of('accepted')).toEqual([{ kind: 'accepted', call: 'create', process: 'errand' }])
    expect(observer.of('refused')).toEqual([
      { kind: 'refused', call: 'send', code: 'requirement-not-met' },
      { kind: 'refused', call: 'send', code: 'unknown-instance' },
    ])
    expect(observer.named('send').map(({ known, code }) => ({ known, code }))).toEqual([
      { known: { instance: id, process: 'errand' }, code: 'requirement-not-met' },
      { known: {}, code: 'unknown-instance' },
    ])
    expect(observer.of('transaction')).toContainEqual(
      expect.objectContaining({ name: 'group', outcome: 'committed' }),
    )
  })

  it('follows a commit from the first request in it, with links to the others', async () => {
    const observer = new Keeping()
    t = await openTestEngine({ observer })

    await Promise.all([1, 2, 3].map(() => t.engine.create('errand', begin)))

    const traces = observer.named('create').map(({ trace }) => trace)
    const commits = observer.named('group').filter(({ kind }) => kind === 'commit')
    expect(commits.map(({ cause, links }) => [cause, links])).toEqual([
      [traces[0], []],
      [traces[1], [traces[2]]],
    ])
  })

  it('is told how late timers were fired, and that it was nobody who asked for it', async () => {
    const observer = new Keeping()
    t = await openTestEngine({ observer })
    accepted(await t.engine.create('errand', begin))

    t.clock.moveTo(t.clock.now() + 2 * hour)
    await t.engine.runDue()

    expect(observer.of('timer')).toEqual([{ kind: 'timer', process: 'errand', lateMs: hour / 2 }])
    const [work] = observer.works.filter(({ kind }) => kind === 'timer')
    expect(work).toMatchObject({ instance: 'case-1', known: { process: 'errand' } })
    expect(work?.cause).toBeUndefined()
  })

  it('follows an effect from what asked for it, also by another engine after a restart', async () => {
    const bank = heldService()
    const observer = new Keeping()
    let outside = await openOutside({ observer })
    await outside.send('pay')
    const asked = observer.named('send')[0]?.trace
    const later = new Keeping()
    const again = await outside.restart({ observer: later, services: { bank: bank.service } })
    outside = { ...outside, ...again }
    t = outside

    const delivered = again.engine.runDue()
    await bank.begun(1)
    bank.answer(0, {})
    await delivered

    expect(asked).toBeDefined()
    const [attempt] = later.named('service:bank')
    expect(attempt).toMatchObject({
      kind: 'effect',
      cause: asked,
      instance: 'case-1',
      process: 'payout',
      attempt: 1,
    })
    expect(bank.attempts[0]?.attempt.traceparent).toBe(attempt?.trace)
    expect(later.of('attempt')).toEqual([
      { kind: 'attempt', lane: 'service:bank', outcome: 'done', retried: false },
    ])
  })

  it('counts the second attempt as a retry', async () => {
    const observer = new Keeping()
    const bank = heldService()
    const outside = await openOutside({ observer, services: { bank: bank.service } })
    t = outside
    await outside.send('pay')

    for (const index of [0, 1]) {
      const due = outside.engine.runDue()
      await bank.begun(index + 1)
      bank.fail(index, new Error('no line to 13800138000'))
      await due
      outside.pass(hour)
    }

    expect(observer.of('attempt')).toEqual([
      { kind: 'attempt', lane: 'service:bank', outcome: 'failed', retried: false },
      { kind: 'attempt', lane: 'service:bank', outcome: 'failed', retried: true },
    ])
    expect(observer.named('service:bank').map(({ code }) => code)).toEqual([
      'receiver-failed',
      'receiver-failed',
    ])
  })

  it('does no harm with what it throws when it is told', async () => {
    t = await openTestEngine({
      observer: {
        told: () => {
          throw new Error('the counter is broken')
        },
      },
    })

    expect(accepted(await t.engine.create('errand', begin)).id).toBe('case-1')
  })

  it('leaves nothing in the database where nobody follows', async () => {
    const outside = await openOutside({})
    t = outside
    await outside.send('pay')

    const rows = await outside.sql('select request from aftercare_effects')
    expect(rows.map(({ request }) => String(request)).join()).not.toContain('trace')
  })

  it('tells how much there is to do', async () => {
    const outside = await openOutside({})
    t = outside
    await outside.send('pay')

    const load = await outside.engine.workload()

    expect(load).toEqual({
      effectsDue: new Map([['service:bank', 1]]),
      messages: { pending: 0, waiting: 0, held: 0 },
      timersDue: 0,
      openIncidents: 0,
      waitingRequests: 0,
      attemptsUnderWay: 0,
    })
  })
})
