import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Dialect } from './dialect.js'
import { HintLine, type HintLineOptions } from './hint-line.js'
import type { HintTopic } from './port.js'

/** A topic is told to other nodes once in this time at most, in milliseconds. */
const shortestGap = 50

/** Tells nodes that there is something to look for. Never needed: what is lost costs a poll. */
export interface Hints {
  hint(topic: HintTopic): void
  onHint(listener: (topic: HintTopic) => void): () => void
  /** Whether other nodes are heard now. */
  isListening(): boolean
  close(): Promise<void>
}

/**
 * Hints within this process, and where the database is a PostgreSQL server also between processes: by NOTIFY, sent
 * outside any transaction, and a connection of its own that LISTENs for as long as somebody here wants to know.
 */
export function createHints(
  host: { readonly db: Knex; readonly dialect: Dialect } & Pick<HintLineOptions, 'channel' | 'onLog'>,
): Hints {
  const listeners = new Set<(topic: HintTopic) => void>()
  const deliver = (topic: HintTopic): void => {
    for (const listener of listeners) listener(topic)
  }
  const line =
    host.dialect.name === 'postgres'
      ? new HintLine({ ...host, sender: randomUUID(), heard: deliver })
      : undefined
  /** Told a moment ago; and of those, what has to be told again. */
  const told = new Set<HintTopic>()
  const again = new Set<HintTopic>()
  let closed = false

  /** The first at once; those that follow soon together, a little later. */
  function tell(topic: HintTopic): void {
    if (!line || closed) return
    if (told.has(topic)) {
      again.add(topic)
      return
    }
    line.tell(topic)
    told.add(topic)
    setTimeout(() => {
      told.delete(topic)
      if (again.delete(topic)) tell(topic)
    }, shortestGap).unref()
  }

  return {
    hint(topic) {
      if (closed) return
      deliver(topic)
      tell(topic)
    },
    onHint(listener) {
      const own = (topic: HintTopic): void => listener(topic)
      listeners.add(own)
      if (!closed) line?.open()
      return () => {
        listeners.delete(own)
        if (listeners.size === 0) line?.hangUp()
      }
    },
    isListening: () => line?.isOpen ?? false,
    async close() {
      closed = true
      listeners.clear()
      await line?.close()
    },
  }
}
