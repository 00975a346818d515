import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepMemory } from '../reload/memory.js'
import { createEngine, EngineError } from '../../engine/index.js'
import { DueLoop, type DueLoopOptions } from '../../engine/runtime/timers/due-loop.js'
import { errand, files } from './errand.js'
import {
  accepted,
  contents,
  day,
  errands,
  hour,
  minute,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
/** Where no case tells another one anything. */
const noPost: DueLoopOptions['post'] = {
  isCutShort: false,
  isStale: false,
  begin: () => undefined,
  changed: () => undefined,
  nextAt: () => Promise.resolve(undefined),
  bringNext: () => Promise.resolve(true),
}

const begin = { actor: ann, data: { address: 'Lane 5' } }

describe('durable timers', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  const types = async (id: string): Promise<string[]> =>
    (await t.engine.trail(id, { limit: 500 })).items.map(({ type }) => type)

  it('fire each at its own time, however late somebody looks', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + 7 * hour)

    expect(await t.engine.runDue()).toBe(1)

    const fired = (await t.engine.trail(id, { limit: 500 })).items.filter(
      ({ type }) => type === 'timer-fired',
    )
    expect(fired.map(({ at }) => at - monday)).toEqual([
      90 * minute,
      2 * hour,
      4 * hour,
      5 * hour,
      6 * hour,
      7 * hour,
    ])
    expect((await t.engine.effects(id)).filter(({ template }) => template === 'still-out')).toHaveLength(3)
    expect(await t.engine.runDue()).toBe(0)
  })

  it('fire before an event that comes after their time, in its transaction', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + 4 * hour)

    const answer = await t.engine.send(id, 'deliver', { actor: ann })

    expect(accepted(answer)).toMatchObject({ status: 'ended', outcome: 'delivered' })
    expect(await types(id)).toContain('deadline-breached')
  })

  it('stay fired when the event that came after them is refused', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + 4 * hour)

    const answer = await t.engine.send(id, 'go', { actor: ann })

    expect(refused(answer)).toBe('event-not-accepted')
    expect(answer.instance?.active.map(({ path }) => path)).toEqual(['under-way'])
    expect(await t.engine.get(id)).toEqual(answer.instance)
  })

  it('are thought of as fired when somebody asks what is accepted', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + 4 * hour)

    expect((await t.engine.accepted(id, ann))?.map(({ event }) => event)).toEqual(['deliver'])
    expect((await t.engine.get(id))?.revision).toBe(1)
  })

  it('fire after a restart that was too late for them', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + 5 * hour)
    t = await t.restart()

    await t.engine.start()
    await t.engine.runDue()

    expect((await t.engine.get(id))?.active.map(({ path }) => path)).toEqual(['under-way'])
  })

  it('wake the engine at their time, those armed later and sooner included', async () => {
    t = await t.restart({ pollInterval: 30 * day })
    await t.engine.start()
    await t.engine.runDue()
    const slow = accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + hour)
    const quick = accepted(await t.engine.create('errand', begin))
    await t.engine.send(quick.id, 'go', { actor: ann })

    t.clock.moveTo(monday + 2 * hour)
    await t.engine.runDue()

    expect(await types(quick.id)).toContain('timer-fired')
    expect((await t.engine.get(slow.id))?.deadlines[0]?.status).toBe('breached')
    // The next sleep was planned when the round was over: the round itself woke the engine, not this test.
    expect(await t.engine.runDue()).toBe(0)
  })

  it('that another process armed are found by the poll', async () => {
    t = await t.restart({ pollInterval: minute })
    const other = await openOther(t)
    await t.engine.start()
    await t.engine.runDue()
    accepted(await other.engine.create('errand', begin))
    await other.end()

    t.clock.moveTo(monday + minute)
    await t.engine.runDue()
    t.clock.moveTo(monday + 5 * hour)
    await t.engine.runDue()

    expect((await t.engine.list({ state: 'under-way' })).items).toHaveLength(1)
  })

  it('of one case that fails hold up nobody else, and are tried again in a minute', async () => {
    keepMemory('pauses after a failure are kept in memory')
    const bad = accepted(await t.engine.create('errand', begin))
    const good = accepted(await t.engine.create('errand', begin))
    const stored = JSON.stringify(await t.engine.get(bad.id))
    await t.sql(
      `update aftercare_instances set record = replace(record, '"waiting"', '"nowhere"') where id = ?`,
      [bad.id],
    )
    t.clock.moveTo(monday + 2 * hour)

    await t.engine.runDue()
    const failures = (): readonly string[] => t.log.filter((line) => line.startsWith('error'))
    expect(failures()).toEqual([`error record-does-not-fit ${bad.id}`])
    expect((await t.engine.get(good.id))?.deadlines[0]?.status).toBe('breached')

    await t.engine.runDue()
    expect(failures()).toHaveLength(1)

    await t.sql('update aftercare_instances set record = ? where id = ?', [stored, bad.id])
    t.clock.moveTo(monday + 2 * hour + minute)
    await t.engine.runDue()
    expect((await t.engine.get(bad.id))?.deadlines[0]?.status).toBe('breached')
  })

  it('due at once in many cases fire once each, and a stop leaves the rest for later', async () => {
    for (let count = 0; count < 250; count += 1) await t.engine.create('errand', begin)
    t.clock.moveTo(monday + 2 * hour)
    const worked = t.engine.runDue()
    const stopped = t.engine.stop()

    const done = await worked
    await stopped
    t = await t.restart()
    const left = await t.engine.runDue()

    expect(done).toBeLessThan(250)
    expect(done + left).toBe(250)
    expect(await t.sql("select count(*) as n from aftercare_trail where type = 'deadline-breached'")).toEqual(
      [{ n: 250 }],
    )
    expect(
      await t.sql(
        "select instance from aftercare_trail where type = 'timer-fired' group by instance having count(*) <> 2",
      ),
    ).toEqual([])
  })

  it('that were dropped with their visit do not fire', async () => {
    const { id } = accepted(await t.engine.create('errand', begin))
    await t.engine.send(id, 'go', { actor: ann })
    await t.engine.send(id, 'deliver', { actor: ann })
    const before = await contents(t)

    t.clock.moveTo(monday + 30 * day)
    expect(await t.engine.runDue()).toBe(0)

    expect(await contents(t)).toBe(before)
  })
})

describe('a case with more due timers than one batch takes', () => {
  it('has every one of them fired before the next event, as if somebody had looked all the time', async () => {
    const restless = sound([
      {
        file: 'errand.yaml',
        text: errand
          .replace('every: 1 hour', 'every: 1 minute')
          .replace('2 days: given-up', '9 days: given-up'),
      },
      ...files.slice(1),
    ])
    const played = async (looks: readonly number[]): Promise<string> => {
      const t = await openTestEngine({ workflows: restless, salts: () => '5a'.repeat(16) })
      const { id } = accepted(await t.engine.create('errand', begin))
      await t.engine.send(id, 'go', { actor: ann })
      for (const look of looks) {
        t.clock.moveTo(monday + look)
        await t.engine.runDue()
      }
      t.clock.moveTo(monday + 9 * day - minute)
      expect((await t.engine.accepted(id, ann))?.map(({ event }) => event)).toEqual(['deliver'])
      accepted(await t.engine.send(id, 'deliver', { actor: ann }))
      const all = await contents(t)
      await t.close()
      return all
    }

    const late = await played([])

    expect(late.match(/still-out/g)?.length).toBeGreaterThan(11_000)
    expect(await played([4 * day, 9 * day - hour])).toBe(late)
    // Thirteen thousand timers.
  }, 180_000)

  it('is stopped with an error when they never come to an end, and nothing of it is kept', async () => {
    const endless = sound([
      {
        file: 'errand.yaml',
        text: errand
          .replace('after: { patience: under-way }', 'after: { 0 minutes: under-way }')
          .replace('after: { 2 days: given-up }', 'after: { 0 minutes: waiting }'),
      },
      ...files.slice(1),
    ])
    const t = await openTestEngine({ workflows: endless })
    const { id } = accepted(await t.engine.create('errand', begin))
    const before = await contents(t)

    await t.engine.runDue()
    await expect(t.engine.note(id, { text: 'x', actor: ann })).rejects.toMatchObject({
      code: 'definition-invalid',
    })

    expect(t.log).toEqual([`error definition-invalid ${id}`])
    expect(await contents(t)).toBe(before)
    await t.close()
  })
})

describe('the timer loop', () => {
  it('goes on when the database cannot be read', async () => {
    const t = await openTestEngine()
    const { clock } = t
    let broken = true
    const log: string[] = []
    const read = {
      ...t.engine.store.read,
      dueInstances: (now: number, limit: number) =>
        broken
          ? Promise.reject(new EngineError('database-busy', 'busy', { retryable: true }))
          : t.engine.store.read.dueInstances(now, limit),
    }
    const fired: string[] = []
    const loop = new DueLoop({
      store: { read },
      clock,
      pollInterval: minute,
      log: ({ code = '' }) => log.push(code),
      post: noPost,
      fire: ({ instance }) => {
        fired.push(instance)
        return Promise.resolve()
      },
    })
    accepted(await t.engine.create('errand', begin))
    loop.start()
    await loop.runDue().catch(() => undefined)
    expect(log).toEqual(['database-busy'])

    broken = false
    clock.moveTo(monday + 2 * hour)
    await loop.runDue()
    await loop.stop()

    expect(fired).toContain('case-1')
    await t.close()
  })
})

describe('a failure of the timers of a case', () => {
  const poll = 1000
  /** A loop over two cases that are due, whose firing is the test's. */
  async function failing(fire: (instance: string) => Promise<void>) {
    const t = await openTestEngine()
    accepted(await t.engine.create('errand', begin))
    accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(monday + 2 * hour)
    const log: string[] = []
    const taken: string[] = []
    const loop = new DueLoop({
      store: t.engine.store,
      clock: t.clock,
      pollInterval: poll,
      log: ({ level, code = '', message }) => log.push(`${level} ${code}: ${message}`),
      post: noPost,
      fire: ({ instance }) => {
        taken.push(instance)
        return fire(instance)
      },
    })
    return { t, loop, log, taken }
  }

  it('ends the round when the database is busy, and pauses nobody', async () => {
    const busy = new EngineError('database-busy', 'Others kept it busy.', { retryable: true })
    const { t, loop, log, taken } = await failing(() => Promise.reject(busy))

    await loop.runDue()
    expect(taken).toEqual(['case-1'])
    await loop.runDue()

    expect(taken).toEqual(['case-1', 'case-1'])
    expect(log[0]).toMatch(/^warn database-busy: .* at the next poll\. Others kept it busy\.$/)
    await t.close()
  })

  it('is tried again at the next poll when it may pass, after the others have had their turn', async () => {
    const passing = new EngineError('database-failed', 'The line was cut.', { retryable: true })
    const { t, loop, taken } = await failing((instance) =>
      instance === 'case-1' ? Promise.reject(passing) : fireFor(t, instance),
    )

    await loop.runDue()
    expect(taken).toEqual(['case-1', 'case-2'])
    t.clock.moveTo(t.clock.now() + poll)
    await loop.runDue()

    expect(taken).toEqual(['case-1', 'case-2', 'case-1'])
    await t.close()
  })

  it('that may pass pauses the case for longer each time, a minute at most, and for a poll again once it has passed', async () => {
    let isDown = true
    const away = new EngineError('host-failed', 'The directory is away.', { retryable: true })
    const { t, loop, log, taken } = await failing((instance) =>
      instance === 'case-1' && isDown ? Promise.reject(away) : fireFor(t, instance),
    )
    const pauses: number[] = []
    /** Looks as often as the poll does, until the case has its turn. */
    const nextTry = async (): Promise<void> => {
      const from = t.clock.now()
      for (const tried = taken.length; taken.length === tried;) {
        t.clock.moveTo(t.clock.now() + poll)
        await loop.runDue()
      }
      pauses.push((t.clock.now() - from) / 1000)
    }

    await loop.runDue()
    for (let tries = 0; tries < 8; tries += 1) await nextTry()

    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(log).toHaveLength(9)
    expect(log[1]).toMatch(/^warn host-failed: .* tried again in 2 seconds\. The directory is away\.$/)
    isDown = false
    // The case takes an event, so that what was due for it has come first.
    loop.changed(accepted(await t.engine.note('case-1', { text: 'x', actor: ann })))
    isDown = true
    await t.sql('update aftercare_timers set due_at = ?, armed = 1 where instance = ?', [monday, 'case-1'])
    await loop.runDue()
    expect(log.at(-1)).toMatch(/tried again in 1 seconds/)
    await t.close()
  })

  it('is taken up by the next poll once the database is free', async () => {
    let free = false
    const busy = new EngineError('database-busy', 'busy', { retryable: true })
    const { t, loop, taken } = await failing((instance) =>
      free ? fireFor(t, instance) : Promise.reject(busy),
    )
    loop.start()
    await loop.runDue()
    free = true
    taken.length = 0

    t.clock.moveTo(monday + 2 * hour + minute)
    await loop.runDue()
    await loop.stop()

    expect([...new Set(taken)]).toEqual(['case-1', 'case-2'])
    expect(await t.engine.runDue()).toBe(0)
    await t.close()
  })

  it('is logged with what the engine says of it, and a bug with its place but without its values', async () => {
    const wrong = new EngineError('engine-bug', "Expected timer 'm1' to fire, but it was refused.")
    const { t, loop, log, taken } = await failing((instance) =>
      Promise.reject(instance === 'case-1' ? wrong : new TypeError('13800138000 is not a function')),
    )

    await loop.runDue()
    await loop.runDue()

    expect(taken).toEqual(['case-1', 'case-2'])
    expect(log[0]).toMatch(
      /^error engine-bug: .* in 60 seconds\. Expected timer 'm1' to fire, but it was refused\.$/,
    )
    expect(log[1]).toMatch(/TypeError at .*timers\.test\.ts:\d+:\d+/)
    expect(log.join()).not.toContain('13800138000')
    await t.close()
  })
})

/** Lets an event that is refused apply what is due, as it does. */
async function fireFor(t: TestEngine, instance: string): Promise<void> {
  await t.engine.send(instance, 'deliver', { actor: ann })
}

/** A second engine on the same database, as another process would open it. */
async function openOther({ database, clock }: TestEngine) {
  const handles = await database.open()
  const engine = await createEngine({ ...handles, clock, workflows: errands() })
  return {
    engine,
    end: async () => {
      await engine.stop()
      await handles.close()
    },
  }
}
