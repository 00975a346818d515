import type { Express, Request, RequestHandler, Response } from 'express'
import { jsonBody } from './json-body.js'
import { RequestProblem } from './problem-response.js'
import { readQuery } from './request-values.js'

/** One address with one method. `docs/http.md` lists the same; a test compares both. */
export interface Route {
  readonly method: 'GET' | 'POST'
  /** As OpenAPI writes it: `/api/instances/{id}`. */
  readonly path: string
  /** Names the query may have; every other one is refused. Absent: the query is not looked at. */
  readonly query?: readonly string[]
  /** Reads the body of a POST. Absent: a JSON object. */
  readonly body?: RequestHandler
  readonly handle: (request: Request, response: Response) => Promise<void> | void
}

/** Puts the routes on the app. A known address with another method is answered with 405 and `Allow`. */
export function mountRoutes(app: Express, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path)
    const mounted = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
    for (const route of here)
      if (route.method === 'GET') mounted.get(handlerOf(route))
      else mounted.post(route.body ?? jsonBody, handlerOf(route))
    mounted.all(otherMethod(here))
  }
}

function handlerOf({ query, handle }: Route): RequestHandler {
  return async (request, response) => {
    if (query) readQuery(request, query)
    await handle(request, response)
  }
}

function otherMethod(here: readonly Route[]): RequestHandler {
  const allowed = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
  return (request, response) => {
    response.set('Allow', allowed)
    throw new RequestProblem('method-not-allowed', `Expected ${allowed} here, but found ${request.method}.`, {
      allowed: allowed.split(', '),
    })
  }
}
