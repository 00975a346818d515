import type { Request, RequestHandler, Response, Router } from 'express'
import { EngineError } from '../../engine/index.js'
import { checkRequest, operations, type Operation, type Operations } from '../contract/index.js'
import { jsonBody } from './json-body.js'
import { RequestProblem } from './problem-response.js'

/**
 * One address with one method. Its operation in `contract/` says what it takes and answers, and requests are checked by
 * that before they are handled; `docs/http.md` lists the same. Tests compare all three.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As OpenAPI writes it: `/api/instances/{id}`. */
  readonly path: string
  /** Reads the body of a request that changes something. Absent: a JSON object. */
  readonly body?: RequestHandler
  readonly handle: (request: Request, response: Response) => Promise<void> | void
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const

/**
 * Puts the routes on a router. A known address with another method is answered with 405 and `Allow`: behind all routes,
 * since one address may fit two of them, such as that of a process whose name is `check`.
 */
export function mountRoutes(router: Router, routes: readonly Route[]): void {
  const paths = [...new Set(routes.map((route) => route.path))].map((path) => ({
    address: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    here: routes.filter((route) => route.path === path),
  }))
  for (const { address, here } of paths) {
    const mounted = router.route(address)
    for (const method of methods)
      for (const route of here.filter((one) => one.method === method))
        mounted[lowerCase[method]](...readersOf(route), handlerOf(route))
  }
  for (const { address, here } of paths) router.route(address).all(otherMethod(here))
}

const lowerCase = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const

/** What has a body reads it before anything else is looked at. */
function readersOf(route: Route): readonly RequestHandler[] {
  if (route.method === 'GET') return []
  return operationOf(route).body === undefined ? [] : [route.body ?? jsonBody]
}

function handlerOf(route: Route): RequestHandler {
  const operation = operationOf(route)
  return async (request, response) => {
    checkRequest(keyOf(route), operation, { request, response })
    await route.handle(request, response)
  }
}

const keyOf = ({ method, path }: Route): string => `${method} ${path}`

/** Throws `engine-bug` for a route the contract does not know: nothing would check its requests. */
function operationOf(route: Route): Operation {
  const all: Operations = operations
  const operation = all[keyOf(route) as keyof Operations]
  if (!operation)
    throw new EngineError('engine-bug', `Expected an operation for '${keyOf(route)}', but there is none.`)
  return operation
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
