import type { CheckedProcess } from '../../definition/checked-process.js'
import type { InstanceRecord } from '../record.js'

/**
 * Whether an open case has a handler for an event where it stands, whatever the handler asks for. Without one, the event
 * is refused with `event-not-accepted`, so that nobody need take the step to know.
 */
export function hasHandler(
  process: CheckedProcess,
  { active }: Pick<InstanceRecord, 'active'>,
  event: string,
): boolean {
  return ['', ...active.map(({ path }) => path)].some((path) => process.states.get(path)?.on.has(event))
}
