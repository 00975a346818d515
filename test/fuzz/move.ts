import type { Actor } from '../../engine/index.js'
import type { JsonObject } from '../../engine/errors/index.js'

/** What was said of an event before it was sent: the answer of `accepted`, or that the event was not among them. */
export type Foretold = 'yes' | 'no' | 'depends' | 'not-listed'

/** What a fuzzer does: plain JSON, so that a failure can be shown. */
export type Move =
  | { readonly kind: 'wait'; readonly to: number; readonly thenRun: boolean }
  | {
      readonly kind: 'create'
      readonly process: string
      readonly profile?: string
      readonly data: JsonObject
      readonly actor: Actor
    }
  | {
      readonly kind: 'send'
      readonly instance: string
      readonly event: string
      readonly payload: JsonObject
      readonly actor: Actor
      readonly to?: string
      readonly expectedVisit?: { readonly state: string; readonly visit: number }
      readonly expectedRevision?: number
      readonly occurredAt?: number
      readonly idempotencyKey?: string
      /** Told before, for a plain sending only; `certain` where the payload cannot be what is wrong. */
      readonly foretold?: { readonly answer: Foretold; readonly certain: boolean }
    }
  | { readonly kind: 'note'; readonly instance: string; readonly text: string; readonly actor: Actor }
  | {
      readonly kind: 'correct'
      readonly instance: string
      readonly changes: JsonObject
      readonly reason: string
      readonly actor: Actor
    }
  | {
      readonly kind: 'suspend' | 'resume' | 'recompute'
      readonly instance: string
      readonly reason: string
      readonly actor: Actor
    }
  | {
      readonly kind: 'claimTask' | 'releaseTask'
      readonly task: string
      readonly actor: Actor
    }
  | {
      readonly kind: 'assignTask'
      readonly task: string
      readonly to: string
      readonly actor: Actor
    }
  | {
      readonly kind: 'reassign'
      readonly instance: string
      readonly task: string
      readonly to?: string
      readonly actor: Actor
    }
  | {
      readonly kind: 'merge' | 'link'
      readonly instance: string
      readonly other: string
      readonly actor: Actor
    }
  | {
      readonly kind: 'applyProfile'
      readonly instance: string
      readonly profile: string
      readonly dryRun: boolean
      readonly actor: Actor
    }
  | { readonly kind: 'retryMessage' | 'discardMessage'; readonly message: string; readonly actor: Actor }
  | {
      readonly kind: 'retryIncident' | 'skipIncident' | 'sendBackIncident'
      readonly incident: string
      readonly value: JsonObject
      readonly actor: Actor
    }
  | { readonly kind: 'holdEffects'; readonly actor: Actor }
  | { readonly kind: 'releaseEffects'; readonly actor: Actor }
