import type { IncidentRow, SwitchRow } from '../../store/port.js'
import { formatInstant } from '../../time/index.js'

/** What people may decide about an open incident: only a case that waits for the result can go on by `onError`. */
function decisionsOn({ status, detail }: IncidentRow): readonly string[] {
  if (status !== 'open') return []
  return detail.effect === 'invoke' ? ['retry', 'skip', 'send-back'] : ['retry', 'skip']
}

/** An incident as programs show it: times in UTC, with what may be decided about it. */
export function incidentView(row: IncidentRow): object {
  const { id, instance, process, number, kind, subject, code, detail, status, reason } = row
  const { openedAt, settledAt, settledBy } = row
  return {
    id,
    instance,
    process,
    ...(number !== undefined && { number }),
    kind,
    subject,
    asked: detail.effect,
    lane: detail.lane,
    state: detail.state,
    code,
    message: detail.message,
    attempts: detail.attempts,
    openedAt: formatInstant(openedAt),
    status,
    decisions: decisionsOn(row),
    ...(settledAt !== undefined && { settledAt: formatInstant(settledAt) }),
    ...(settledBy !== undefined && { settledBy }),
    ...(reason !== undefined && { reason }),
  }
}

/** What an operator has switched on, as programs show it: times in UTC. */
export function switchView({ name, at, actor, reason }: SwitchRow): object {
  return { name, at: formatInstant(at), actor, reason }
}
