import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createEngine,
  EngineError,
  folderAttachments,
  openDatabase,
  startAnchoring,
  type Engine,
  type EngineLog,
} from '../engine/index.js'
import { createApp } from './create-app.js'
import { adminRole } from './authenticate.js'
import type { Configuration } from './configuration.js'

/** How long requests under way may take at a stop before their connections are cut, in milliseconds. */
const stopGrace = 10_000

export interface RunningServer {
  readonly url: string
  readonly engine: Engine
  /** The key made at the first start, shown once. */
  readonly adminKey?: string
  /** Answers what is under way, writes an anchor, closes the database. Safe to call twice. */
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Folder of the problem pages. */
  readonly problemPages: string
  readonly log: EngineLog
}

/**
 * Opens the database and the definitions, listens, and fires due timers. Throws `configuration-invalid` when the
 * address cannot be listened on or no process has the profile; what was opened until then is closed again.
 */
export async function startServer(
  configuration: Configuration,
  options: ServerOptions,
): Promise<RunningServer> {
  const opened: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of opened.reverse()) await end()
  }
  try {
    const { server, engine } = await open(configuration, options, opened)
    const adminKey = await firstKey(engine)
    let stopping: Promise<void> | undefined
    return {
      url: urlOf(server.address() as AddressInfo),
      engine,
      ...(adminKey === undefined ? {} : { adminKey }),
      stop: () => (stopping ??= close()),
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens part after part; each leaves in `opened` how it is closed. */
async function open(
  configuration: Configuration,
  { log, problemPages }: ServerOptions,
  opened: (() => Promise<void>)[],
): Promise<{ server: Server; engine: Engine }> {
  const { db, workflows, profile, anchorKey, attachments } = configuration
  const database = await openDatabase(db)
  opened.push(() => database.close())
  const engine = await createEngine({
    db: database.db,
    ...(database.reader && { reader: database.reader }),
    workflows,
    log,
    ...(profile === undefined ? {} : { profile }),
    ...(attachments === undefined ? {} : { attachments: folderAttachments(attachments) }),
  })
  opened.push(() => engine.stop())
  if (engine.processes().length === 0)
    throw new EngineError(
      'configuration-invalid',
      `Expected procedures in the folder of AFTERCARE_WORKFLOWS, but '${workflows}' has none. Look at its path, and with 'aftercare check' at what is in it.`,
    )
  if (profile !== undefined && !engine.processes().some((one) => one.profile === profile))
    throw new EngineError(
      'configuration-invalid',
      `Expected a profile that some process has as AFTERCARE_PROFILE, but found '${profile}'.`,
    )
  const closing = new AbortController()
  const server = createServer(
    createApp(engine, {
      problemPages,
      log: (error, instance) => log(lineOf(error, instance)),
      closing: closing.signal,
    }),
  )
  await listen(server, configuration)
  opened.push(() => {
    // Streams end by no request of their own.
    closing.abort()
    return closeServer(server)
  })
  const anchoring = await startAnchoring(engine, { keyFile: anchorKey, log })
  // Before the engine stops and after the last request, so that the last anchor covers everything.
  opened.splice(-1, 0, () => anchoring.stop())
  await engine.start()
  return { server, engine }
}

async function listen(server: Server, { host, port }: Configuration): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'unknown'
    const reason = code === 'EADDRINUSE' ? 'another program listens there' : `the system says ${code}`
    throw new EngineError(
      'configuration-invalid',
      `Expected to listen on HOST ${host}, PORT ${port}, but ${reason}. Choose another one.`,
      { cause: error },
    )
  }
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), stopGrace)
  await closed
  clearTimeout(cut)
}

/** A database without any key gets one for an admin, so that the first start can be worked with. */
async function firstKey(engine: Engine): Promise<string | undefined> {
  if ((await engine.keys.list()).length > 0) return undefined
  const { key } = await engine.keys.create({ name: 'first-admin', roles: [adminRole] })
  return key
}

function lineOf(error: unknown, instance: string | undefined): Parameters<EngineLog>[0] {
  return {
    level: 'error',
    code: error instanceof EngineError ? error.code : 'engine-bug',
    ...(instance === undefined ? {} : { instance }),
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
