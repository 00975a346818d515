import type { CaseHost } from '../cases/operator-work.js'
import { checkAction, checkOptional } from '../check-request.js'
import type { Engine } from '../engine.js'
import { actOnCase } from '../operate/act.js'
import { moveToProfile } from './apply-profile.js'
import type { ApplyProfileRequest, ProfileAnswer } from './profile-change.js'

/** The engine's method that moves a case: checks what a program without types may get wrong. */
export function createProfileAction(host: CaseHost): Pick<Engine, 'applyProfile'> {
  return {
    applyProfile: async (instance, request): Promise<ProfileAnswer> => {
      checkAction(instance, request)
      checkOptional('profile', request.profile, 'string')
      checkOptional('dryRun', request.dryRun, 'boolean')
      return actOnCase(host, request, askedForProfile(instance, request), (working, before) =>
        moveToProfile(working, before, request),
      )
    },
  }
}

/** The move as an idempotency key and the operators' log know it. */
export function askedForProfile(
  instance: string,
  { profile, reason }: Pick<ApplyProfileRequest, 'profile' | 'reason'>,
): Parameters<typeof actOnCase>[2] {
  // A profile that is left out is the case's own, which is not the same as none.
  const body = { 'apply-profile': reason, ...(profile !== undefined && { profile }) }
  return { action: 'apply-profile', body, cases: [instance], goesOn: true, transaction: 'profile' }
}
