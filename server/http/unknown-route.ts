import { RequestProblem } from './problem-response.js'

/** Nothing is at this address: `route-unknown`. */
export function unknownRoute(path: string): RequestProblem {
  return new RequestProblem(
    'route-unknown',
    `Expected a known address, but there is nothing at '${path.slice(0, 200)}'.`,
  )
}
