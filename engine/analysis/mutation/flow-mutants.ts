import { indexStates, listAt, objectAt, objectsAt, textAt, type StateNode } from '../../definition/index.js'
import type { ValuePath } from '../../definition/document.js'
import type { JsonObject } from '../../errors/index.js'
import { brokenPoint } from '../../core/index.js'
import type { Mutant } from './mutant.js'
import type { MutationSource } from './mutation-source.js'

/** Every guard and every line of `require` turned into its opposite. */
export function conditionMutants({ document, plain }: MutationSource): readonly Mutant[] {
  const negated = (id: string, at: ValuePath, source: string, near: readonly string[]): Mutant => ({
    id,
    change: `'${source}' becomes its opposite`,
    place: document.locate(at),
    at: [at],
    value: `not(${source})`,
    near,
  })
  return [...indexStates(plain.resolved).values()].flatMap((node) => [
    ...branchLists(node).flatMap(({ key, at, holder }) =>
      listAt(holder, String(at.at(-1))).flatMap((branch, index) => {
        const guard = textAt(branch, 'guard')
        const near = [`branch:${node.path}:${key.replace(/^on\./, '')}:`]
        return guard === undefined
          ? []
          : [negated(`guard:${node.path}:${key}:${index}`, [...at, index, 'guard'], guard, near)]
      }),
    ),
    ...objectsAt(node.definition, 'on').flatMap(([event, handler]) =>
      listAt(handler, 'require').flatMap((requirement, index) => {
        const source = textAt(requirement, 'if')
        const at = [...node.at, 'on', event, 'require', index, 'if']
        const near = [`require:${node.path}:${event}:${index}:`]
        return source === undefined
          ? []
          : [negated(`require:${node.path}:${event}:${index}`, at, source, near)]
      }),
    ),
  ])
}

/** Every deadline taken away. */
export function deadlineMutants({ document, plain }: MutationSource): readonly Mutant[] {
  return [...indexStates(plain.resolved).values()].flatMap(({ path, at, definition }) =>
    objectsAt(definition, 'deadlines').map(([name]) => {
      const place = [...at, 'deadlines', name]
      return {
        id: `deadline:${path}#${name}`,
        change: `the deadline '${name}' is taken away`,
        place: document.locate(place, { key: true }),
        at: [place],
        value: undefined,
        near: [`deadline:${path}#${name}:`, `state:${path}`],
      }
    }),
  )
}

/** Every invariant taken away. */
export function invariantMutants({ document, plain }: MutationSource): readonly Mutant[] {
  return objectsAt(plain.resolved, 'invariants').map(([id]) => ({
    id: `invariant:${id}`,
    change: `the invariant '${id}' is taken away`,
    place: document.locate(['invariants', id], { key: true }),
    at: [['invariants', id]],
    value: undefined,
    near: [brokenPoint(id)],
  }))
}

interface BranchList {
  /** `on.<event>`, `after.<key>`, `always`, `onDone`, `invoke.onDone`, `invoke.onError`. */
  readonly key: string
  /** Where the list stands; its last part is the key under which `holder` has it. */
  readonly at: ValuePath
  readonly holder: JsonObject
}

function branchLists({ definition, at }: StateNode): readonly BranchList[] {
  const invoke = objectAt(definition, 'invoke')
  return [
    ...(['on', 'after'] as const).flatMap((section) =>
      objectsAt(definition, section).map(([name, holder]) => ({
        key: `${section}.${name}`,
        at: [...at, section, name, 'branches'],
        holder,
      })),
    ),
    ...['always', 'onDone'].map((key) => ({ key, at: [...at, key], holder: definition })),
    ...['onDone', 'onError'].map((key) => ({
      key: `invoke.${key}`,
      at: [...at, 'invoke', key],
      holder: invoke,
    })),
  ]
}
