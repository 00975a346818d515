import type { InstanceRecord } from '../../core/record.js'
import type { JsonObject, Refusal } from '../../errors/index.js'
import type { Instant } from '../../time/instant.js'
import type { ActorInput } from '../engine.js'

/** An operator's wish to move a case to a changed profile, or to another one. */
export interface ApplyProfileRequest {
  /** The profile whose newest version the case moves to, '' for none: the case's own unless given. */
  readonly profile?: string
  readonly reason: string
  readonly actor: ActorInput
  /** Tells what would happen, and changes nothing. */
  readonly dryRun?: boolean
  readonly idempotencyKey?: string
}

/** What moving a case did to it, or would do. Nothing is changed where the hashes are the same. */
export interface ProfileChange {
  /** Versions by hash, and their profiles. */
  readonly from: { readonly version: string; readonly profile?: string }
  readonly to: { readonly version: string; readonly profile?: string }
  /** Figures that differ, by name: `{ before, after }`; a side without a value is absent. */
  readonly parameters: JsonObject
  /** Clocks whose due points are others now, by id; a clock that runs on one side only is absent on the other. */
  readonly moved: readonly {
    readonly clock: string
    readonly kind: 'deadline' | 'after' | 'remind' | 'notice'
    readonly before?: Instant
    readonly after?: Instant
  }[]
  readonly dryRun: boolean
}

/** `refused` says why nothing happened; otherwise the case as it stands, or would stand. */
export type ProfileAnswer =
  | { readonly refused: Refusal; readonly instance?: InstanceRecord }
  | {
      readonly refused?: undefined
      readonly instance: InstanceRecord
      /** Absent where the same request had taken effect before. */
      readonly change?: ProfileChange
      readonly repeated?: true
    }

/** Due points that are not the same before and after, deadlines first. */
export function movedClocks(before: InstanceRecord, after: InstanceRecord): ProfileChange['moved'] {
  const [old, now] = [dueOf(before), dueOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((clock) => {
    const [was, is] = [old.get(clock), now.get(clock)]
    const kind = is?.kind ?? was?.kind
    if (!kind || was?.dueAt === is?.dueAt) return []
    return [{ clock, kind, ...(was && { before: was.dueAt }), ...(is && { after: is.dueAt }) }]
  })
}

type Due = Pick<ProfileChange['moved'][number], 'kind'> & { readonly dueAt: Instant }

function dueOf({ deadlines, waits }: InstanceRecord): ReadonlyMap<string, Due> {
  return new Map<string, Due>([
    ...deadlines.map(({ id, dueAt }) => [id, { kind: 'deadline', dueAt }] as const),
    ...waits.map(({ id, kind, dueAt }) => [id, { kind, dueAt }] as const),
  ])
}
