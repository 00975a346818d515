import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { files } from '../runtime/errand.js'
import { hour, monday } from '../runtime/open-test-engine.js'
import { startEngineProcess, type EngineProcess } from './engine-process.js'
import { findingsOf, lookInside, openFolder, type Outside } from './look-inside.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe('an engine killed with kill -9', () => {
  let place: Awaited<ReturnType<typeof openFolder>>
  let file: string
  const running: EngineProcess[] = []
  let outside: Outside | undefined
  beforeEach(async () => {
    place = await openFolder(files.map((one) => ({ ...one, file: `workflows/${one.file}` })))
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
  const create = async (engine: EngineProcess, key?: string): Promise<string> => {
    const answer = await engine.call('create', 'errand', { ...begin, ...(key && { idempotencyKey: key }) })
    return (answer as { instance: { id: string } }).instance.id
  }

  it('between two events carries on with the second', async () => {
    const one = await start(monday)
    const id = await create(one)
    await one.call('send', id, 'go', { actor: ann })

    await one.kill()
    const two = await start(monday + hour / 2)
    const answer = await two.call('send', id, 'deliver', { actor: ann })

    expect(answer).toMatchObject({ instance: { id, revision: 3, outcome: 'delivered' } })
    outside = await lookInside(file)
    const events = await outside.sql(
      "select json_extract(body, '$.event') as event from aftercare_trail where type = 'event-accepted' order by seq",
    )
    expect(events).toEqual([{ event: 'go' }, { event: 'deliver' }])
    expect(await findingsOf(file)).toEqual([])
  })

  it('while a timer is due fires it when it is started again', async () => {
    const one = await start(monday)
    const id = await create(one)
    // Due since half an hour, and nobody looked.
    await one.call('moveTo', monday + 4.5 * hour)
    outside = await lookInside(file)
    expect((await outside.store.read.instance(id))?.active[0]?.path).toBe('waiting')

    await one.kill()
    const two = await start(monday + 4.5 * hour)
    await two.call('start')
    await two.call('runDue')

    const record = await outside.store.read.instance(id)
    expect(record?.active).toEqual([{ path: 'under-way', visit: 1, since: monday + 4 * hour }])
    expect(await findingsOf(file)).toEqual([])
  })

  it('in the middle of many due timers fires each of them once in the end', async () => {
    const one = await start(monday)
    for (let count = 0; count < 120; count += 1) await create(one)
    outside = await lookInside(file)
    const breached = async (): Promise<number> => {
      const rows = await outside!.sql(
        "select count(*) as n from aftercare_trail where type = 'deadline-breached'",
      )
      return Number(rows[0]?.['n'])
    }
    await one.call('moveTo', monday + 2 * hour)
    const killed = expect(one.call('runDue')).rejects.toThrow('gone')
    // Reading is the wait: each round trip gives the other process time to go on.
    while ((await breached()) < 10);

    await one.kill()
    await killed
    const half = await breached()
    const two = await start(monday + 2 * hour)
    await two.call('runDue')

    expect(half).toBeLessThan(120)
    expect(await breached()).toBe(120)
    expect(
      await outside.sql(
        "select instance from aftercare_trail where type = 'timer-fired' group by instance having count(*) <> 2",
      ),
    ).toEqual([])
    expect(await findingsOf(file)).toEqual([])
  })

  it('under many requests loses none that was acknowledged, and repeats none that is sent again', async () => {
    const one = await start(monday)
    const id = await create(one, 'create')
    const acknowledged = new Set<number>()
    const requests = Array.from({ length: 300 }, (_none, number) =>
      one.call('note', id, { text: String(number), actor: ann, idempotencyKey: `note-${number}` }).then(
        () => acknowledged.add(number),
        () => undefined,
      ),
    )
    while (acknowledged.size < 20) await Promise.race(requests.slice(acknowledged.size))

    await one.kill()
    await Promise.all(requests)
    outside = await lookInside(file)
    const stored = async (): Promise<number[]> => {
      const { items } = await outside!.store.read.trail(id, { limit: 1000 })
      return items.filter(({ type }) => type === 'note-added').map(({ body }) => Number(body['text']))
    }
    const afterKill = await stored()
    expect(afterKill.length).toBeLessThan(300)
    expect(afterKill).toEqual(expect.arrayContaining([...acknowledged]))

    const two = await start(monday)
    expect(await create(two, 'create')).toBe(id)
    for (let number = 0; number < 300; number += 1)
      await two.call('note', id, { text: String(number), actor: ann, idempotencyKey: `note-${number}` })

    const all = await stored()
    expect(all).toHaveLength(300)
    expect(new Set(all).size).toBe(300)
    expect(await findingsOf(file)).toEqual([])
  })
})
