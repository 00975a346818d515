import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { createEngine, openSqlite, type Engine } from '../engine/index.js'
import { compare, type Comparison } from './measure.js'
import { actor, data, loadSample } from './sample.js'

/**
 * Sends one by one on a SQLite file with FULL sync, against a floor that writes the very rows a send writes: the
 * statements of a recorded send, replayed on a second file in one plain transaction each.
 */
export async function sends(): Promise<readonly Comparison[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  const { workflows } = await loadSample()
  const sqlite = await openSqlite(join(folder, 'engine.db'))
  const plain = await openSqlite(join(folder, 'plain.db'))
  try {
    const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows })
    const other = await createEngine({ db: plain.db, reader: plain.reader, workflows })
    const ours = await sender(engine)
    const theirs = await sender(other)
    const statements = await record(plain.db, () => theirs(1))
    const floor = { name: 'knex: the statements of a recorded send, a transaction each', run: (count: number) => replay(plain.db, statements, count) }
    const result = await compare('sends one by one, durable', [{ name: 'engine.send', run: ours }, floor], { count: 100, rounds: 9, atLeast: 0.5 })
    await engine.stop()
    await other.stop()
    return [result]
  } finally {
    await sqlite.close()
    await plain.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function sender(engine: Engine): Promise<(count: number) => Promise<void>> {
  const created = await engine.create('callback', { data, actor })
  if (created.refused) throw new Error(created.refused.text.en)
  const { id } = created.instance
  return async (count) => {
    for (let i = 0; i < count; i += 1) {
      const sent = await engine.send(id, 'not-reached', { actor })
      if (sent.refused) throw new Error(sent.refused.text.en)
    }
  }
}

interface Statement {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

async function record(db: Knex, work: () => Promise<void>): Promise<readonly Statement[]> {
  const statements: Statement[] = []
  const listen = ({ sql, bindings }: Statement): void => {
    if (!/^(begin|commit|rollback|savepoint|release)/i.test(sql.trim())) statements.push({ sql, bindings })
  }
  db.on('query', listen)
  await work()
  db.off('query', listen)
  if (statements.length === 0) throw new Error('Expected statements, but none were seen.')
  return statements
}

/** Rows that the recorded send inserted are there already; they are written again under the same keys. */
async function replay(db: Knex, statements: readonly Statement[], count: number): Promise<void> {
  for (let i = 0; i < count; i += 1)
    await db.transaction(async (trx) => {
      for (const { sql, bindings } of statements)
        await trx.raw(sql.replace(/^insert into/i, 'insert or replace into'), bindings as Knex.RawBinding[])
    })
}
