import { operatorActOf } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { Working } from '../cases/operator-work.js'

/**
 * Adds an operator's action to the operators' log, with the row of the trail that tells of it: there the reason stands, and
 * nowhere else, so that erasing it there erases it. One that changed nothing, such as a recount after which everything
 * stands as before, leaves no row.
 */
export async function logAct(
  { tx, actor, now, steps }: Working,
  {
    action,
    reason,
    instance: { id, process, number },
  }: { readonly action: string; readonly reason: string; readonly instance: InstanceRecord },
): Promise<void> {
  const own = steps.flatMap((step) => (step.after.id === id ? step.trail : []))
  const entry =
    own.find((one) => operatorActOf(one)?.action === action) ?? own.find((one) => one.actor === actor.id)
  if (!entry) return
  await tx.addOperatorAction({
    ...{ seq: entry.seq, instance: id, process, at: now, actor: actor.id, action },
    ...(operatorActOf(entry)?.reason === undefined && { reason }),
    ...(number !== undefined && { number }),
    ...(actor.via !== undefined && { via: actor.via }),
  })
}
