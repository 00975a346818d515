import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TrailRow } from '../../engine/index.js'
import { counted, countedErrand, house } from './counted-errand.js'
import { files } from './errand.js'
import { accepted, contents, monday, openTestEngine, sound, type TestEngine } from './open-test-engine.js'
import { keepMemory } from '../reload/memory.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }
const at = (time: string) => Date.parse(`2026-09-28T${time}:00+08:00`)

/** Four working hours from 09:30: until 13:30; with the later opening until 15:00. */
const early = counted('09:00-17:00')
const late = counted('11:00-17:00')

describe('a calendar that changes', () => {
  let t: TestEngine
  const messages: string[] = []
  const log = ({ message }: { message: string }) => messages.push(message)
  beforeEach(async () => {
    messages.length = 0
    t = await openTestEngine({ workflows: early, log })
  })
  afterEach(() => t.close())

  const create = async (): Promise<string> => accepted(await t.engine.create('errand', begin)).id
  const dueOf = async (id: string) => (await t.engine.get(id))?.deadlines[0]?.dueAt
  const trailOf = async (id: string): Promise<readonly TrailRow[]> =>
    (await t.engine.trail(id, { limit: 500 })).items

  it('is stored with every version, the newest last', async () => {
    t = await t.restart({ workflows: late })
    await t.engine.deploy(early)

    const versions = await t.engine.store.read.calendarVersions('house')

    expect(versions.map(({ definition }) => definition.hours.mon)).toEqual([
      [['11:00', '17:00']],
      [['09:00', '17:00']],
    ])
    expect(versions.at(-1)?.hash).toBe(t.engine.calendars()[0]?.hash)
  })

  it('counts open cases again after a restart, and says so in trail and log', async () => {
    const id = await create()
    const before = await dueOf(id)
    t = await t.restart({ workflows: late })

    await t.engine.runDue()

    expect([before, await dueOf(id)]).toEqual([at('13:30'), at('15:00')])
    const moved = (await trailOf(id)).filter(({ type }) => ['recomputed', 'deadline-moved'].includes(type))
    expect(moved.map(({ type }) => type)).toEqual(['recomputed', 'deadline-moved'])
    expect(moved[0]?.body).toMatchObject({
      reason: "The calendar 'house' has changed.",
      calendars: { house: { from: expect.any(String) as string, to: expect.any(String) as string } },
    })
    expect(moved[1]?.body).toMatchObject({ deadline: 'waiting#due' })
    expect(messages).toEqual(['Calendars have changed: 1 case counted again, 1 due point moved.'])
    expect((await t.engine.list({}, { sort: 'due' })).items[0]?.nextDueAt).toBe(at('15:00'))
  })

  it('counts again in the background once the engine is started, and after each deployment', async () => {
    const id = await create()
    await t.engine.start()

    await t.engine.deploy(late)
    // Waits for the sweep under way, and finds nothing to do itself.
    await t.engine.runDue()
    const first = await dueOf(id)
    await t.engine.deploy(early)
    await t.engine.runDue()

    expect([first, await dueOf(id)]).toEqual([at('15:00'), at('13:30')])
    expect((await trailOf(id)).filter(({ type }) => type === 'recomputed')).toHaveLength(2)
  })

  it('changes nothing, twice, when it did not change', async () => {
    await create()
    await t.engine.runDue()
    const before = await contents(t)

    t = await t.restart()
    await t.engine.runDue()
    await t.engine.deploy(early)
    await t.engine.runDue()

    expect(await contents(t)).toBe(before)
    expect(messages).toEqual([])
  })

  it('comes before the event that finds a case not counted again yet', async () => {
    const id = await create()
    t = await t.restart({ workflows: late })

    accepted(await t.engine.send(id, 'count', { actor: ann, payload: { parcels: 0 } }))

    const types = (await trailOf(id)).map(({ type }) => type)
    expect(types.indexOf('recomputed')).toBeGreaterThan(0)
    expect(types.indexOf('recomputed')).toBeLessThan(types.indexOf('event-accepted'))
    expect(await dueOf(id)).toBe(at('15:00'))
  })

  it('stays counted again when the event is refused', async () => {
    const id = await create()
    t = await t.restart({ workflows: late })

    const { refused } = await t.engine.send(id, 'give-up', { actor: ann })

    expect(refused?.code).toBe('requirement-not-met')
    expect(await dueOf(id)).toBe(at('15:00'))
  })

  it('comes before the timers that were due under the old one', async () => {
    const id = await create()
    t.clock.moveTo(at('14:00'))
    t = await t.restart({ workflows: late })

    await t.engine.runDue()
    const atTwo = (await trailOf(id)).map(({ type }) => type)
    t.clock.moveTo(at('15:00'))
    await t.engine.runDue()

    expect(atTwo).not.toContain('deadline-breached')
    expect(atTwo).toContain('deadline-warned')
    expect((await trailOf(id)).filter(({ type }) => type === 'deadline-breached')).toHaveLength(1)
  })

  it('fires at once what is due under the new one already, and once', async () => {
    t = await t.restart({ workflows: late })
    const id = await create()
    t.clock.moveTo(at('14:00'))
    await t.engine.runDue()
    t = await t.restart({ workflows: early })

    await t.engine.runDue()
    await t.engine.runDue()

    const breaches = (await trailOf(id)).filter(({ type }) => type === 'deadline-breached')
    expect(breaches.map(({ at: when }) => when)).toEqual([at('14:00')])
    expect(
      (await t.engine.effects(id)).filter(({ template }) => template === 'deadline-breached'),
    ).toHaveLength(1)
  })

  it('counts a case again too where only a window opens by it', async () => {
    const withWindow = (hours: string) =>
      sound([
        {
          file: 'errand.yaml',
          text: countedErrand.replace(
            'after: { patience: under-way }',
            'after: { patience: { target: under-way, window: phone } }',
          ),
        },
        house('09:00-17:00'),
        house(hours, 'phone'),
        ...files.slice(1),
      ])
    t = await t.restart({ workflows: withWindow('10:00-12:00') })
    const id = await create()
    const opensAt = async () => (await t.engine.get(id))?.timers.find(({ kind }) => kind === 'after')?.dueAt
    const before = await opensAt()

    t = await t.restart({ workflows: withWindow('14:00-16:00') })
    await t.engine.runDue()

    expect([before, await opensAt()]).toEqual(
      ['10:00', '14:00'].map((time) => Date.parse(`2026-10-01T${time}:00+08:00`)),
    )
    expect((await trailOf(id)).find(({ type }) => type === 'recomputed')?.body).toMatchObject({
      reason: "The calendar 'phone' has changed.",
    })
  })

  it('is thought of when somebody asks what a case accepts, and nothing is written', async () => {
    const id = await create()
    t.clock.moveTo(at('14:00'))
    t = await t.restart({ workflows: late })
    const before = await contents(t)

    const events = await t.engine.accepted(id, ann)

    expect(events?.map(({ event, answer }) => [event, answer])).toContainEqual(['go', 'yes'])
    expect(await contents(t)).toBe(before)
  })

  it('is counted again for the rest when the engine was stopped half-way, no case twice', async () => {
    for (let count = 0; count < 60; count += 1) await create()
    t = await t.restart({ workflows: late })
    const counts = async () => {
      const rows = await t.sql(
        "select instance from aftercare_trail where type = 'recomputed' group by instance having count(*) = 1",
      )
      return rows.length
    }

    await t.engine.start()
    t = await t.restart()
    const half = await counts()
    await t.engine.runDue()

    expect(half).toBeLessThan(60)
    expect(await counts()).toBe(60)
  })

  it('leaves the case it cannot count behind, named in the log, and counts the others', async () => {
    const [broken, whole] = [await create(), await create()]
    t = await t.restart({ workflows: late })
    await t.sql(
      `update aftercare_instances set record = replace(record, '"version":"', '"version":"gone') where id = ?`,
      [broken],
    )

    await t.engine.runDue()

    expect(await dueOf(whole)).toBe(at('15:00'))
    expect(await dueOf(broken)).toBe(at('13:30'))
    expect(
      messages.filter((message) => message.startsWith('A case could not be counted again')),
    ).toHaveLength(1)
    expect(messages).toContain(
      'Calendars have changed: 1 case counted again, 1 due point moved, 1 case failed.',
    )
  })
})

describe('the calendars of open cases', () => {
  const withOwn = (key: string) => [
    {
      file: 'errand.yaml',
      text: countedErrand.replace('within: 4 working hours', `calendar: phone, within: ${key}`),
    },
    house('09:00-17:00'),
    house('10:00-12:00', 'phone'),
    ...files.slice(1),
  ]

  it('are missed when a clock names one of its own that is gone', async () => {
    const folder = withOwn('4 working hours')
    const t = await openTestEngine({ workflows: sound(folder) })
    accepted(await t.engine.create('errand', begin))

    const without = counted('09:00-17:00')

    await expect(t.engine.deploy(without)).rejects.toMatchObject({
      code: 'definition-invalid',
      message: expect.stringMatching(/calendar 'phone'.*of 'errand'/) as string,
    })
    await t.close()
  })

  it('are named in a warning when their holidays are not published for the coming 60 days', async () => {
    keepMemory('an engine that comes back warns again')
    const messages: string[] = []
    const log = ({ level, message }: { level: string; message: string }) =>
      messages.push(`${level} ${message}`)
    const chinese = { ...house('09:00-17:00'), text: `${house('09:00-17:00').text}holidays: CN\n` }
    const workflows = sound([{ file: 'errand.yaml', text: countedErrand }, chinese, ...files.slice(1)])
    const t = await openTestEngine({ workflows, log })
    const last = t.engine.calendars()[0]?.publishedUntil ?? 0
    const early = [...messages]

    t.clock.moveTo(Math.max(monday, Date.parse(`${last}-11-15T00:00:00Z`)))
    await t.engine.deploy(workflows)

    expect(last).toBeGreaterThan(2020)
    expect(early).toEqual([])
    expect(messages).toEqual([
      expect.stringMatching(
        new RegExp(`^warn .*calendar 'house'.*until the end of ${last} only.*marked provisional`),
      ) as string,
    ])
    await t.close()
  })
})
