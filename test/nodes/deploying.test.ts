import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeployAnswer, Engine } from '../../engine/index.js'
import type { Store } from '../../engine/store/port.js'
import { errand, files } from '../runtime/errand.js'
import { sound } from '../runtime/open-test-engine.js'
import { databases, gate, openNodes, seen, type TestNode, type TestNodes } from './open-nodes.js'

const ada = { id: 'ada', roles: ['admin'] }

const patient = (hours: number): string =>
  errand.replace('version: 1.0.0', 'version: 1.1.0').replace('default: 4 hours', `default: ${hours} hours`)

const workflows = { ...sound(files), files }

const deploy = async (engine: Engine, text: string, more: object = {}): Promise<DeployAnswer> =>
  engine.deployVersion(await engine.checkVersion({ text }), { note: 'they wait longer', actor: ada, ...more })

describe.each(databases)('Two nodes that deploy at once on %s', (name, open) => {
  let nodes: TestNodes
  beforeEach(async () => {
    nodes = await openNodes(open)
  })
  afterEach(() => nodes.close())

  /** A node whose deployments stand before their commit, with everything written, until the gate is opened. */
  const standing = (stop: ReturnType<typeof gate>): Promise<TestNode> =>
    nodes.add('a', {
      workflows,
      between: (store): Store => ({
        ...store,
        transaction: (work, options) =>
          store.transaction(async (tx) => {
            const done = await work(tx)
            if (options?.name === 'deploy-version') await stop.pass()
            return done
          }, options),
      }),
    })

  const waits = async ({ db }: TestNode): Promise<boolean> => {
    const sql = "select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock'"
    const { rows } = await db.raw<{ rows: readonly { waiting: number }[] }>(sql)
    return (rows[0]?.waiting ?? 0) > 0
  }

  /** What the second is answered that comes before the first has committed. */
  const second = async (text: string, more: object = {}): Promise<readonly DeployAnswer[]> => {
    const stop = gate()
    const a = await standing(stop)
    const b = await nodes.add('b', { workflows })
    const first = deploy(a.engine, patient(10), more)
    await stop.reached
    const other = deploy(b.engine, text, more)
    other.catch(() => undefined)
    if (name === 'PostgreSQL') await seen(() => waits(a))
    stop.open()
    return Promise.all([first, other])
  }

  it('both succeed with one content, which was deployed once', async () => {
    const [first, other] = await second(patient(10))

    expect(first).toMatchObject({ versions: [{ version: '1.1.0', isNew: true }] })
    expect(other).toMatchObject({ versions: [{ version: '1.1.0', isNew: false }] })
  })

  it('take effect once under one key', async () => {
    const [first, other] = await second(patient(10), { idempotencyKey: 'k' })

    expect(first).toMatchObject({ versions: [{ isNew: true }] })
    expect(other).toMatchObject({ repeated: true })
  })

  it('are told apart by content: the second is refused, for the name is taken', async () => {
    const [first, other] = await second(patient(12))

    expect(first?.refused).toBeUndefined()
    expect(other?.refused).toMatchObject({ code: 'version-taken' })
  })
})
