import type { Knex } from 'knex'
import { createEngine, openDatabase, VirtualClock, type Engine } from '../engine/index.js'
import { beginner, data, sendings, type Life, type Sending } from './repair-life.js'

/** When every measured world begins: a Monday morning in working hours. */
export const begun = Date.UTC(2026, 10, 2, 1, 30)

/** An engine on a database of its own, with a clock that moves only when it is told to. */
export interface World {
  readonly engine: Engine
  readonly db: Knex
  readonly clock: VirtualClock
  /** Begins one repair and gives its id. Throws when it is refused. */
  begin(): Promise<string>
  /** Sends one event. Throws when it is refused: a refusal is cheap and no work done. */
  send(id: string, one: Sending): Promise<void>
  close(): Promise<void>
}

/** Opens an engine on a SQLite file or a server (`postgres://…`). */
export async function openWorld(
  place: string,
  { workflows, process }: Pick<Life, 'workflows' | 'process'>,
  at = begun,
): Promise<World> {
  const opened = await openDatabase(place)
  const clock = new VirtualClock(at)
  const { db, reader } = opened
  const { profile } = process
  const engine = await createEngine({
    ...{ db, workflows, clock },
    ...(reader && { reader }),
    ...(profile && { profile }),
  })
  return {
    engine,
    db,
    clock,
    async begin() {
      const created = await engine.create('repair', { data, actor: beginner })
      if (created.refused) throw new Error(created.refused.text.en)
      return created.instance.id
    },
    async send(id, { event, actor, payload }) {
      const sent = await engine.send(id, event, { actor, payload })
      if (sent.refused) throw new Error(sent.refused.text.en)
    },
    async close() {
      await engine.stop()
      await opened.close()
    },
  }
}

/** Begins so many repairs at once. */
export function beginMany(world: World, count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => world.begin()))
}

/** What some callers did together. */
export interface Played {
  readonly seconds: number
  /** Of each event, from the call to the answer. */
  readonly milliseconds: readonly number[]
}

/** One caller for each case, all at once: each sends the whole life of its case, event by event. */
export async function playTogether(world: World, ids: readonly string[]): Promise<Played> {
  const milliseconds: number[] = []
  const start = performance.now()
  await Promise.all(
    ids.map(async (id) => {
      for (const one of sendings) {
        const from = performance.now()
        await world.send(id, one)
        milliseconds.push(performance.now() - from)
      }
    }),
  )
  return { seconds: (performance.now() - start) / 1000, milliseconds }
}
