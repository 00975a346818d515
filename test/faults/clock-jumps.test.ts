import { afterEach, describe, expect, it } from 'vitest'
import type { Clock } from '../../engine/index.js'
import { accepted, day, hour, monday, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

/** The clock of a machine that somebody sets. */
function settable(): Clock & { now: () => number; set(to: number): void } {
  let now = monday
  return { now: () => now, wakeAt: () => () => undefined, set: (to) => (now = to) }
}

describe('A clock that jumps', () => {
  let t: TestEngine
  afterEach(() => t.close())

  const begin = async (): Promise<string> =>
    accepted(await t.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } })).id
  const trailOf = async (id: string) => (await t.engine.trail(id, { limit: 200 })).items

  it('back by a day never takes a case back: what happens then happens at the time of the last step', async () => {
    const clock = settable()
    t = await openTestEngine({ clock })
    const id = await begin()
    clock.set(monday + hour)
    accepted(await t.engine.send(id, 'count', { actor: ann, payload: { parcels: 2 } }))

    clock.set(monday - day)
    accepted(await t.engine.send(id, 'go', { actor: ann }))
    await t.engine.runDue()
    clock.set(monday + 2 * hour)
    accepted(await t.engine.send(id, 'deliver', { actor: ann }))

    const times = (await trailOf(id)).map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(0)).toBe(monday)
    expect(times.at(-1)).toBe(monday + 2 * hour)
    expect((await t.engine.get(id))?.outcome).toBe('delivered')
  })

  it('forward by a year and back fires every timer once, at its own time', async () => {
    const clock = settable()
    t = await openTestEngine({ clock })
    const ids = [await begin(), await begin()]

    clock.set(monday + 365 * day)
    await t.engine.runDue()
    clock.set(monday + hour)
    await t.engine.runDue()
    clock.set(monday + 366 * day)
    await t.engine.runDue()

    for (const id of ids) {
      const fired = (await trailOf(id)).filter(({ type }) => type === 'timer-fired')
      const names = fired.map(({ body }) => body['timer'])
      expect(new Set(names).size).toBe(names.length)
      expect(fired.map(({ at, body }) => [at, body['dueAt']])).toEqual(
        fired.map(({ body }) => [Date.parse(body['dueAt'] as string), body['dueAt']]),
      )
      expect((await t.engine.get(id))?.outcome).toBe('given-up')
    }
  })

  it('back while a case begins lets it begin at the time of the clock, and its timers keep to that', async () => {
    const clock = settable()
    t = await openTestEngine({ clock })
    await begin()
    clock.set(monday - day)

    const id = await begin()
    await t.engine.runDue()
    clock.set(monday - day + 5 * hour)
    await t.engine.runDue()

    expect((await t.engine.get(id))?.active.map(({ path }) => path)).toEqual(['under-way'])
  })
})
