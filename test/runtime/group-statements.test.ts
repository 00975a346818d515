import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepMemory } from '../reload/memory.js'
import { accepted, openTestEngine, type TestEngine } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

describe('the statements of requests that share a transaction', () => {
  let t: TestEngine
  beforeEach(async () => {
    keepMemory('statements are counted, and an engine that comes back has its own')
    t = await openTestEngine()
  })
  afterEach(() => t.close())

  /** What the engine writes with while `work` runs: what is done to which table, and each commit. */
  const writes = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    const heard: string[] = []
    const hear = ({ sql }: { sql: string }): void => {
      // SQLite takes its one lock by an update of nothing where the transaction is the host's.
      const [told] =
        /\b(?:insert into|update|delete from) aftercare_(?!migrations)\w+|^commit/i.exec(sql) ?? []
      if (told !== undefined) heard.push(told.toLowerCase())
    }
    t.handles.db.on('query', hear)
    await work()
    t.handles.db.removeListener('query', hear)
    return heard
  }
  const go = (id: string, more = {}): Promise<unknown> =>
    t.engine.send(id, 'go', { actor: ann, idempotencyKey: `go-${id}`, ...more }).then(accepted)

  it('are one a table, however many they are', async () => {
    const ids: string[] = []
    for (let each = 0; each < 20; each += 1) ids.push(accepted(await t.engine.create('errand', begin)).id)
    const alone = await writes(() => go(ids[0]!))

    // The second begins at once; the others wait for it, and then go together.
    const all = await writes(() => Promise.all(ids.slice(1).map((id) => go(id))))

    expect(alone.length).toBeGreaterThan(3)
    expect(new Set(alone).size).toBe(alone.length)
    expect(all).toEqual([...alone, ...alone])
  })

  it('are those of the host where it hands over its transaction, and nobody else comes into it', async () => {
    const [own, other] = [
      accepted(await t.engine.create('errand', begin)).id,
      accepted(await t.engine.create('errand', begin)).id,
    ]
    const trx = await t.handles.db.transaction()

    const before = await writes(() => go(own, { trx }))
    const commit = await writes(() => trx.commit())
    const apart = await writes(() => go(other))

    expect(before).toEqual(apart.filter((told) => told !== 'commit'))
    expect(commit).toEqual(['commit'])
  })
})
