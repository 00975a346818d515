import type { JsonObject } from '../../errors/json.js'
import type { CheckedEvent } from '../checked-process.js'
import { titleOf } from './bilingual-text.js'
import { knownField } from './compile-data-actions.js'
import { compileDuration } from './compile-duration.js'
import type { Compilation } from './compilation.js'
import { objectsAt, textAt, textsAt } from './json-access.js'
import { handledEvents, type StateIndex } from './state-index.js'

type Surroundings = Parameters<typeof compileDuration>[0] & Pick<Compilation, 'resolved' | 'log' | 'fields'>

/** Every described event is looked at, but only those that some state handles are there. */
export function compileEvents(
  surroundings: Surroundings,
  states: StateIndex,
): ReadonlyMap<string, CheckedEvent> {
  const described = new Map(
    objectsAt(surroundings.resolved, 'events').map(([name, event]) => [
      name,
      {
        name,
        ...titleOf(event),
        ...occurredWithin(surroundings, name, event),
        ...shownFields(surroundings, name, event),
      },
    ]),
  )
  return new Map(handledEvents(states).map((name) => [name, described.get(name) ?? { name }]))
}

function occurredWithin(
  surroundings: Surroundings,
  name: string,
  event: JsonObject,
): Pick<CheckedEvent, 'occurredWithin'> {
  const text = textAt(event, 'occurredAt')
  if (text === undefined) return {}
  const range = compileDuration(surroundings, text, { path: ['events', name, 'occurredAt'], single: true })
  return range ? { occurredWithin: range } : {}
}

function shownFields(
  surroundings: Surroundings,
  name: string,
  event: JsonObject,
): Pick<CheckedEvent, 'shows'> {
  const known = (textsAt(event, 'shows') ?? []).filter((field, index) =>
    knownField(surroundings, field, { path: ['events', name, 'shows', index] }),
  )
  return known.length > 0 ? { shows: [...new Set(known)] } : {}
}
