import { profileValues } from '../compile/bind-parameters.js'
import type { OtherProcess, OtherProcesses } from '../compile/compilation.js'
import { fieldNodes } from '../compile/field-node.js'
import { objectAt } from '../compile/json-access.js'
import { resolveProcess } from '../compile/resolve-process.js'
import { handledEvents, indexStates, outcomesOf } from '../compile/state-index.js'
import type { SourceDocument, SourceSet } from '../document.js'

/** What processes may say about one another's cases. Each is looked into when it is first named. */
export function otherProcesses(set: SourceSet): OtherProcesses {
  const documents = new Map(
    set.documents
      .filter(({ kind }) => kind === 'process')
      .toReversed()
      .map((document) => [document.id, document] as const),
  )
  const known = new Map<string, OtherProcess>()
  return (id) => {
    const document = documents.get(id)
    const found = known.get(id) ?? (document && lookInto(document, set))
    if (found) known.set(id, found)
    return found
  }
}

function lookInto(document: SourceDocument, set: SourceSet): OtherProcess {
  const { resolved } = resolveProcess(document, set)
  const states = indexStates(resolved)
  return {
    fields: fieldNodes(objectAt(resolved, 'fields')),
    events: handledEvents(states),
    outcomes: outcomesOf(states),
    outputs: Object.keys(objectAt(resolved, 'output')),
    profiles: set.documents
      .filter(({ kind, value }) => kind === 'profile' && profileValues(value, document.id) !== undefined)
      .map(({ id }) => id),
    sound: document.sound,
  }
}
