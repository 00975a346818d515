import { afterEach, describe, expect, it } from 'vitest'
import { createEngine, type Engine } from '../../engine/index.js'
import { dutyFiles, scheduleText } from '../definition/schedules/duty-files.js'
import { accepted, day, hour, minute, openTestEngine, sound, type TestEngine } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

/** The engine's clock stands at Monday 28 September 2026, 09:30 in Shanghai; 1 to 7 October are days off. */
const withSchedules = (...texts: readonly string[]) => sound(dutyFiles(...texts))

let opened: TestEngine
const engine = (): Engine => opened.engine
afterEach(() => opened.close())

async function open(...texts: readonly string[]): Promise<void> {
  opened = await openTestEngine({ workflows: withSchedules(...texts) })
}

/** Every start that took place, as `slot object`, in order. */
async function started(): Promise<readonly string[]> {
  const rows = await opened.sql(
    `select slot, object from aftercare_schedule_starts where instance is not null order by slot, object`,
  )
  return rows.map(({ slot, object }) => `${String(slot)} ${String(object)}`.trim())
}

async function places(): Promise<readonly unknown[]> {
  const { items } = await engine().list({ process: 'duty' }, { limit: 1000 })
  const records = await Promise.all(items.map(({ id }) => engine().get(id)))
  return records.map((record) => record?.data['place']).sort()
}

describe('a schedule', () => {
  it('starts a case when it falls due, as itself and whoever may start one by hand', async () => {
    await open(scheduleText())

    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()

    const [row] = (await engine().list({ process: 'duty' })).items
    const record = await engine().get(row?.id ?? '')
    expect(record).toMatchObject({ createdBy: 'schedule:rounds', data: { place: 'hall' }, number: 'D-0001' })
    const [created] = (await engine().trail(row?.id ?? '')).items
    expect(created).toMatchObject({
      type: 'created',
      actor: 'schedule:rounds',
      body: { schedule: { id: 'rounds', slot: '2026-09-29T09:00' } },
    })
    const byHand = await engine().create('duty', { data: { place: 'hall' }, actor: ann })
    expect(byHand.refused?.code).toBe('forbidden')
  })

  it('starts nothing from before it was deployed, whatever `from` says', async () => {
    await open(scheduleText({ from: '2026-09-01', catchUp: 'all' }))

    await engine().runDue()

    expect(await started()).toEqual([])
  })

  it('starts each time once, however often somebody looks', async () => {
    await open(scheduleText({ at: '["09:00", "17:30"]' }))

    for (let steps = 0; steps < 60; steps += 1) {
      opened.clock.moveTo(opened.clock.now() + 37 * minute)
      await engine().runDue()
      await engine().runDue()
    }

    expect(await started()).toEqual(['2026-09-28T17:30', '2026-09-29T09:00', '2026-09-29T17:30'])
  })

  it('wakes by itself when it is started', async () => {
    await open(scheduleText())
    await engine().start()

    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()

    expect(await started()).toEqual(['2026-09-29T09:00'])
  })

  it('gives its cases the time they were meant for, also when they begin late', async () => {
    await open(scheduleText({ with: '{ place: hall, dueOn: =today }' }))

    opened.clock.moveTo(opened.clock.now() + 2 * day)
    await engine().runDue()

    const { items } = await engine().list({ process: 'duty' })
    const records = await Promise.all(items.map(({ id }) => engine().get(id)))
    expect(records.map((record) => record?.data['dueOn'])).toEqual(['2026-09-30'])
  })
})

describe('a schedule after a stop of two months', () => {
  const monthly = (lines: { readonly [key: string]: string }) =>
    scheduleText({ every: 'week', on: 'mon', ...lines })
  const twoMonths = 61 * day

  it.each<[string, readonly string[]]>([
    ['latest', ['2026-11-23T09:00']],
    ['none', []],
  ])('catches up by the policy %s', async (catchUp, expected) => {
    await open(monthly({ catchUp }))

    opened.clock.moveTo(opened.clock.now() + twoMonths)
    await engine().runDue()

    expect(await started()).toEqual(expected)
    const [status] = await engine().schedules()
    expect(status?.occurrences.filter((one) => one.status === 'passed-over').length).toBe(8 - expected.length)
    expect(opened.log).toContain('warn')
  })

  it('catches up everything by the policy all, in order', async () => {
    await open(monthly({ catchUp: 'all' }))

    opened.clock.moveTo(opened.clock.now() + twoMonths)
    await engine().runDue()

    expect(await started()).toEqual([
      '2026-10-05T09:00',
      '2026-10-12T09:00',
      '2026-10-19T09:00',
      '2026-10-26T09:00',
      '2026-11-02T09:00',
      '2026-11-09T09:00',
      '2026-11-16T09:00',
      '2026-11-23T09:00',
    ])
  })

  it('catches up nothing that is older than `within`, counted in the calendar', async () => {
    await open(monthly({ catchUp: 'all', within: '6 working days' }))

    opened.clock.moveTo(opened.clock.now() + twoMonths)
    await engine().runDue()

    // It is Saturday 28 November: six working days go back to the 20th, two weeks back is too long.
    expect(await started()).toEqual(['2026-11-23T09:00'])
  })

  it('begins in time what is late by a restart only, even with the policy none', async () => {
    await open(monthly({ catchUp: 'none' }))

    opened.clock.moveTo(Date.parse('2026-10-05T09:14:00+08:00'))
    await engine().runDue()
    opened.clock.moveTo(Date.parse('2026-10-12T09:16:00+08:00'))
    await engine().runDue()

    expect(await started()).toEqual(['2026-10-05T09:00'])
  })

  it('decides a long row in portions and leaves none out', async () => {
    await open(scheduleText({ every: 'day', at: '["06:00", "12:00", "18:00", "23:00"]', catchUp: 'all' }))

    opened.clock.moveTo(opened.clock.now() + 150 * day)
    await engine().runDue()

    const slots = await started()
    expect(slots.length).toBe(600)
    expect(new Set(slots).size).toBe(600)
  })
})

describe('a schedule that goes over a list', () => {
  const items = `{ items: [{ id: hall, with: { place: hall } }, { id: yard, with: { place: yard } }] }`

  it('starts one case for each, with its own data before that of all', async () => {
    await open(scheduleText({ forEach: items, with: '{ place: somewhere, contract: =item.id }' }))

    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()

    expect(await started()).toEqual(['2026-09-29T09:00 hall', '2026-09-29T09:00 yard'])
    expect(await places()).toEqual(['hall', 'yard'])
  })

  it('takes up an item that came while it was under way, and drops one that went', async () => {
    await open(scheduleText({ forEach: items, with: undefined }))
    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()
    const changed = `{ items: [{ id: gate, with: { place: gate } }, { id: yard, with: { place: yard } }] }`

    await engine().deploy(withSchedules(scheduleText({ forEach: changed, with: undefined })))
    await engine().runDue()
    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()

    expect(await started()).toEqual([
      '2026-09-29T09:00 hall',
      '2026-09-29T09:00 yard',
      '2026-09-30T09:00 gate',
      '2026-09-30T09:00 yard',
    ])
  })
})

describe('a schedule that goes over open cases', () => {
  const running = scheduleText({
    forEach: '{ cases: { process: contract, state: running, where: "or(item.data.floors, 0) < 7" } }',
    with: '{ place: =item.data.site, contract: =item.id }',
  })

  async function contracts(count: number): Promise<readonly string[]> {
    const ids: string[] = []
    for (let number = 0; number < count; number += 1) {
      const data = { site: `site-${number}`, floors: number % 8 }
      const { id } = accepted(await engine().create('contract', { data, actor: ann }))
      accepted(await engine().send(id, 'sign', { actor: ann }))
      ids.push(id)
    }
    return ids
  }

  it('starts one case for each that is in the state and for which `where` holds', async () => {
    await open(running)
    await contracts(80)
    accepted(await engine().create('contract', { data: { site: 'draft' }, actor: ann }))

    opened.clock.moveTo(opened.clock.now() + day)
    const worked = await engine().runDue()

    expect(worked).toBe(70)
    expect(new Set(await places()).size).toBe(70)
    const transactions = await opened.sql(
      `select count(distinct at) as moments, count(*) as starts from aftercare_schedule_starts`,
    )
    expect(transactions).toEqual([{ moments: 1, starts: 70 }])
  })

  it('starts each once when two engines share the database', async () => {
    await open(running)
    await contracts(60)
    opened.clock.moveTo(opened.clock.now() + day)
    const other = await createEngine({
      ...opened.handles,
      clock: opened.clock,
      workflows: withSchedules(running),
    })

    const worked = await Promise.all([engine().runDue(), other.runDue()])

    expect(worked[0] + worked[1]).toBe((await started()).length)
    expect(new Set(await started()).size).toBe((await started()).length)
    expect(await places()).toHaveLength((await started()).length)
    await other.stop()
  })

  it('may start cases of the very process it goes over, and comes to an end', async () => {
    await open(
      scheduleText({
        process: 'contract',
        forEach: '{ cases: contract }',
        with: '{ site: =item.data.site }',
      }),
    )
    await contracts(30)

    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()

    expect((await engine().list({ process: 'contract' }, { limit: 1000 })).items).toHaveLength(60)
  })
})

describe('a start that is refused', () => {
  it('is recorded with its reason, shown, told in the log, and not tried again', async () => {
    await open(
      scheduleText({
        forEach: '{ cases: { process: contract } }',
        with: '{ place: "=or(item.data.remark, \\"\\")" }',
      }),
    )
    const { id } = accepted(await engine().create('contract', { data: { site: 'a' }, actor: ann }))

    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()
    await engine().runDue()

    const [status] = await engine().schedules()
    expect(status?.refused).toMatchObject([
      { object: id, slot: '2026-09-29T09:00', refusal: { code: 'payload-invalid' } },
    ])
    expect(status?.occurrences[0]).toMatchObject({ status: 'done', started: 0, refused: 1 })
    expect(opened.log.filter((line) => line === 'warn payload-invalid')).toHaveLength(1)
  })

  it('does not hold up the others when it breaks the whole transaction', async () => {
    let count = 0
    opened = await openTestEngine({
      workflows: withSchedules(
        scheduleText({ forEach: '{ items: [a, b, c] }', with: '{ place: =item.id }' }),
      ),
      newId: () => {
        count += 1
        // The start of b: together with the others, after a went alone, and alone.
        if ([2, 4, 5].includes(count)) throw new Error('no id left')
        return `case-${count}`
      },
    })

    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()

    expect(await started()).toEqual(['2026-09-29T09:00 a', '2026-09-29T09:00 c'])
    const [status] = await engine().schedules()
    expect(status?.refused).toMatchObject([{ object: 'b', refusal: { code: 'engine-bug' } }])
    expect(status?.occurrences[0]).toMatchObject({ status: 'done', started: 2, refused: 1 })
  })
})

describe('the progress of a schedule', () => {
  it('stays when its file is gone, so that nothing is started twice when it is back', async () => {
    await open(scheduleText({ catchUp: 'none' }))
    opened.clock.moveTo(Date.parse('2026-09-29T09:05:00+08:00'))
    await engine().runDue()

    await engine().deploy(withSchedules())
    expect(await engine().schedules()).toEqual([])
    await engine().deploy(withSchedules(scheduleText({ catchUp: 'none' })))
    await engine().runDue()

    expect(await started()).toEqual(['2026-09-29T09:00'])
  })

  it('survives a restart in the middle of a stop', async () => {
    await open(scheduleText())
    opened.clock.moveTo(opened.clock.now() + day)
    await engine().runDue()

    opened = await opened.restart()
    opened.clock.moveTo(opened.clock.now() + hour)
    await engine().runDue()

    expect(await started()).toEqual(['2026-09-29T09:00'])
  })

  it('tells what comes next', async () => {
    await open(scheduleText({ every: 'month', on: 'first working day' }))

    const [status] = await engine().schedules()

    expect(status?.next.map(({ date, time }) => `${date} ${time}`).slice(0, 3)).toEqual([
      '2026-10-08 09:00',
      '2026-11-02 09:00',
      '2026-12-01 09:00',
    ])
    expect(status?.since).toBe(opened.clock.now())
  })
})
