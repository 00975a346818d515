import type { Request } from 'express'
import { RequestProblem } from '../http/problem-response.js'
import { scopeOf, type ScopedActor } from './sender.js'

/**
 * Parts of `/api` in which everything is narrowed to the processes somebody may read, so that a key that is confined
 * to some sees and does nothing else there. What is not listed is closed to such a key.
 */
const narrowed = ['changes', 'deadlines', 'figures', 'instances', 'processes', 'session', 'tasks']

/** What a key that only reads may change: whether somebody is signed in with it. */
const ofTheSession = /^\/session(\/end)?\/?$/

/** Throws `key-scope-exceeded` for a request below `/api` that the key of its sender does not cover. */
export function confine(request: Request, actor: ScopedActor): void {
  const { processes, readOnly } = scopeOf(actor)
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (readOnly && !isReading && !ofTheSession.test(request.path))
    throw exceeded('reads only, but this changes something')
  const [, part = '', id = ''] = request.path.split('/', 3)
  if (processes && !narrowed.includes(part))
    throw exceeded(`is confined to ${processes.join(', ')}, but this concerns all processes`)
  if (processes && part === 'processes' && id !== '' && !processes.includes(id))
    throw exceeded(`is confined to ${processes.join(', ')}, but this concerns another process`)
}

function exceeded(why: string): RequestProblem {
  return new RequestProblem('key-scope-exceeded', `Expected a request the key covers: it ${why}.`)
}
