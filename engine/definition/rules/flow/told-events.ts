import type { JsonObject } from '../../../errors/json.js'
import { member, objectAt, textAt } from '../../compile/json-access.js'
import type { SourceSet } from '../../document.js'
import { writtenActions } from './written-actions.js'

/**
 * Events that cases of other processes may send to cases of this one. Who will have begun a case is not known, so what a
 * process tells the case it comes from counts for all.
 */
export function toldEvents({ documents }: SourceSet, process: string): ReadonlySet<string> {
  const told = documents
    .filter(({ kind }) => kind === 'process' || kind === 'module')
    .flatMap(({ value }) => writtenActions(value))
    .map(({ value }) => objectAt(value, 'tell'))
    .filter((tell) => reaches(tell, process))
  return new Set(told.flatMap((tell) => textAt(tell, 'event') ?? []))
}

function reaches(tell: JsonObject, process: string): boolean {
  const to = member(tell, 'to')
  return member(to, 'parent') === true || textAt(to, 'children') === process
}
