import type { Response } from 'express'
import type { Actor, Permission } from '../../engine/index.js'
import { actorOf } from '../identity/index.js'
import { RefusedRequest } from '../http/problem-response.js'
import type { Concerned, Reading } from './reading.js'

/** Whoever asks, who has to have a permission. Throws `RefusedRequest` (`forbidden`) for everybody else. */
export async function expectMay(
  { reading }: { readonly reading: Reading },
  response: Response,
  permission: Permission,
  concerned?: Concerned,
): Promise<Actor> {
  const actor = actorOf(response)
  const decision = await reading.may(actor, permission, concerned)
  if (!decision.allowed) throw new RefusedRequest(decision.refusal)
  return actor
}
