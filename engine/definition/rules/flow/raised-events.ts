import type { JsonObject, JsonValue } from '../../../errors/json.js'
import { isObject, member, textAt } from '../../compile/json-access.js'
import { writtenActions } from './written-actions.js'

/** Events some action of the process raises, or a task that finds nobody. */
export function raisedEvents(process: JsonObject): ReadonlySet<string> {
  const found = new Set<string>()
  if (typeof process['onCancel'] === 'string') found.add(process['onCancel'])
  for (const { value } of writtenActions(process))
    if (typeof value['raise'] === 'string') found.add(value['raise'])
  for (const event of raisedForNobody(process['states'])) found.add(event)
  return found
}

/** Events that tasks raise when nobody can be given them. */
function raisedForNobody(states: JsonValue | undefined): readonly string[] {
  return Object.values(isObject(states) ? states : {}).flatMap((state) => {
    const event = textAt(member(state, 'task'), 'onNobody')
    return [...(event === undefined ? [] : [event]), ...raisedForNobody(member(state, 'states'))]
  })
}
