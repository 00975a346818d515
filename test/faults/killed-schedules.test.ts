import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dutyFiles, scheduleText } from '../definition/schedules/duty-files.js'
import { day, monday } from '../runtime/open-test-engine.js'
import { startEngineProcess, type EngineProcess } from './engine-process.js'
import { findingsOf, lookInside, openFolder, type Outside } from './look-inside.js'

const ann = { id: 'ann', roles: ['clerk'] }
const count = 150

const rounds = scheduleText({
  forEach: '{ cases: { process: contract } }',
  with: '{ place: =item.data.site, contract: =item.id }',
  catchUp: 'none',
})

describe('an engine killed with kill -9 while a schedule goes over many cases', () => {
  let place: Awaited<ReturnType<typeof openFolder>>
  let file: string
  const running: EngineProcess[] = []
  let outside: Outside | undefined
  beforeEach(async () => {
    place = await openFolder(dutyFiles(rounds).map((one) => ({ ...one, file: `workflows/${one.file}` })))
    file = join(place.folder, 'cases.sqlite')
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.kill()))
    await outside?.close()
    outside = undefined
    await place.remove()
  })

  const start = async (time: number): Promise<EngineProcess> => {
    const started = await startEngineProcess(file, join(place.folder, 'workflows'), time)
    running.push(started)
    return started
  }
  const number = async (sql: string): Promise<number> => Number((await outside!.sql(sql))[0]?.['n'])
  const starts = (): Promise<number> => number('select count(*) as n from aftercare_schedule_starts')

  async function beginContracts(engine: EngineProcess): Promise<void> {
    for (let site = 0; site < count; site += 1)
      await engine.call('create', 'contract', { actor: ann, data: { site: `site-${site}` } })
    outside = await lookInside(file)
  }

  /** Every contract has one duty, every duty is noted, and the trail is whole. */
  async function expectEachOnce(): Promise<void> {
    expect(await starts()).toBe(count)
    expect(await number(`select count(*) as n from aftercare_instances where process = 'duty'`)).toBe(count)
    const distinct = "select count(distinct json_extract(body, '$.data.contract')) as n from aftercare_trail"
    expect(await number(`${distinct} where type = 'created'`)).toBe(count)
    const lost = `select count(*) as n from aftercare_schedule_starts where instance not in
      (select id from aftercare_instances)`
    expect(await number(lost)).toBe(0)
    expect(await number(`select count(*) as n from aftercare_schedule_slots where status = 'open'`)).toBe(0)
    expect(await findingsOf(file)).toEqual([])
  }

  it('starts each exactly once in the end, also days later', async () => {
    const one = await start(monday)
    await beginContracts(one)
    await one.call('moveTo', monday + day - 25 * 60_000)
    const killed = expect(one.call('runDue')).rejects.toThrow('gone')
    // Reading is the wait: each round trip gives the other process time to go on.
    while ((await starts()) < 10);

    await one.kill()
    await killed
    const half = await starts()
    // What was begun is finished, although nothing missed would be begun any more.
    const two = await start(monday + 1.5 * day)
    await two.call('runDue')

    expect(half).toBeLessThan(count)
    await expectEachOnce()
  })

  it('loses and doubles nothing while another engine goes on with the same database', async () => {
    const one = await start(monday)
    await beginContracts(one)
    const two = await start(monday)
    await Promise.all([one, two].map((each) => each.call('moveTo', monday + day - 25 * 60_000)))
    const killed = expect(one.call('runDue')).rejects.toThrow('gone')
    const other = two.call('runDue')
    while ((await starts()) < 10);

    await one.kill()
    await killed
    await other
    await two.call('runDue')

    await expectEachOnce()
  })
})
