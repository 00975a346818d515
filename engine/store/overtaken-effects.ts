import type { InstanceRecord } from '../core/record.js'
import type { SavedStep } from './port.js'

/** Ids of services nobody waits for any more: those asked for by earlier steps, and those the step itself asks for. */
export interface OvertakenEffects {
  readonly earlier: readonly string[]
  readonly own: ReadonlySet<string>
}

/**
 * Which services a case waited for before a step and does not wait for behind it: their visit is over, or their result
 * was taken. Several steps that are saved together may ask for one and leave it again.
 */
export function overtakenEffects({ before, after, effects }: SavedStep): OvertakenEffects {
  const asked = effects.filter(({ kind }) => kind === 'invoke')
  if (asked.length === 0 && (before?.invocations.length ?? 0) === 0) return nothing
  const awaited = new Set(awaitedServices(after))
  const isOver = (id: string): boolean => !awaited.has(id)
  return {
    earlier: awaitedServices(before).filter(isOver),
    own: new Set(asked.map(({ id }) => id).filter(isOver)),
  }
}

const nothing: OvertakenEffects = { earlier: [], own: new Set() }

/** Cases that are awaited are no effects. */
function awaitedServices(record: InstanceRecord | undefined): readonly string[] {
  return (record?.invocations ?? []).filter(({ children }) => !children).map(({ id }) => id)
}
