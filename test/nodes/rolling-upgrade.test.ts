import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../engine/index.js'
import { Presence } from '../../engine/runtime/nodes/index.js'
import { migrations } from '../../engine/store/migrations/index.js'
import type { Migration } from '../../engine/store/migrations/migration.js'
import { accepted } from '../runtime/open-test-engine.js'
import { databases, openNodes, seen, type TestNodes } from './open-nodes.js'

const ann = { id: 'ann', roles: ['clerk'] }
const number = migrations.length + 1

/** What the release after this one adds. */
const additive: Migration = {
  number,
  name: 'remarks',
  additive: true,
  statements: (t, { types }) => [
    `alter table ${t.tasks} add column remark ${types.text}`,
    `create index ${t.tasks}_remark on ${t.tasks} (remark)`,
  ],
}
const hard: Migration = {
  number,
  name: 'other-names',
  statements: (t) => [`alter table ${t.tasks} rename to ${t.tasks}_old`],
}

describe.each(databases)('An upgrade to the next release on %s', (_name, open) => {
  let nodes: TestNodes
  beforeEach(async () => {
    nodes = await openNodes(open)
  })
  afterEach(() => nodes.close())

  const next = (migration: Migration) => ({ migrations: [...migrations, migration] })
  const work = async (engine: Engine): Promise<string> => {
    const { id } = accepted(await engine.create('errand', { actor: ann, data: { address: 'Lane 5' } }))
    accepted(await engine.send(id, 'go', { actor: ann }))
    return id
  }
  /** Works until it is told to stop; gives the cases it was answered about. */
  const underLoad = (engine: Engine): { end(): Promise<readonly string[]> } => {
    let isOver = false
    const begun: string[] = []
    const loop = async (): Promise<void> => {
      while (!isOver) begun.push(await work(engine))
    }
    const loops = Promise.all([loop(), loop(), loop()])
    return {
      end: async () => {
        isOver = true
        await loops
        return begun
      },
    }
  }

  it('that adds something goes on beside nodes of this one, which may start again, and nothing is lost', async () => {
    const old = await nodes.add('old')
    await old.engine.start()
    const first = underLoad(old.engine)

    const fresh = await nodes.add('fresh', next(additive))
    await fresh.engine.start()
    const second = underLoad(fresh.engine)
    const begun = [...(await first.end())]
    await old.stop()
    const again = await nodes.add('again')
    await again.engine.start()
    begun.push(await work(again.engine), ...(await second.end()))

    for (const { engine } of [fresh, again])
      for (const id of begun) expect((await engine.get(id))?.active[0]?.path).toBe('under-way')
    expect(await again.engine.count({})).toBe(new Set(begun).size)
    expect(again.log.join()).toContain("A newer release has upgraded the tables ('remarks')")
  })

  it('that changes what is there is refused while nodes of this one are at work, and says what to do', async () => {
    const old = await nodes.add('old-one')

    await expect(nodes.add('fresh', next(hard))).rejects.toMatchObject({
      code: 'database-in-use',
      message: expect.stringContaining("'old-one'. Stop them") as string,
    })

    // Nothing was changed.
    await work(old.engine)
  })

  it('that changes what is there is done once they have stopped, and shuts them out', async () => {
    const old = await nodes.add('old')
    await work(old.engine)
    await old.stop()

    await nodes.add('fresh', next(hard)).catch((error: unknown) => {
      // The tables are gone on with under other names: this program has no such release.
      expect(error).toMatchObject({ code: 'database-failed' })
    })

    await expect(nodes.add('old-again')).rejects.toMatchObject({ code: 'database-newer' })
  })

  it('waits for a node that was killed as long as that counts as alive, and no longer', async () => {
    const old = await nodes.add('old')
    await old.db.raw(
      `insert into aftercare_leases (name, holder, taken_at, until) values ('node:killed', 'killed', 0, 9999999999999)`,
    )
    await old.stop()
    await expect(nodes.add('fresh', next(hard))).rejects.toMatchObject({ code: 'database-in-use' })

    const other = await nodes.add('other')
    await other.db.raw(`update aftercare_leases set until = 1 where name = 'node:killed'`)
    await other.stop()

    await nodes.add('fresh', next(hard)).catch(() => undefined)
    await expect(nodes.add('old-again')).rejects.toMatchObject({ code: 'database-newer' })
  })

  it('is noticed by a node that was cut off for so long that nobody counted with it', async () => {
    const away = await nodes.add('away')
    const log: string[] = []
    const cutOff = (): Promise<never> => Promise.reject(new Error('The line is cut.'))
    const presence = new Presence({
      store: { ...away.store, takeLease: cutOff },
      node: 'cut-off',
      log: ({ level, code = '' }) => log.push(`${level} ${code}`),
      duration: 150,
    })
    await presence.begin()

    // As if the upgrade had come while nobody heard of it.
    await away.db.raw(
      `insert into aftercare_migrations (number, name, hash, applied_at, additive) values (${number}, 'other-names', 'x', 0, 0)`,
    )
    await seen(() => log.length > 0)

    expect(log).toContain('error database-newer')
    await presence.end()
  })
})
