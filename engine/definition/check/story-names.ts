import type { JsonObject } from '../../errors/json.js'
import { fieldNodes, nodeAt, pathsOf, type FieldNode } from '../compile/field-node.js'
import { isObject, member, objectAt, objectsAt, textAt } from '../compile/json-access.js'
import { resolveProcess } from '../compile/resolve-process.js'
import { handledEvents, indexStates, outcomesOf, type StateIndex } from '../compile/state-index.js'
import type { SourceDocument, SourceSet } from '../document.js'

/** What scenarios and replays may name of a process. */
export interface StoryNames {
  readonly process: string
  readonly states: StateIndex
  readonly events: readonly string[]
  readonly fields: ReadonlyMap<string, FieldNode>
  /** Outcomes a case may end with. */
  readonly outcomes: readonly string[]
  /** Services and processes whose result or end a state waits for. */
  readonly services: readonly string[]
  /** Outputs of decisions, by decision. */
  readonly decisions: ReadonlyMap<string, readonly string[]>
  /** Answers an event brings besides fields; `undefined` where its form could not be found. */
  answersOf(event: string): readonly string[] | undefined
}

/** A process has many stories. */
const made = new WeakMap<SourceSet, Map<SourceDocument, StoryNames>>()

/** The names of a process, its shared types put in. */
export function storyNames(process: SourceDocument, set: SourceSet): StoryNames {
  const ofSet = made.get(set) ?? new Map<SourceDocument, StoryNames>()
  made.set(set, ofSet)
  const names = ofSet.get(process) ?? findNames(process, set)
  ofSet.set(process, names)
  return names
}

function findNames(process: SourceDocument, set: SourceSet): StoryNames {
  const { resolved } = resolveProcess(process, set)
  const states = indexStates(resolved)
  const nodes = [...states.values()]
  const texts = (found: readonly (string | undefined)[]) => [
    ...new Set(found.filter((text) => text !== undefined)),
  ]
  return {
    process: process.id,
    states,
    events: handledEvents(states),
    fields: fieldNodes(objectAt(resolved, 'fields')),
    outcomes: outcomesOf(states),
    services: texts(
      nodes.flatMap(({ definition }) =>
        ['service', 'process'].map((key) => textAt(member(definition, 'invoke'), key)),
      ),
    ),
    decisions: new Map(
      objectsAt(resolved, 'decisions').map(([name, decision]) => [
        name,
        Object.keys(objectAt(decision, 'out')),
      ]),
    ),
    answersOf: (event) => answersOf(resolved, states, event),
  }
}

function answersOf(resolved: JsonObject, states: StateIndex, event: string): readonly string[] | undefined {
  const forms = objectAt(resolved, 'forms')
  const handlers = [...states.values()].flatMap(
    ({ definition }) => member(objectAt(definition, 'on'), event) ?? [],
  )
  const names = handlers.flatMap((handler) => textAt(handler, 'form') ?? [])
  if (names.some((name) => !isObject(member(forms, name)))) return undefined
  return names.flatMap((name) => Object.keys(objectAt(forms[name], 'also')))
}

/** Whether a field, or a part of one, is there under a path. A field of a faulty or open type may hold any part. */
export function isField({ fields }: Pick<StoryNames, 'fields'>, path: string): boolean {
  const above = path.split('.').map((_, index, names) => names.slice(0, index + 1).join('.'))
  return nodeAt(fields, path) !== undefined || above.some((each) => nodeAt(fields, each)?.type.kind === 'any')
}

/** Paths of all fields, for the nearest name. */
export function fieldPaths({ fields }: Pick<StoryNames, 'fields'>): readonly string[] {
  return pathsOf(fields)
}
