import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../engine/index.js'
import type { Store } from '../../engine/store/port.js'
import { accepted, day, hour, minute, monday } from '../runtime/open-test-engine.js'
import { databases, openNodes, postgresDatabase, seen, type TestNode, type TestNodes } from './open-nodes.js'
import { postgresUrl } from '../postgres/open-postgres-schema.js'

const ann = { id: 'ann', roles: ['clerk'] }
const salts = (): string => '5a'.repeat(16)

const create = async (engine: Engine, count: number): Promise<readonly string[]> => {
  const begun: string[] = []
  for (let index = 0; index < count; index += 1)
    begun.push(accepted(await engine.create('errand', { actor: ann, data: { address: `Lane ${index}` } })).id)
  return begun
}
const trails = async ({ store }: TestNode, cases: readonly string[]): Promise<readonly unknown[]> =>
  Promise.all(cases.map(async (id) => (await store.read.trail(id, { limit: 500 })).items))

/** Counts the transactions in which timers fire. */
function counted(): { readonly between: (store: Store) => Store; groups: number; alone: number } {
  const counts = {
    groups: 0,
    alone: 0,
    between: (store: Store): Store => ({
      ...store,
      group: (work, named) => {
        if (named?.name === 'due') counts.groups += 1
        return store.group(work, named)
      },
      transaction: (work, options) => {
        if (options?.name === 'due') counts.alone += 1
        return store.transaction(work, options)
      },
    }),
  }
  return counts
}

describe.each(databases)('Timers that are due at the same time on %s', (_name, open) => {
  let nodes: TestNodes
  beforeEach(async () => {
    nodes = await openNodes(open)
  })
  afterEach(() => nodes.close())

  it('share transactions, 64 cases in one', async () => {
    const counts = counted()
    const node = await nodes.add('a', counts)
    const cases = await create(node.engine, 150)
    nodes.clock.moveTo(monday + 2 * hour)

    expect(await node.engine.runDue()).toBe(150)

    expect([counts.groups, counts.alone]).toEqual([3, 0])
    for (const id of cases) expect((await node.engine.get(id))?.deadlines[0]?.status).toBe('breached')
  })

  it('give the same bytes as if each case were worked on by itself, however late', async () => {
    const outcome = async (among: TestNodes, between?: (store: Store) => Store): Promise<string> => {
      const node = await among.add('a', { salts, ...(between && { between }) })
      const cases: string[] = []
      for (const wait of [0, 7, 20, 55]) {
        among.clock.moveTo(among.clock.now() + wait * minute)
        cases.push(...(await create(node.engine, 4)))
      }
      among.clock.moveTo(monday + 3 * day)
      await node.engine.runDue()
      return createHash('sha256')
        .update(JSON.stringify(await trails(node, cases)))
        .digest('hex')
    }
    const others = await openNodes(open)

    const together = await outcome(nodes)
    const singly = await outcome(others, withoutGroups)

    expect(together).toBe(singly)
    await others.close()
  })

  it('of a case that breaks the transaction hold up nobody else, and are paused alone', async () => {
    const counts = counted()
    const node = await nodes.add('a', { between: (store) => counts.between(refusing(store, 'a-3')) })
    const cases = await create(node.engine, 10)
    nodes.clock.moveTo(monday + 2 * hour)

    await node.engine.runDue()

    expect([counts.groups, counts.alone]).toEqual([1, 10])
    const statuses = await Promise.all(
      cases.map(async (id) => (await node.engine.get(id))?.deadlines[0]?.status),
    )
    expect(statuses.filter((status) => status !== 'breached')).toEqual(['running'])
    expect(node.log.filter((line) => line.startsWith('error'))).toHaveLength(1)
  })
})

describe.skipIf(postgresUrl === undefined)('Timers of a case that somebody else works on', () => {
  it('wait for that, and those behind it are not overtaken', async () => {
    const nodes = await openNodes(postgresDatabase)
    const node = await nodes.add('a')
    const other = await nodes.add('b')
    const cases = await create(node.engine, 5)
    nodes.clock.moveTo(monday + 2 * hour)
    const held = await other.db.transaction()
    await held.raw('select id from aftercare_instances where id = ? for update', [cases[1]!])

    const running = node.engine.runDue()
    await seen(async () => (await node.engine.get(cases[0]!))?.deadlines[0]?.status === 'breached')
    await seen(async () => {
      const { rows } = await other.db.raw<{ rows: unknown[] }>(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%aftercare_instances%'`,
      )
      return rows.length > 0
    })
    expect((await node.engine.get(cases[2]!))?.deadlines[0]?.status).toBe('running')
    await held.rollback()

    expect(await running).toBe(5)
    await nodes.close()
  })
})

/** A store that cannot write several cases at once. */
function withoutGroups(store: Store): Store {
  return {
    ...store,
    group: (work, named) =>
      named?.name === 'due' ? Promise.reject(new Error('Not together.')) : store.group(work, named),
  }
}

/** A store that fails to write the timers of one case once it is due. */
function refusing(store: Store, id: string): Store {
  const isRefused = (after: { readonly id: string; readonly revision: number }): boolean =>
    after.id === id && after.revision > 1
  return {
    ...store,
    group: (work, named) =>
      store.group(async (tx) => {
        const broken = new Set<string>()
        const result = await work({
          ...tx,
          saveStep: (step) => {
            if (isRefused(step.after)) broken.add(step.after.id)
            return tx.saveStep(step)
          },
        })
        if (broken.size > 0) throw new Error('The disk does not like it.')
        return result
      }, named),
    transaction: (work, options) =>
      store.transaction(
        (tx) =>
          work({
            ...tx,
            saveStep: (step) =>
              isRefused(step.after)
                ? Promise.reject(new Error('The disk does not like it.'))
                : tx.saveStep(step),
          }),
        options,
      ),
  }
}
