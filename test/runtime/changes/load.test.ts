import type { Knex } from 'knex'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineError, type Answer, type ChangeRow } from '../../../engine/index.js'
import { databases, openNodes, seen as until, type TestNode, type TestNodes } from '../../nodes/open-nodes.js'
import { accepted } from '../open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }
const cases = 6
const notesOfEach = 6

describe.each(databases)('Three nodes under load on %s', (_name, open) => {
  let nodes: TestNodes
  let all: readonly TestNode[]
  beforeEach(async () => {
    nodes = await openNodes(open)
    all = [await nodes.add('a'), await nodes.add('b'), await nodes.add('c')]
    await all[0]!.db.raw('create table host_rows (id integer)')
  })
  afterEach(() => nodes.close())

  it('tell a reader that stops and goes on at random each revision of each case once, in order', async () => {
    const random = randomOf(20_261_122)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
    const acknowledged: string[] = []
    /** Somebody notes on one case, each time through another node; now and then a host does, or takes it back. */
    const work = async (): Promise<void> => {
      const { id } = accepted(await again(() => pick(all).engine.create('errand', begin)))
      acknowledged.push(`${id} 1`)
      for (let note = 0; note < notesOfEach; note += 1) {
        nodes.clock.moveTo(nodes.clock.now() + 1000)
        const how = random() < 0.3 ? joined : noted
        const { revision } = accepted(await again(() => how(pick(all), id)))
        acknowledged.push(`${id} ${revision}`)
        if (random() < 0.2) await undone(pick(all), id)
      }
    }

    const seen: ChangeRow[] = []
    const reading = (async () => {
      let after: string | undefined
      while (seen.length < cases * (notesOfEach + 1)) {
        let left = 1 + Math.floor(random() * 10)
        const from = after === undefined ? { from: 'start' as const } : { after }
        for await (const change of pick(all).engine.changes(from)) {
          seen.push(change)
          after = change.cursor
          left -= 1
          if (left === 0 || seen.length === cases * (notesOfEach + 1)) break
        }
      }
    })()
    await Promise.all(Array.from({ length: cases }, work))
    let isRead = false
    const read = reading.then(() => (isRead = true))
    // Where nothing comes any more, a reader of another process looks again at its next poll.
    await until(
      () => isRead,
      () => nodes.clock.moveTo(nodes.clock.now() + 1000),
    )
    await read

    const told = seen.map(({ instance, revision }) => `${instance} ${revision}`)
    expect([...told].sort()).toEqual([...acknowledged].sort())
    const revisions = Array.from({ length: notesOfEach + 1 }, (_none, index) => index + 1)
    for (const id of new Set(seen.map(({ instance }) => instance)))
      expect(seen.filter(({ instance }) => instance === id).map(({ revision }) => revision)).toEqual(
        revisions,
      )
  })

  const noted = (node: TestNode, id: string): Promise<Answer> =>
    node.engine.note(id, { text: 'called', actor: ann })

  /** A host that has its transaction, and on PostgreSQL its number, before it comes to the case. */
  const joined = (node: TestNode, id: string): Promise<Answer> =>
    node.db.transaction(async (trx: Knex.Transaction) => {
      await trx.raw('insert into host_rows values (1)')
      return node.engine.note(id, { text: 'ordered', actor: ann, trx })
    })

  async function undone(node: TestNode, id: string): Promise<void> {
    const failing = again(() =>
      node.db.transaction(async (trx: Knex.Transaction) => {
        accepted(await node.engine.note(id, { text: 'a mistake', actor: ann, trx }))
        throw new Error('undone')
      }),
    )
    await expect(failing).rejects.toThrow('undone')
  }
})

/** On SQLite a transaction of a host holds the only connection, and what comes without it is told to come again. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await work()
    } catch (error) {
      if (!mayPass(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
}

/** Says the engine, or the driver of a host whose transaction another process has overtaken. */
function mayPass(error: unknown): boolean {
  if (error instanceof EngineError) return error.retryable
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
