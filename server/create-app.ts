import { join } from 'node:path'
import express, { Router, type Express } from 'express'
import type { Engine } from '../engine/index.js'
import { temporaryLinkKey, type LinkKey } from './access/link-key.js'
import { compress } from './http/compress.js'
import { cors } from './http/cors.js'
import { hostSignIn, type SignedIn } from './identity/host-sign-in.js'
import { bringsSession, createIdentity, type IdentitySettings } from './identity/index.js'
import { createReading } from './access/reading.js'
import { packageRoot } from './package-root.js'
import { errorHandler, type ErrorLog } from './http/problem-response.js'
import { mountRoutes, type Route } from './http/route.js'
import { caseRoutes } from './routes/case-routes.js'
import { actionRoutes } from './routes/action-routes.js'
import { attachmentRoutes } from './routes/attachment-routes.js'
import { calendarRoutes } from './routes/calendar-routes.js'
import { serveConsole, type ConsoleOptions } from './console/serve-console.js'
import { changeRoutes } from './routes/change-routes.js'
import { customerLinkRoutes, type LinkSettings } from './routes/customer-link-routes.js'
import { diagramRoutes } from './routes/diagram-routes.js'
import { figureRoutes } from './routes/figure-routes.js'
import { draftRoutes } from './routes/draft-routes.js'
import { incidentRoutes } from './routes/incident-routes.js'
import { instanceRoutes } from './routes/instance-routes.js'
import { keyRoutes } from './routes/key-routes.js'
import { openRoutes } from './routes/open-routes.js'
import { operatorLogRoutes } from './routes/operator-log-routes.js'
import { paperRoutes } from './routes/paper-routes.js'
import { peopleRoutes } from './routes/people-routes.js'
import { metricsRoutes, type ShownMetrics } from './routes/metrics-routes.js'
import { processRoutes } from './routes/process-routes.js'
import { registerRoutes } from './routes/register-routes.js'
import { scheduleRoutes } from './routes/schedule-routes.js'
import { sessionRoutes } from './routes/session-routes.js'
import { signInRoutes } from './routes/sign-in-routes.js'
import { streamRoutes } from './routes/stream-routes.js'
import { stuckRoutes } from './routes/stuck-routes.js'
import { switchRoutes } from './routes/switch-routes.js'
import { taskRoutes } from './routes/task-routes.js'
import { unitRoutes } from './routes/unit-routes.js'
import { unknownRoute } from './http/unknown-route.js'
import type { Watching } from './watching.js'
import { viewRoutes } from './routes/view-routes.js'
import { deployRoutes } from './routes/deploy-routes.js'
import { versionRoutes } from './routes/version-routes.js'

export interface RouterOptions {
  /** Folder of the problem pages. Those of the package unless given. */
  readonly problemPages?: string
  /** Told of errors nobody expected. */
  readonly log?: ErrorLog
  /** Ends what is answered without end: the server is about to stop. */
  readonly closing?: AbortSignal
  /** Origins whose pages may ask with a key. None unless given. */
  readonly corsOrigins?: readonly string[]
  /** Keys are taken, and sessions of this machine's browsers, without limits, unless given. */
  readonly identity?: IdentitySettings
  /** Who is signed in to the application around this: asked for requests that bring no key. */
  readonly signedIn?: SignedIn
  /** How it is seen at work; give its `observer` to the engine too. Without it there are no metrics. */
  readonly watching?: Pick<Watching, 'requests' | 'metrics'>
  /** Signs customer links; one of this process alone unless given, so that links end with it. */
  readonly linkKey?: LinkKey
  /** Token that opens the metrics. */
  readonly metricsToken?: string
  /** Folder of the built console; that of the package unless given. `false`: there is none. */
  readonly console?: string | false
}

export type AppOptions = RouterOptions

/** Every address of the HTTP surface. */
export function allRoutes(
  engine: Engine,
  problemPages: string,
  {
    closing,
    shown,
    links = { key: temporaryLinkKey() },
  }: {
    readonly closing?: AbortSignal | undefined
    readonly shown?: ShownMetrics | undefined
    readonly links?: LinkSettings
  } = {},
): readonly Route[] {
  const surface = { engine, reading: createReading(engine) }
  return [
    ...openRoutes(engine, problemPages),
    ...metricsRoutes(surface, shown),
    ...processRoutes(surface),
    ...versionRoutes(surface),
    ...deployRoutes(surface),
    ...diagramRoutes(surface),
    ...instanceRoutes(surface),
    ...figureRoutes(surface),
    ...stuckRoutes(surface),
    ...paperRoutes(surface),
    ...peopleRoutes(surface),
    ...changeRoutes(surface),
    ...streamRoutes(surface, closing),
    ...actionRoutes(surface),
    ...operatorLogRoutes(surface),
    ...caseRoutes(surface),
    ...incidentRoutes(surface),
    ...switchRoutes(surface),
    ...taskRoutes(surface),
    ...unitRoutes(surface),
    ...attachmentRoutes(surface),
    ...scheduleRoutes(surface),
    ...sessionRoutes(surface),
    ...signInRoutes(),
    ...keyRoutes(surface),
    ...calendarRoutes(surface),
    ...viewRoutes(surface),
    ...draftRoutes(surface),
    ...customerLinkRoutes(surface, links),
    ...registerRoutes(surface),
  ]
}

/**
 * The HTTP surface over an engine as a router, for an application of a host under any prefix; it answers everything
 * below that. Health, reference and problem pages are open, everything below `/api` needs a key or somebody signed in.
 */
export function createRouter(engine: Engine, options: RouterOptions = {}): Router {
  const { problemPages = packagedPages, log = () => undefined, closing, corsOrigins = [], signedIn } = options
  const { watching, metricsToken } = options
  const shown = watching && {
    metrics: watching.metrics,
    ...(metricsToken !== undefined && { token: metricsToken }),
    isOpenHere: options.identity?.url === undefined && !options.identity?.proxies,
  }
  const identity = createIdentity(engine, options.identity)
  const router = Router()
  router.use(identity.attach)
  if (watching) router.use(watching.requests)
  router.use((_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'",
    })
    next()
  })
  router.use(cors(corsOrigins), compress)
  // Before any address below it is told apart from none.
  router.use('/api', ...(signedIn ? [hostSignIn(signedIn)] : []), identity.authenticate)
  const { linkKey = temporaryLinkKey(), identity: settings } = options
  const links = {
    key: linkKey,
    ...(settings?.url !== undefined && { url: settings.url }),
    ...(options.console !== false && { page: '/console/customer' }),
  }
  mountRoutes(router, allRoutes(engine, problemPages, { closing, shown, links }))
  if (options.console !== false)
    mountConsole(router, options.console ?? packagedConsole, {
      provider: identity.provider !== undefined,
      isKnown: (request) => signedIn !== undefined || bringsSession(identity.doors, request),
    })
  router.use((request) => {
    throw unknownRoute(request.path)
  })
  router.use(errorHandler(log))
  return router
}

/** The same as an application of its own. */
export function createApp(engine: Engine, options: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('trust proxy', options.identity?.proxies ?? 0)
  app.use(createRouter(engine, options))
  return app
}

/** The console below `/console/`, which the root leads to. */
function mountConsole(router: Router, folder: string, options: ConsoleOptions): void {
  router.use((request, response, next) => {
    if (request.method === 'GET' && request.path === '/')
      response.redirect(303, `${request.baseUrl}/console/`)
    else next()
  })
  router.use('/console', serveConsole(folder, options))
}

const packagedConsole = join(packageRoot(), 'dist', 'console')

const packagedPages = join(packageRoot(), 'docs', 'problems')
