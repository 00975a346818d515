import type { Actor } from '../../core/command.js'
import { checkAction, checkOptional } from '../check-request.js'
import type { ActorInput, Engine } from '../engine.js'
import { unknownActor } from '../plain-refusals.js'
import { applyProfile, type ProfileHost } from './apply-profile.js'

/** The engine's method that moves a case: checks what a program without types may get wrong, and finds the actor. */
export function createProfileAction(
  host: ProfileHost,
  actorOf: (input: ActorInput) => Promise<Actor | undefined>,
): Pick<Engine, 'applyProfile'> {
  return {
    applyProfile: async (instance, request) => {
      checkAction(instance, request)
      checkOptional('profile', request.profile, 'string')
      checkOptional('dryRun', request.dryRun, 'boolean')
      const actor = await actorOf(request.actor)
      if (actor) return applyProfile(host, { ...request, instance, actor })
      const { actor: input } = request
      return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
    },
  }
}
