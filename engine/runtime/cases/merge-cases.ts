import type { InstanceRecord } from '../../core/record.js'
import { fireDue } from '../case-work.js'
import type { Answer } from '../engine.js'
import { cannotMerge, differentMatters } from '../plain-refusals.js'
import type { MergeRequest } from './case-calls.js'
import { isOpen } from './open-message.js'
import { carryOut, lockBoth, mustCarryOut, type Working } from './operator-work.js'
import { toldDifferently } from './told-differently.js'

/**
 * The loser ends and the other notes it, both or neither. Where they were told differently and that was confirmed, the
 * trails of both name the fields.
 */
export async function mergeCases(working: Working, instance: string, request: MergeRequest): Promise<Answer> {
  const { into, reason, confirmDifferent = false } = request
  const cases = await lockBoth(working, instance, into)
  if ('code' in cases) return { refused: cases }
  // What is due for them comes first, and may end them.
  const loser = await broughtUpToDate(working, cases[0])
  const winner = instance === into ? loser : await broughtUpToDate(working, cases[1])
  const why = whyNotOne(loser, winner) ?? (await whatWouldBeLost(working, loser))
  if (why) return { refused: cannotMerge(why), instance: loser }
  const { actor, tx, host } = working
  const process = await host.catalogue.version(tx, loser.version)
  const different = toldDifferently(process, loser, winner)
  if (different && !confirmDifferent) {
    const labels = different.fields.map((field) => process.labelOf(field))
    return { refused: differentMatters(different.why, labels), instance: loser }
  }
  const asked = { reason, actor, ...(different && { confirmedDifferent: different.fields }) }
  const answer = await carryOut(working, loser, { kind: 'merge', into, ...asked })
  if (answer.refused) return answer
  await mustCarryOut(working, winner, { kind: 'link', other: instance, relation: 'merged-from', ...asked })
  return answer
}

function whyNotOne(
  loser: InstanceRecord,
  winner: InstanceRecord,
): 'itself' | 'ended' | 'process' | undefined {
  if (loser.id === winner.id) return 'itself'
  if (winner.status === 'ended') return 'ended'
  return loser.process === winner.process ? undefined : 'process'
}

/** The winner takes over nothing of it, and the loser hears nothing any more. */
async function whatWouldBeLost(
  { tx }: Working,
  { id, began = [], status }: InstanceRecord,
): Promise<'open-cases' | 'untaken' | undefined> {
  if (status === 'ended') return undefined
  const ids = began.map(({ instance }) => instance)
  // What is still to begin first: a case that another process begins meanwhile is then seen as begun.
  if ((await tx.beginsOf(ids)).some(isOpen)) return 'open-cases'
  const cases = await tx.records(ids)
  if (cases.some((one) => one.status !== 'ended')) return 'open-cases'
  return (await tx.lockMessagesTo(id)).length > 0 ? 'untaken' : undefined
}

async function broughtUpToDate(
  { tx, host, now, changed }: Working,
  before: InstanceRecord,
): Promise<InstanceRecord> {
  const process = await host.catalogue.version(tx, before.version)
  const { record } = await fireDue(tx, host.catalogue, { process, before, now, mode: 'live' })
  changed.push(record)
  return record
}
