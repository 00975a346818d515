import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError, type Engine } from '../../engine/index.js'
import { answerProblem } from '../http/problem-response.js'
import type { Route } from '../http/route.js'
import { referenceRoutes } from './reference-routes.js'
import { unknownRoute } from '../http/unknown-route.js'

/** What needs no key: whether the server lives, whether it can work, the reference and the pages that explain the codes. */
export function openRoutes(engine: Engine, problemPages: string): readonly Route[] {
  return [
    ...referenceRoutes(problemPages),
    {
      method: 'GET',
      path: '/healthz',
      handle: (_request, response) => {
        response.json({ status: 'ok' })
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response) => {
        try {
          await engine.store.read.ping()
          response.json({ status: 'ready' })
        } catch (error) {
          const code = error instanceof EngineError ? error.code : 'database-failed'
          answerProblem(response, 503, { code, detail: 'Expected an answer of the database, but got none.' })
        }
      },
    },
    {
      method: 'GET',
      path: '/docs/problems/{code}',
      handle: async (request, response) => {
        const code = String(request.params['code'])
        // A code is letters, digits, hyphens and single dots: nothing that leads to another folder.
        const page = /^[a-z0-9]+([.-][a-z0-9]+)*$/.test(code)
          ? await readFile(join(problemPages, `${code}.md`), 'utf8').catch(() => undefined)
          : undefined
        if (page === undefined) throw unknownRoute(request.path)
        response.type('text/markdown; charset=utf-8').send(page)
      },
    },
  ]
}
