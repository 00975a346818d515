import type { CheckedProcess } from '../definition/checked-process.js'
import type { Refusal } from '../errors/index.js'
import type { InstanceRecord } from './record.js'

/** Events the active states and those above them handle, with the roles that may send them. None while it is suspended. */
export function acceptedNow(
  process: CheckedProcess,
  record: InstanceRecord,
): NonNullable<Refusal['accepted']> {
  if (record.status === 'ended' || record.suspended) return []
  const active = new Set(record.active.map((state) => state.path)).add('')
  const roles = new Map<string, Set<string>>()
  for (const state of process.states.values()) {
    if (!active.has(state.path)) continue
    for (const handler of state.on.values()) {
      if (handler.roles.length === 0) continue
      const known = roles.get(handler.event) ?? new Set<string>()
      for (const role of handler.roles) known.add(role)
      roles.set(handler.event, known)
    }
  }
  return [...roles].map(([event, who]) => ({ event, roles: [...who] }))
}
