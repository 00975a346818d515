import type { ProblemLog } from './problem-log.js'
import type { StateNode } from './state-index.js'

const described = ['type', 'title', 'description', 'tags', 'source']

/** What each kind of state may have; kinds that are missing here may have anything their schema allows. */
const allowed: { readonly [kind in StateNode['kind']]?: ReadonlySet<string> } = {
  final: new Set([...described, 'outcome', 'convert', 'entry', 'exit']),
  history: new Set([...described, 'history', 'target']),
}

const meaningless: { readonly [kind in StateNode['kind']]?: ReadonlySet<string> } = {
  atomic: new Set(['initial', 'outcome', 'convert', 'history', 'target', 'onDone']),
  compound: new Set(['outcome', 'convert', 'history', 'target']),
  parallel: new Set(['initial', 'outcome', 'convert', 'history', 'target']),
}

/** Reports keys that say nothing in a state of this kind, since whoever wrote them expects something to happen. */
export function reportMisplaced(log: ProblemLog, node: StateNode): void {
  for (const key of Object.keys(node.definition)) {
    if (node.path === '' && (key !== 'initial' || node.kind !== 'parallel')) continue
    const fits = allowed[node.kind]?.has(key) ?? !meaningless[node.kind]?.has(key)
    if (fits) continue
    log.report(
      'unknown-key',
      [...node.at, key],
      `Expected only what a ${kindName[node.kind]} can have, but found '${key}'.`,
      {
        key: true,
        found: key,
        hint: `Take '${key}' out, or make this another kind of state.`,
      },
    )
  }
}

const kindName: { readonly [kind in StateNode['kind']]: string } = {
  atomic: 'state without states inside it',
  compound: 'state with states inside it',
  parallel: 'parallel state',
  final: 'final state',
  history: 'history state',
}
