import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEngine, openSqlite, startAnchoring, type Engine, type EngineLog } from '../engine/index.js'
import { createApp } from './create-app.js'
import { adminRole } from './authenticate.js'
import type { Configuration } from './configuration.js'

export interface RunningServer {
  readonly url: string
  readonly engine: Engine
  /** The key made at the first start, shown once. */
  readonly adminKey?: string
  /** Answers what is under way, writes an anchor, closes the database. Safe to call twice. */
  stop(): Promise<void>
}

/** Opens the database and the definitions, fires due timers, and listens. */
export async function startServer(
  configuration: Configuration,
  options: { readonly problemPages: string; readonly log: EngineLog },
): Promise<RunningServer> {
  const { log, problemPages } = options
  const sqlite = await openSqlite(configuration.db)
  try {
    const engine = await createEngine({
      db: sqlite.db,
      reader: sqlite.reader,
      workflows: configuration.workflows,
      log,
      ...(configuration.profile === undefined ? {} : { profile: configuration.profile }),
    })
    const adminKey = await firstKey(engine)
    const anchoring = await startAnchoring(engine, { keyFile: configuration.anchorKey, log })
    const server = createServer(
      createApp(engine, {
        problemPages,
        log: (error) =>
          log({
            level: 'error',
            message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          }),
      }),
    )
    server.listen(configuration.port, configuration.host)
    await once(server, 'listening')
    await engine.start()
    let stopping: Promise<void> | undefined
    const stop = async (): Promise<void> => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await closed
      await anchoring.stop()
      await engine.stop()
      await sqlite.close()
    }
    return {
      url: urlOf(server.address() as AddressInfo),
      engine,
      ...(adminKey === undefined ? {} : { adminKey }),
      stop: () => (stopping ??= stop()),
    }
  } catch (error) {
    await sqlite.close()
    throw error
  }
}

/** A database without any key gets one for an admin, so that the first start can be worked with. */
async function firstKey(engine: Engine): Promise<string | undefined> {
  if ((await engine.keys.list()).length > 0) return undefined
  const { key } = await engine.keys.create({ name: 'first-admin', roles: [adminRole] })
  return key
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
