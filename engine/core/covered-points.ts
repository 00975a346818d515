import type { Draft } from './draft.js'
import { StepRefused } from './refusals.js'

/** Coverage point of a requirement asked: it held, or it failed and refused the step. */
export function requirePoint(at: {
  readonly state: string
  readonly event: string
  readonly index: number
  readonly held: boolean
}): string {
  return `require:${at.state}:${at.event}:${at.index}:${at.held ? 'held' : 'failed'}`
}

/** Coverage point of an event refused because the sender has none of its roles. */
export function wrongRolePoint(event: string): string {
  return `wrong-role:${event}`
}

/** Coverage point of an invariant that refused a step. */
export function brokenPoint(invariant: string): string {
  return `invariant:${invariant}:broken`
}

/** Does a part of a step; when it is refused, the refusal carries what was passed through and decided so far. */
export function tellingCovered<T>(draft: Draft, part: () => T): T {
  try {
    return part()
  } catch (error) {
    if (error instanceof StepRefused) {
      error.covered = coveredByRefused(draft)
      error.decided = draft.trail.filter(({ type }) => type === 'decided')
    }
    throw error
  }
}

/** A refused step changed nothing, so it entered no state and took no way; what it asked and decided still counts. */
function coveredByRefused({ covered }: Draft): readonly string[] {
  return [...covered].filter((point) => !point.startsWith('state:') && !point.startsWith('branch:'))
}
