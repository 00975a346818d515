import { changedParameters, step } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import { saveAdvanced } from '../case-work.js'
import type { Working } from '../cases/operator-work.js'
import { unknownInstance } from '../plain-refusals.js'
import { lockRecord } from '../stored-record.js'
import {
  movedClocks,
  type ApplyProfileRequest,
  type ProfileAnswer,
  type ProfileChange,
} from './profile-change.js'

/**
 * Moves one case to the newest version of a profile: what was due by the old figures happens first, then the move, then
 * what is due by the new ones. A case that runs on that version already stays as it is.
 */
export async function moveToProfile(
  working: Working,
  { id }: InstanceRecord,
  { profile, reason, dryRun = false }: Pick<ApplyProfileRequest, 'profile' | 'reason' | 'dryRun'>,
): Promise<ProfileAnswer> {
  const { tx, actor, now, changed, host } = working
  const { catalogue } = host
  const before = await lockRecord(tx, id)
  if (!before) return { refused: unknownInstance(id) }
  const from = await catalogue.version(tx, before.version)
  const to = catalogue.startable(from.id, profile ?? before.profile ?? '')
  if ('code' in to) return { refused: to, instance: before }
  const change = { from: named(from), to: named(to), parameters: changedParameters(from, to), dryRun }
  if (to.hash === from.hash) return { instance: before, change: { ...change, moved: [] } }
  const command = { kind: 'apply-profile', from, reason, actor } as const
  const result = await catalogue.stepFacts(tx, to).run((facts) => step(to, facts, before, command, now))
  if (result.kind === 'refused') return { refused: result.refusal, instance: before }
  const work = { process: to, now, mode: 'live' } as const
  const saved = (await saveAdvanced(tx, { ...work, before }, [result])) ?? result.after
  changed.push(saved)
  return { instance: saved, change: { ...change, moved: movedClocks(before, saved) } }
}

function named({ hash, profile }: CheckedProcess): ProfileChange['from'] {
  return { version: hash, ...(profile !== undefined && { profile }) }
}
