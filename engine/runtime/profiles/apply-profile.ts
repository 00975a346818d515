import { changedParameters, step } from '../../core/index.js'
import type { Actor } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import { canonicalJson, type Refusal } from '../../errors/index.js'
import type { Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { fireDue, saveAdvanced } from '../case-work.js'
import { earlierAnswer, rememberAnswer, type KeyedRequest } from '../idempotency.js'
import { replayedInstance, unknownInstance, unknownProcess, unknownProfile } from '../plain-refusals.js'
import type { Clock } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord, readRecord } from '../stored-record.js'
import {
  movedClocks,
  type ApplyProfileRequest,
  type ProfileAnswer,
  type ProfileChange,
} from './profile-change.js'

/** What moving cases to other versions needs. */
export interface ProfileHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  /** How long idempotency keys are remembered, in milliseconds. */
  readonly keyRetention: number
  /** Told after the commit, so that an earlier timer is not slept through. */
  readonly committed: (record: InstanceRecord) => void
}

/** A request whose actor is found. */
export interface ProfileWish extends Omit<ApplyProfileRequest, 'actor'> {
  readonly instance: string
  readonly actor: Actor
}

/**
 * Moves one case to the newest version of a profile, in one transaction: what was due by the old figures happens first,
 * then the move, then what is due by the new ones. A dry run does all of that and rolls it back. A case that runs on
 * that version already stays as it is.
 */
export async function applyProfile(host: ProfileHost, wish: ProfileWish): Promise<ProfileAnswer> {
  const { store, clock, committed } = host
  try {
    const answer = await store.transaction(
      async (tx) => {
        const now = clock.now()
        const found = await keyed(host, tx, { wish, now })
        if (wish.dryRun) throw new RolledBack(found)
        return found
      },
      { name: 'profile' },
    )
    if (answer.instance) committed(answer.instance)
    return answer
  } catch (error) {
    if (error instanceof RolledBack) return error.answer
    throw error
  }
}

/** Ends the transaction of a dry run. Never leaves this file. */
class RolledBack extends Error {
  readonly answer: ProfileAnswer

  constructor(answer: ProfileAnswer) {
    super('Nothing was changed.')
    this.name = 'RolledBack'
    this.answer = answer
  }
}

interface Wished {
  readonly wish: ProfileWish
  readonly now: Instant
}

/** The answer to an earlier request with the same key, else what is done now. A dry run takes no effect to repeat. */
async function keyed(host: ProfileHost, tx: StoreTransaction, { wish, now }: Wished): Promise<ProfileAnswer> {
  const request = wish.dryRun ? undefined : keyOf(wish)
  if (!request) return moved(host, tx, { wish, now })
  const earlier = await earlierAnswer(tx, request, now - host.keyRetention)
  if (earlier.kind === 'other-body') return { refused: earlier.refusal }
  if (earlier.kind === 'same') {
    const instance = await readRecord(tx, earlier.instance)
    return instance ? { instance, repeated: true } : { refused: unknownInstance(earlier.instance) }
  }
  const answer = await moved(host, tx, { wish, now })
  if (answer.refused) return answer
  const { id, revision } = answer.instance
  await rememberAnswer(tx, request, { instance: id, revision }, now)
  return answer
}

function keyOf({ instance, actor, profile, reason, idempotencyKey }: ProfileWish): KeyedRequest | undefined {
  if (idempotencyKey === undefined) return undefined
  const scope = canonicalJson({ instance, actor: actor.id, via: actor.via ?? '' })
  // A profile that is left out is the case's own, which is not the same as none.
  const body = { 'apply-profile': reason, ...(profile !== undefined && { profile }) }
  return { scope, key: idempotencyKey, body }
}

async function moved(
  { catalogue }: ProfileHost,
  tx: StoreTransaction,
  { wish, now }: Wished,
): Promise<ProfileAnswer> {
  const { instance, actor, reason, dryRun = false } = wish
  const before = await lockRecord(tx, instance)
  if (!before) return { refused: unknownInstance(instance) }
  if (before.replayed) return { refused: replayedInstance(), instance: before }
  const from = await catalogue.version(tx, before.version)
  const to = target(catalogue, from.id, wish.profile ?? before.profile ?? '')
  if ('code' in to) return { refused: to, instance: before }
  const change = { from: named(from), to: named(to), parameters: changedParameters(from, to), dryRun }
  if (to.hash === from.hash) return { instance: before, change: { ...change, moved: [] } }
  const { record } = await fireDue(tx, catalogue, { process: from, before, now, mode: 'live' })
  const command = { kind: 'apply-profile', from, reason, actor } as const
  const result = await catalogue.stepFacts(tx, to).run((facts) => step(to, facts, record, command, now))
  if (result.kind === 'refused') return { refused: result.refusal, instance: record }
  const work = { process: to, now, mode: 'live' } as const
  const saved = (await saveAdvanced(tx, { ...work, before: record }, [result])) ?? result.after
  const after = await fireDue(tx, catalogue, { ...work, before: saved })
  return { instance: after.record, change: { ...change, moved: movedClocks(record, saved) } }
}

function target(catalogue: ProcessCatalogue, process: string, profile: string): CheckedProcess | Refusal {
  const found = catalogue.current(process, profile)
  if (found) return found
  if (catalogue.has(process)) return unknownProfile(process, profile, catalogue.profiles(process))
  return unknownProcess(process, [...new Set(catalogue.all().map(({ id }) => id))])
}

function named({ hash, profile }: CheckedProcess): ProfileChange['from'] {
  return { version: hash, ...(profile !== undefined && { profile }) }
}
