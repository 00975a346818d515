import { EngineError } from '../../errors/index.js'
import type { InstanceRow } from '../../store/port.js'
import type { Engine } from '../engine.js'
import { everyRow } from '../every-row.js'
import type { ApplyProfileRequest, ProfileAnswer } from './profile-change.js'

/** Which open cases are moved, and to which profile. */
export interface CasesRequest extends Omit<ApplyProfileRequest, 'profile' | 'idempotencyKey'> {
  readonly process: string
  /** Only cases of this profile, '' for those without one; all unless given. */
  readonly profile?: string
  /** The profile they move to, '' for none: each its own unless given. */
  readonly toProfile?: string
}

/** What became of one case. `failed` is the code of an error: the case stays as it was, the others go on. */
export interface CaseMove {
  readonly instance: string
  readonly number?: string
  readonly answer?: ProfileAnswer
  readonly failed?: { readonly code: string; readonly message: string }
}

/**
 * Moves the open cases of a process one after another, each in a transaction of its own, oldest last. Cases that begin
 * meanwhile run on the newest version anyway. Stopped half-way, it can be begun again: cases that were moved stay as
 * they are.
 */
export async function* applyToCases(
  engine: Pick<Engine, 'list' | 'applyProfile'>,
  request: CasesRequest,
): AsyncIterable<CaseMove> {
  const { process, profile, toProfile, reason, actor, dryRun } = request
  // In an order that moving a case does not change.
  const open = everyRow((page) => engine.list({ process, status: 'active' }, { ...page, sort: 'created' }))
  for await (const row of open) {
    if (profile !== undefined && (row.profile ?? '') !== profile) continue
    yield await moveOne(engine, row, {
      reason,
      actor,
      ...(dryRun === undefined ? {} : { dryRun }),
      ...(toProfile === undefined ? {} : { profile: toProfile }),
    })
  }
}

async function moveOne(
  engine: Pick<Engine, 'applyProfile'>,
  { id, number }: InstanceRow,
  request: ApplyProfileRequest,
): Promise<CaseMove> {
  const about = { instance: id, ...(number !== undefined && { number }) }
  try {
    return { ...about, answer: await engine.applyProfile(id, request) }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return { ...about, failed: { code: error.code, message: error.message } }
  }
}
