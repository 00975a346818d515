import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldClocks, type TrailEntry } from '../../engine/core/index.js'
import { createEngine, loadWorkflows, openSqlite, VirtualClock } from '../../engine/index.js'
import { house } from '../runtime/counted-errand.js'
import { minute, monday } from '../runtime/open-test-engine.js'
import { startEngineProcess, type EngineProcess } from './engine-process.js'
import { findingsOf, lookInside, openFolder, type Outside } from './look-inside.js'

const ann = { id: 'ann', roles: ['clerk'] }
const at = (time: string) => Date.parse(`2026-09-28T${time}:00+08:00`)

/** Ten clocks a case; a case that is asked about pauses some of them. */
const promise = `
dsl: '1'
process: promise
version: 1.0.0
title: { zh-CN: 承诺, en: Promise }
calendar: house
start: { roles: [clerk] }
events: { ask: { title: { zh-CN: 询问, en: Ask } }, answer: { title: { zh-CN: 答复, en: Answer } } }
deadlines:
  quick: { within: 2 working hours, warn: 50 %, escalate: leader }
  days: { within: 3 working days, pauseIn: [asking] }
  week: { within: 20 to 30 working hours, pauseIn: [asking], escalate: leader }
  month: { within: 1 month, warn: 2 working days before }
  long: { within: 60 working hours, warn: 75 %, escalate: leader }
  often: { within: 9 working days, restartOn: [event:ask] }
  elapsed: { within: 2 weeks, pauseIn: [asking] }
  late: { within: 40 working days, pauseIn: [asking] }
initial: working
states:
  working:
    title: { zh-CN: 处理, en: Working }
    task: clerk
    due: 25 working hours
    on: { ask: asking }
    after: { 30 working days: over }
  asking:
    title: { zh-CN: 询问, en: Asking }
    task: clerk
    due: 5 working days
    on: { answer: working }
    after: { 20 working days: over }
  over: { type: final, outcome: over, title: { zh-CN: 结束, en: Over } }
`

const organisation = `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } }, leader: { title: { zh-CN: 领导, en: Leader } } }
`

const cases = 1_000
const clocks = 10 * cases
/** Cases of one transaction, begun at one moment. */
const chunk = 200

describe('ten thousand open clocks, killed with kill -9', () => {
  let place: Awaited<ReturnType<typeof openFolder>>
  let file: string
  let outside: Outside
  const running: EngineProcess[] = []
  beforeEach(async () => {
    place = await openFolder([
      { file: 'workflows/promise.yaml', text: promise },
      { file: 'workflows/organisation.yaml', text: organisation },
      { ...house('09:00-17:00'), file: 'workflows/house.yaml' },
    ])
    file = join(place.folder, 'cases.sqlite')
    await begin()
    outside = await lookInside(file)
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.kill()))
    await outside.close()
    await place.remove()
  })

  const folder = () => join(place.folder, 'workflows')
  const start = async (time: number): Promise<EngineProcess> => {
    const started = await startEngineProcess(file, folder(), time)
    running.push(started)
    return started
  }

  /** Begins the cases in few transactions, some of them an hour before the others, every third one asked about. */
  async function begin(): Promise<void> {
    const sqlite = await openSqlite(file)
    const clock = new VirtualClock(monday)
    const engine = await createEngine({ ...sqlite, clock, workflows: folder() })
    for (let first = 0; first < cases; first += chunk) {
      if (first === chunk) clock.moveTo(monday + 60 * minute)
      await sqlite.db.transaction(async (trx) => {
        for (let number = first; number < first + chunk; number += 1) {
          const { instance, refused } = await engine.create('promise', { actor: ann, trx })
          if (refused) throw new Error(refused.text.en)
          if (number % 3 === 0) await engine.send(instance.id, 'ask', { actor: ann, trx })
        }
      })
    }
    await engine.stop()
    await sqlite.close()
  }

  const count = async (what: string): Promise<number> => {
    const [row] = await outside.sql(`select count(*) as n from ${what}`)
    return Number(row?.['n'])
  }
  const recounted = () => count("aftercare_trail where type = 'recomputed'")
  const breached = () => count("aftercare_trail where type = 'deadline-breached'")

  /** Clocks whose record differs from what its trail gives under the calendars of the folder, and how many there are. */
  async function compared(): Promise<{ clocks: number; wrong: readonly string[] }> {
    const workflows = await loadWorkflows(folder())
    const [process] = workflows.processes
    const { calendars } = workflows
    const calendar = calendars.get('house')
    if (!process || !calendar) throw new Error('Expected the process and its calendar.')
    const wrong: string[] = []
    let found = 0
    for (const { instance } of await outside.store.read.heads(undefined, cases + 1)) {
      const record = await outside.store.read.instance(instance)
      const { items } = await outside.store.read.trail(instance, { limit: 1_000 })
      const folded = foldClocks(process, { calendar, calendars }, items as unknown as readonly TrailEntry[])
      const kept = { deadlines: record?.deadlines, waits: record?.waits }
      found += (record?.deadlines.length ?? 0) + (record?.waits.length ?? 0)
      if (JSON.stringify(sorted(kept)) !== JSON.stringify(sorted(folded))) wrong.push(instance)
    }
    return { clocks: found, wrong }
  }

  it('while they break and while they are counted again equal their fold, and no breach acts twice', async () => {
    const one = await start(at('11:40'))
    const killedBreaking = expect(one.call('runDue')).rejects.toThrow('gone')
    // Reading is the wait: each round trip gives the other process time to go on.
    while ((await breached()) < 50);
    await one.kill()
    await killedBreaking
    const half = await breached()

    await writeFile(join(folder(), 'house.yaml'), house('10:00-12:00').text)
    const two = await start(at('11:40'))
    await two.call('start')
    while ((await recounted()) < 100);
    await two.kill()
    const partly = await recounted()

    const three = await start(at('11:40'))
    await three.call('start')
    await three.call('runDue')

    expect(half).toBeLessThan(chunk)
    expect(partly).toBeLessThan(cases)
    expect(await recounted()).toBe(cases)
    expect(await compared()).toEqual({ clocks, wrong: [] })
    expect(await count('aftercare_timers where armed = 1 and due_at <= ' + String(at('11:40')))).toBe(0)

    // Everything that has two working hours is due by the new calendar, half of it on the next day.
    await three.call('moveTo', at('12:00') + 24 * 60 * minute)
    await three.call('runDue')

    const twice = await outside.sql(
      `select instance from aftercare_trail where type = 'deadline-breached'
       group by instance, json_extract(body, '$.deadline'), json_extract(body, '$.dueAt') having count(*) > 1`,
    )
    const told = await outside.sql(
      `select instance, count(*) as n from aftercare_effects where json_extract(request, '$.template') = 'deadline-breached'
       group by instance having n > (select count(*) from aftercare_trail t
         where t.instance = aftercare_effects.instance and t.type = 'deadline-breached')`,
    )
    expect([twice, told]).toEqual([[], []])
    expect(await breached()).toBeGreaterThanOrEqual(cases)
    expect(await compared()).toEqual({ clocks, wrong: [] })
    expect(await findingsOf(file)).toEqual([])
  }, 120_000)
})

/** Lists of one case in the order of their ids, keys in the order of their names. */
function sorted({
  deadlines = [],
  waits = [],
}: {
  deadlines?: readonly { id: string }[] | undefined
  waits?: readonly { id: string }[] | undefined
}): unknown {
  const inOrder = [...deadlines, ...waits].sort((a, b) => (a.id < b.id ? -1 : 1))
  return JSON.parse(
    JSON.stringify(inOrder, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  )
}
