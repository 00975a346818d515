import type { TrailEntry, TrailType } from '../command.js'

/** An operator's act as the trail tells it. */
export interface OperatorAct {
  readonly action: string
  readonly actor?: string
  /** Absent once it was erased. */
  readonly reason?: string
}

/** Entries by which operators stand out, by what they did. */
const actions: { readonly [type: string]: string } = {
  suspended: 'suspend',
  resumed: 'resume',
  recomputed: 'recompute',
  'profile-applied': 'apply-profile',
  merged: 'merge',
  linked: 'link',
  'message-discarded': 'discard-message',
  'incident-retried': 'retry',
  'incident-skipped': 'skip',
  'incident-sent-back': 'send-back',
} satisfies Partial<Record<TrailType, string>>

/**
 * What an operator did with an entry of a trail: outside the procedure, with a reason. `undefined` for everything the
 * procedure or time brought about; a recount that nobody asked for is none either.
 */
export function operatorActOf({
  type,
  actor,
  body,
  personal,
}: Omit<TrailEntry, 'type' | 'seq' | 'at'> & { readonly type: string }): OperatorAct | undefined {
  const own = type === 'operator-acted' ? body['action'] : undefined
  const action = typeof own === 'string' ? own : Object.hasOwn(actions, type) ? actions[type] : undefined
  if (action === undefined || (type === 'recomputed' && actor === undefined)) return undefined
  const reason = personal?.['/reason'] ?? body['reason']
  return {
    action,
    ...(actor !== undefined && { actor }),
    ...(typeof reason === 'string' && { reason }),
  }
}
