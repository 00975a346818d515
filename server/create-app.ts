import express, { type Express } from 'express'
import type { Engine } from '../engine/index.js'
import { authenticate } from './authenticate.js'
import { createReading } from './may-read.js'
import { errorHandler, type ErrorLog } from './problem-response.js'
import { mountRoutes, type Route } from './route.js'
import { caseRoutes } from './routes/case-routes.js'
import { actionRoutes } from './routes/action-routes.js'
import { attachmentRoutes } from './routes/attachment-routes.js'
import { calendarRoutes } from './routes/calendar-routes.js'
import { changeRoutes } from './routes/change-routes.js'
import { incidentRoutes } from './routes/incident-routes.js'
import { instanceRoutes } from './routes/instance-routes.js'
import { openRoutes, unknownRoute } from './routes/open-routes.js'
import { paperRoutes } from './routes/paper-routes.js'
import { processRoutes } from './routes/process-routes.js'
import { registerRoutes } from './routes/register-routes.js'
import { scheduleRoutes } from './routes/schedule-routes.js'
import { streamRoutes } from './routes/stream-routes.js'
import { switchRoutes } from './routes/switch-routes.js'
import { taskRoutes } from './routes/task-routes.js'
import { unitRoutes } from './routes/unit-routes.js'

export interface AppOptions {
  /** Folder of the problem pages. */
  readonly problemPages: string
  readonly log: ErrorLog
  /** Ends what is answered without end: the server is about to stop. */
  readonly closing?: AbortSignal
}

/** Every address of the HTTP surface. */
export function allRoutes(engine: Engine, problemPages: string, closing?: AbortSignal): readonly Route[] {
  const surface = { engine, reading: createReading(engine) }
  return [
    ...openRoutes(engine, problemPages),
    ...processRoutes(surface),
    ...instanceRoutes(surface),
    ...paperRoutes(surface),
    ...changeRoutes(surface),
    ...streamRoutes(surface, closing),
    ...actionRoutes(surface),
    ...caseRoutes(surface),
    ...incidentRoutes(surface),
    ...switchRoutes(surface),
    ...taskRoutes(surface),
    ...unitRoutes(surface),
    ...attachmentRoutes(surface),
    ...scheduleRoutes(surface),
    ...calendarRoutes(surface),
    ...registerRoutes(surface),
  ]
}

/** The HTTP surface over an engine. Health and problem pages are open, everything below `/api` needs a key. */
export function createApp(engine: Engine, options: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.set('etag', false)
  app.use((_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'",
    })
    next()
  })
  // Before any address below it is told apart from none.
  app.use('/api', authenticate(engine))
  mountRoutes(app, allRoutes(engine, options.problemPages, options.closing))
  app.use((request) => {
    throw unknownRoute(request.path)
  })
  app.use(errorHandler(options.log))
  return app
}
