import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { type Express } from 'express'
import type { Engine } from '../engine/index.js'
import { authenticate } from './authenticate.js'
import { createReading } from './may-read.js'
import { errorHandler, RequestProblem } from './problem-response.js'
import { instanceRoutes } from './routes/instance-routes.js'
import { processRoutes } from './routes/process-routes.js'
import { taskRoutes } from './routes/task-routes.js'

export interface AppOptions {
  /** Folder of the problem pages. */
  readonly problemPages: string
  /** Told of errors nobody expected. */
  readonly log: (error: unknown) => void
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
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  app.get('/readyz', async (_request, response) => {
    await engine.store.read.ping()
    response.json({ status: 'ready' })
  })
  app.get('/docs/problems/:code', async (request, response) => {
    const { code } = request.params
    const page = /^[a-z0-9.-]+$/.test(code)
      ? await readFile(join(options.problemPages, `${code}.md`), 'utf8').catch(() => undefined)
      : undefined
    if (page === undefined) throw unknownRoute(request.path)
    response.type('text/markdown; charset=utf-8').send(page)
  })
  const reading = createReading(engine)
  app.use('/api', authenticate(engine))
  app.use('/api/processes', processRoutes(engine, reading))
  app.use('/api/instances', instanceRoutes(engine, reading))
  app.use('/api/tasks', taskRoutes(engine))
  app.use((request) => {
    throw unknownRoute(request.path)
  })
  app.use(errorHandler(options.log))
  return app
}

function unknownRoute(path: string): RequestProblem {
  return new RequestProblem(
    'route-unknown',
    `Expected a known address, but there is nothing at '${path.slice(0, 200)}'.`,
  )
}
