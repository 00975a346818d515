import type { Response } from 'express'
import type { Actor } from '../engine/index.js'
import { actorOf, isAdmin } from './authenticate.js'
import { notForYou } from './may-read.js'
import { RefusedRequest } from './problem-response.js'

/** Whoever asks, who has to be an admin. Throws `RefusedRequest` (`forbidden`) for everybody else. */
export function expectAdmin(response: Response): Actor {
  const actor = actorOf(response)
  if (!isAdmin(actor)) throw new RefusedRequest(notForYou())
  return actor
}
