import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Engine } from '../../../engine/index.js'
import type { EngineOptions } from '../../../engine/runtime/engine-options.js'
import { createApp, createLog, createWatching, type LogLevel } from '../../../server/index.js'
import { loggedFailure } from '../../../engine/index.js'
import { openOutside, type Outside } from '../../runtime/effects/open-outside.js'

/** A server over an engine with one case of `payout`, watched as `serve` has it, and what it logs. */
export interface Watched extends Outside {
  readonly url: string
  /** Everything that was logged so far, as text. */
  readonly logText: () => string
  /** A request by an admin who is a clerk too. */
  ask(path: string, init?: RequestInit): Promise<Response>
  stop(): Promise<void>
}

export interface WatchedOptions extends Partial<EngineOptions> {
  readonly level?: LogLevel
  /** The engine the server speaks to, where it is another than the one that is opened. */
  readonly shown?: (engine: Engine) => Engine
}

export async function openWatched({
  level = 'debug',
  shown,
  ...options
}: WatchedOptions = {}): Promise<Watched> {
  let text = ''
  const log = createLog({ level, destination: { write: (line) => void (text += line) } })
  const watching = createWatching({ logged: log.request })
  const outside = await openOutside({ observer: watching.observer, log: log.write, ...options })
  const { key } = await outside.engine.keys.create({ name: 'root', roles: ['admin', 'clerk'] })
  const server = createServer(
    createApp(shown ? shown(outside.engine) : outside.engine, {
      watching,
      log: (error, instance, requestId) =>
        log.write({
          level: 'error',
          code: loggedFailure(error).code,
          message: loggedFailure(error).detail,
          ...(instance !== undefined && { instance }),
          ...(requestId !== undefined && { requestId }),
        }),
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...outside,
    url,
    logText: () => text,
    ask: (path, { headers, ...init } = {}) =>
      fetch(url + path, {
        ...init,
        headers: {
          Authorization: `Bearer ${key}`,
          ...(init.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(headers as Record<string, string> | undefined),
        },
      }),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await outside.close()
    },
  }
}
