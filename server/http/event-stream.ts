import { once } from 'node:events'
import type { Response } from 'express'
import type { JsonObject } from '../../engine/index.js'

/** One answer of server-sent events (WHATWG HTML, 9.2). */
export interface EventStream {
  /** Aborted when the client has gone. */
  readonly gone: AbortSignal
  /** Sends an event, and waits for a client that is slow to read. */
  send(event: { readonly id: string; readonly event: string; readonly data: JsonObject }): Promise<void>
  /** Says that the stream lives, and where the client would go on. Cuts off a client that has taken nothing since the last one. */
  beat(id: string): void
  end(): void
}

/** Begins the answer. The connection ends with it, so that a server that stops need not wait for it. */
export function openEventStream(response: Response): EventStream {
  const abort = new AbortController()
  response.once('close', () => abort.abort())
  response
    .status(200)
    .set({ 'Content-Type': 'text/event-stream', Connection: 'close', 'X-Accel-Buffering': 'no' })
    .flushHeaders()
  const isOpen = (): boolean => !abort.signal.aborted && !response.writableEnded
  let [written, takenBefore] = [0, -Infinity]
  const write = (text: string): boolean => {
    written += Buffer.byteLength(text)
    return response.write(text)
  }
  return {
    gone: abort.signal,
    async send({ id, event, data }) {
      if (!isOpen()) return
      if (write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)) return
      await once(response, 'drain', { signal: abort.signal }).catch(() => undefined)
    },
    beat(id) {
      if (!isOpen()) return
      const left = response.writableLength
      const taken = written - left
      // What lies here for a client that reads no more would lie here until its connection breaks.
      if (left > 0 && taken <= takenBefore) response.destroy()
      else if (!response.writableNeedDrain) write(`: \nid: ${id}\n\n`)
      takenBefore = taken
    },
    end() {
      if (isOpen()) response.end()
    },
  }
}
