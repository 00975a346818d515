import { afterEach, describe, expect, it } from 'vitest'
import { accepted, day, hour, monday, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'
import { hubFiles } from './hub-files.js'

const workflows = sound(hubFiles)
const open: TestEngine[] = []

afterEach(async () => {
  for (const t of open.splice(0)) await t.close()
})

/** A hub that waits for a leaf, which has not begun yet. */
async function waiting(): Promise<TestEngine> {
  const t = await openTestEngine({ workflows })
  open.push(t)
  accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
  accepted(await t.engine.send('case-1', 'wait', { actor: 'ann' }))
  return t
}

/** Somebody looks every six hours. */
async function watch(t: TestEngine, until: number): Promise<void> {
  for (let at = t.clock.now(); at <= until; at += 6 * hour) {
    t.clock.moveTo(at)
    await t.engine.runDue()
  }
}

const trailOf = async ({ engine }: TestEngine, id: string): Promise<readonly object[]> =>
  (await engine.trail(id, { limit: 500 })).items.map(({ seq, at, type, body }) => ({ seq, at, type, body }))

async function both(t: TestEngine): Promise<readonly object[]> {
  return [...(await trailOf(t, 'case-1')), ...(await trailOf(t, 'case-1-c1'))]
}

describe('cases that tell each other things, and have timers', () => {
  it('come out the same when the engine was stopped over all of it', async () => {
    const watched = await waiting()
    await watch(watched, monday + 10 * day)

    let stopped = await waiting()
    stopped.clock.moveTo(monday + 10 * day)
    stopped = await stopped.restart()
    open[1] = stopped
    await stopped.engine.runDue()

    const trail = await trailOf(stopped, 'case-1')
    const told = trail.filter((entry) => /message-taken|child-ended/.test(JSON.stringify(entry)))
    expect(told).toMatchObject([
      { type: 'message-taken', at: monday + day },
      { type: 'child-ended', at: monday + 3 * day },
    ])
    expect(await stopped.engine.get('case-1')).toMatchObject({
      outcome: 'closed',
      endedAt: monday + 3 * day,
      data: { heard: 1 },
    })
    expect(await both(stopped)).toEqual(await both(watched))
  })

  it('come out the same when somebody acts on one before its messages were brought', async () => {
    /** The leaf tells something that the hub can take only days later, when it is ready. */
    const begun = async (): Promise<TestEngine> => {
      const t = await openTestEngine({ workflows })
      open.push(t)
      accepted(await t.engine.create('hub', { data: { code: 'abc' }, actor: 'ann' }))
      accepted(await t.engine.send('case-1', 'spawn', { actor: 'ann' }))
      await t.engine.runDue()
      accepted(await t.engine.send('case-1-c1', 'oddly', { actor: 'ann' }))
      return t
    }
    const watched = await begun()
    await watch(watched, monday + 3 * day)
    const hurried = await begun()
    hurried.clock.moveTo(monday + 3 * day)
    await hurried.engine.runDue()
    for (const t of [watched, hurried]) t.clock.moveTo(monday + 90 * day)
    await watch(watched, monday + 96 * day)
    hurried.clock.moveTo(monday + 96 * day)

    for (const t of [watched, hurried])
      accepted(await t.engine.note('case-1', { text: 'seen', actor: 'ann' }))

    // Taken as soon as the hub was ready, and not when its timer would have closed it two days later.
    expect(await hurried.engine.get('case-1')).toMatchObject({ endedAt: monday + 92 * day })
    expect(await trailOf(hurried, 'case-1')).toEqual(await trailOf(watched, 'case-1'))
  })

  it('are brought in the transaction of whoever acts on the receiver, and once', async () => {
    const t = await waiting()
    await t.engine.runDue()
    t.clock.moveTo(monday + hour)
    accepted(await t.engine.send('case-1-c1', 'report', { actor: 'ann' }))
    t.clock.moveTo(monday + 6 * day)

    const { data } = accepted(await t.engine.note('case-1', { text: 'seen', actor: 'ann' }))
    expect(data).toMatchObject({ heard: 1 })

    const types = (await trailOf(t, 'case-1')).map((entry) => (entry as { type: string }).type)
    expect(types.indexOf('message-taken')).toBeLessThan(types.indexOf('timer-fired'))
    await t.engine.runDue()
    expect(await t.engine.get('case-1')).toMatchObject({ data: { heard: 1 } })
  })
})
