import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangeRow, Changes } from '../../../engine/index.js'
import { databases, openNodes, seen as until, type TestNode, type TestNodes } from '../../nodes/open-nodes.js'
import { accepted, hour, monday } from '../open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe.each(databases)('Following changes on %s', (_name, open) => {
  let nodes: TestNodes
  let a: TestNode
  beforeEach(async () => {
    nodes = await openNodes(open)
    // Nothing but a commit, of whichever node, wakes a reader.
    a = await nodes.add('a', { pollInterval: 30 * 24 * hour })
  })
  afterEach(() => nodes.close())

  const create = async (node: TestNode): Promise<string> =>
    accepted(await node.engine.create('errand', begin)).id

  it('tells what is committed after it was opened, by event and by case', async () => {
    const before = await create(a)
    const changes = a.engine.changes()
    await changes.opened()

    const id = await create(a)
    accepted(await a.engine.send(id, 'go', { actor: ann }))
    accepted(await a.engine.note(before, { text: 'called', actor: ann }))
    accepted(await a.engine.send(id, 'deliver', { actor: ann }))
    const seen = await take(changes, 4)

    expect(seen.map(({ instance, revision, kind }) => [instance, revision, kind])).toEqual([
      [id, 1, 'created'],
      [id, 2, 'changed'],
      [before, 2, 'changed'],
      [id, 3, 'ended'],
    ])
    expect(seen[0]).toMatchObject({ process: 'errand', at: monday })
  })

  it('wakes a reader that waits, and goes on from the cursor of any change', async () => {
    const changes = a.engine.changes({ from: 'start' })
    const waiting = take(changes, 2)
    const [first, second] = [await create(a), await create(a)]
    const seen = await waiting
    expect(instancesOf(seen)).toEqual([first, second])

    const third = await create(a)
    const again = await take(a.engine.changes({ after: seen[0]!.cursor }), 2)
    const rest = await take(a.engine.changes({ after: changes.cursor! }), 1)

    expect(instancesOf(again)).toEqual([second, third])
    expect(instancesOf(rest)).toEqual([third])
  })

  it('tells each reader what it has not seen, however slow it is', async () => {
    const quick = a.engine.changes({ from: 'start' })
    const slow = a.engine.changes({ from: 'start' })[Symbol.asyncIterator]()
    const ids = [await create(a)]
    const first = await slow.next()
    for (let more = 0; more < 5; more += 1) ids.push(await create(a))

    expect(instancesOf(await take(quick, 6))).toEqual(ids)
    expect((first.value as ChangeRow).instance).toBe(ids[0])
    for (const id of ids.slice(1)) expect((await slow.next()).value).toMatchObject({ instance: id })
  })

  it('tells of one process, and its place goes on with the others', async () => {
    const abort = new AbortController()
    const changes = a.engine.changes({ process: 'exchange', from: 'start', signal: abort.signal })
    const { cursor } = (await take(a.engine.changes({ from: 'start' }), 1, () => create(a)))[0]!
    const reading = all(changes)
    await until(() => changes.cursor === cursor)
    abort.abort()

    expect(await reading).toEqual([])
  })

  it('ends when the signal says so, before, while it waits, and between two changes', async () => {
    const ended = AbortSignal.abort()
    expect(await all(a.engine.changes({ from: 'start', signal: ended }))).toEqual([])
    const abort = new AbortController()
    const waiting = all(a.engine.changes({ from: 'start', signal: abort.signal }))
    for (let more = 0; more < 3; more += 1) await create(a)
    const between = new AbortController()
    const seen: ChangeRow[] = []
    for await (const change of a.engine.changes({ from: 'start', signal: between.signal })) {
      seen.push(change)
      between.abort()
    }
    await take(a.engine.changes({ from: 'start' }), 3)
    abort.abort()

    expect(seen).toHaveLength(1)
    expect((await waiting).length).toBeLessThanOrEqual(3)
  })

  it('ends when the engine stops, and cannot begin after that', async () => {
    const reading = all(a.engine.changes({ from: 'start' }))

    await a.engine.stop()

    expect(await reading).toEqual([])
    await expect(a.engine.changes().opened()).rejects.toMatchObject({ code: 'engine-stopped' })
    await expect(all(a.engine.changes())).rejects.toMatchObject({ code: 'engine-stopped' })
  })

  it('tells a change in a transaction of the host once that is committed', async () => {
    const changes = a.engine.changes()
    await changes.opened()
    const waiting = take(changes, 2)
    const undone = a.db.transaction(async (trx: Knex.Transaction) => {
      accepted(await a.engine.create('errand', { ...begin, trx }))
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')

    const id = await a.db.transaction(async (trx: Knex.Transaction) => {
      const created = accepted(await a.engine.create('errand', { ...begin, trx }))
      const reader = await a.store.read.changes(changes.cursor!, 10).catch(() => undefined)
      expect(reader?.items).toEqual([])
      accepted(await a.engine.send(created.id, 'go', { actor: ann, trx }))
      return created.id
    })

    const seen = await waiting
    expect(seen.map(({ instance, revision }) => [instance, revision])).toEqual([
      [id, 1],
      [id, 2],
    ])
  })

  it('says that a cursor has expired, also to a reader that is too slow', async () => {
    const slow = a.engine.changes({ from: 'start' })[Symbol.asyncIterator]()
    // Their timers would fire while time goes on, and tell of new changes.
    const id = await create(a)
    const { value } = await slow.next()
    const { cursor } = value as ChangeRow
    accepted(await a.engine.send(id, 'go', { actor: ann }))
    accepted(await a.engine.send(id, 'deliver', { actor: ann }))
    await a.engine.start()
    await a.db.raw(`update aftercare_changes set written_at = written_at - ${8 * 24 * hour}`)
    const kept = async (): Promise<number> =>
      Number(Object.values((await rows(a, 'select count(*) from aftercare_changes'))[0]!)[0])
    await until(
      async () => (await kept()) === 1,
      () => nodes.clock.moveTo(nodes.clock.now() + hour),
    )

    const late = a.engine.changes({ after: cursor })

    await expect(late.opened()).rejects.toMatchObject({ code: 'cursor-expired' })
    await expect(all(late)).rejects.toMatchObject({ code: 'cursor-expired' })
    await expect(slow.next()).rejects.toMatchObject({ code: 'cursor-expired' })
    const fresh = await create(a)
    expect(instancesOf(await take(a.engine.changes({ from: 'start' }), 1))).toEqual([fresh])
  })

  it('refuses what is no request', async () => {
    const follow = (request: object): Promise<void> =>
      Promise.resolve().then(() => a.engine.changes(request).opened())
    for (const wrong of [
      { from: 'yesterday' },
      { process: 1 },
      { after: 'x', from: 'now' },
      { signal: true },
    ])
      await expect(follow(wrong)).rejects.toMatchObject({ code: 'usage-wrong' })
    await expect(follow({ after: 'garbled' })).rejects.toMatchObject({ code: 'usage-wrong' })
  })
})

const instancesOf = (changes: readonly ChangeRow[]): readonly string[] =>
  changes.map(({ instance }) => instance)

/** The first few changes; `meanwhile` is done once the reading has begun. */
async function take(
  changes: Changes,
  count: number,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly ChangeRow[]> {
  await changes.opened()
  const done = meanwhile()
  const seen: ChangeRow[] = []
  for await (const change of changes) if (seen.push(change) === count) break
  await done
  return seen
}

async function all(changes: Changes): Promise<readonly ChangeRow[]> {
  const seen: ChangeRow[] = []
  for await (const change of changes) seen.push(change)
  return seen
}

async function rows(node: TestNode, sql: string): Promise<readonly Record<string, unknown>[]> {
  const answer: unknown = await node.db.raw(sql)
  return (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as Record<string, unknown>[]
}
