import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import {
  createEngine,
  EngineError,
  folderAttachments,
  loggedFailure,
  openDatabase,
  startAnchoring,
  type Engine,
  type EngineLog,
} from '../engine/index.js'
import { loadOrCreateLinkKey } from './access/link-key.js'
import { createApp } from './create-app.js'
import { adminRole } from './identity/index.js'
import type { Configuration } from './configuration.js'
import { isLoopbackHost } from './identity/loopback.js'
import { createLimitedServer } from './http/connection-limits.js'
import { createWatching, type Watching } from './watching.js'

/** How long requests under way may take at a stop before their connections are cut, in milliseconds. */
const stopGrace = 10_000

/** How long the link of the first start signs in, in milliseconds. */
const linkLife = 900_000

export interface RunningServer {
  readonly url: string
  readonly engine: Engine
  /** The key made at the first start, shown once. */
  readonly adminKey?: string
  /** With it the address a browser is signed in by with that key: once, and within a quarter of an hour. */
  readonly signInLink?: string
  /** Answers what is under way, writes an anchor, closes the database. Safe to call twice. */
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Folder of the problem pages. */
  readonly problemPages: string
  readonly log: EngineLog
  /** How it is seen at work; by metrics and traces alone unless given. */
  readonly watching?: Watching
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
    const url = urlOf(server.address() as AddressInfo)
    const first = await firstKey(engine, configuration.identity?.url ?? url)
    let stopping: Promise<void> | undefined
    return {
      ...{ url, engine },
      ...first,
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
  { log, problemPages, watching = createWatching() }: ServerOptions,
  opened: (() => Promise<void>)[],
): Promise<{ server: Server; engine: Engine }> {
  const { db, workflows, profile, attachments, watch, identity, corsOrigins } = configuration
  const { anchorKey, anchorTimes: times, changedVersions = 'refused' } = configuration
  const database = await openDatabase(db)
  opened.push(() => database.close())
  const engine = await createEngine({
    db: database.db,
    ...(database.reader && { reader: database.reader }),
    workflows,
    changedVersions,
    log,
    observer: watching.observer,
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
  // Beside the anchor key, outside the database for the same reason.
  const linkKey = await loadOrCreateLinkKey(join(dirname(anchorKey), 'customer-link-key'))
  const closing = new AbortController()
  const server = createLimitedServer(
    createApp(engine, {
      problemPages,
      log: (error, instance, requestId) => log(lineOf(error, { instance, requestId })),
      watching,
      linkKey,
      ...(watch?.metricsToken !== undefined && { metricsToken: watch.metricsToken }),
      closing: closing.signal,
      ...(identity && { identity }),
      ...(corsOrigins && { corsOrigins }),
    }),
    configuration.connections,
  )
  await listen(server, configuration)
  opened.push(() => {
    // Streams end by no request of their own.
    closing.abort()
    return closeServer(server)
  })
  const anchoring = await startAnchoring(engine, { keyFile: anchorKey, log, ...(times && { times }) })
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

/** A database without any key gets one for an admin, and a link to sign in with, so that the first start can be worked with. */
async function firstKey(
  engine: Engine,
  origin: string,
): Promise<Pick<RunningServer, 'adminKey' | 'signInLink'>> {
  if ((await engine.keys.list()).length > 0) return {}
  const { id, key } = await engine.keys.create({ name: 'first-admin', roles: [adminRole] })
  // Over plain http from elsewhere nobody is signed in.
  const { protocol, hostname } = new URL(origin)
  if (protocol !== 'https:' && !isLoopbackHost(hostname)) return { adminKey: key }
  const { secret } = await engine.sessions.link(id, linkLife)
  return { adminKey: key, signInLink: `${origin}/sign-in/link/${secret}` }
}

/** Of an error nobody expected only its kind and its place are logged: its message may quote a value of a case. */
function lineOf(
  error: unknown,
  { instance, requestId }: { readonly instance: string | undefined; readonly requestId: string | undefined },
): Parameters<EngineLog>[0] {
  const { code, detail } = loggedFailure(error)
  return {
    level: 'error',
    code,
    ...(instance === undefined ? {} : { instance }),
    ...(requestId === undefined ? {} : { requestId }),
    message: `A request failed inside. ${detail}`,
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
