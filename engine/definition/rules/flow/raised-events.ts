import type { JsonObject } from '../../../errors/json.js'
import { writtenActions } from './written-actions.js'

/** Events some action of the process raises. */
export function raisedEvents(process: JsonObject): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { value } of writtenActions(process))
    if (typeof value['raise'] === 'string') found.add(value['raise'])
  return found
}
