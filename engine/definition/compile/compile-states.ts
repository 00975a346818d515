import type { CheckedState } from '../checked-process.js'
import { titleOf } from './bilingual-text.js'
import { compileActions } from './compile-actions.js'
import { compileBranches, knownTarget } from './compile-branches.js'
import { compileConvert } from './compile-begin.js'
import { compileDeadlines } from './compile-deadlines.js'
import { compileAfter, compileHandlers } from './compile-handlers.js'
import { compileInvoke } from './compile-invoke.js'
import { compileNotices } from './compile-notices.js'
import { compileReminders } from './compile-reminders.js'
import { compileTask } from './compile-task.js'
import type { Compilation } from './compilation.js'
import { textAt, textsAt } from './json-access.js'
import { reportMisplaced } from './misplaced-keys.js'
import type { StateNode } from './state-index.js'

/** Compiles every state, the root first, in document order. */
export function compileStates(compilation: Compilation): ReadonlyMap<string, CheckedState> {
  const compiled = [...compilation.states.values()].map((node) => {
    compilation.log.enter(node.path)
    return [node.path, compileState(compilation, node)] as const
  })
  compilation.log.enter(undefined)
  return new Map(compiled)
}

function compileState(compilation: Compilation, node: StateNode): CheckedState {
  reportMisplaced(compilation.log, node)
  const { definition, at: path, path: state } = node
  const scope = compilation.scopes.base
  return {
    path: state,
    name: node.name,
    kind: node.kind,
    order: node.order,
    ...(node.parent !== undefined && { parent: node.parent }),
    children: node.children,
    ...titleOf(definition),
    ...compileLeads(compilation, node),
    tags: textsAt(definition, 'tags') ?? [],
    ...compileTask(compilation, node),
    deadlines: compileDeadlines(compilation, node),
    reminders: compileReminders(compilation, node),
    notices: compileNotices(compilation, node),
    entry: compileActions(compilation, definition, 'entry', { scope, path }),
    exit: compileActions(compilation, definition, 'exit', { scope, path }),
    ...compileInvoke(compilation, node),
    on: compileHandlers(compilation, node),
    after: compileAfter(compilation, node),
    always: compileBranches(compilation, definition, 'always', { state, scope, path }),
    onDone: compileBranches(compilation, definition, 'onDone', { state, scope, path }),
  }
}

type Leads = Pick<CheckedState, 'initial' | 'outcome' | 'convert' | 'history'>

/** Where a state leads by being entered, and how a case ends in it. */
function compileLeads(compilation: Compilation, node: StateNode): Leads {
  const outcome = node.kind === 'final' ? textAt(node.definition, 'outcome') : undefined
  const initial = node.kind === 'compound' ? compileInitial(compilation, node) : undefined
  const history = node.kind === 'history' ? compileHistory(compilation, node) : undefined
  return {
    ...(initial !== undefined && { initial }),
    ...(outcome !== undefined && { outcome }),
    ...compileConvert(compilation, node),
    ...(history && { history }),
  }
}

/** The child entered first. Where it is missing or unknown, the first child stands in for the checks that follow. */
function compileInitial({ log, states }: Compilation, node: StateNode): string | undefined {
  const written = textAt(node.definition, 'initial')
  const children = node.children.map((path) => states.get(path)?.name ?? '')
  const found = written === undefined ? -1 : children.indexOf(written)
  if (found >= 0) return node.children[found]
  if (written === undefined) {
    const message = "Expected 'initial' to name the state that is entered first, but it is missing."
    log.report('missing-key', node.at, message, {
      expected: 'initial',
      hint: `Its states are ${children.join(', ')}.`,
    })
  } else {
    const what = node.path === '' ? 'a state at the top' : `a state directly inside '${node.name}'`
    log.reportUnknown('unknown-target', [...node.at, 'initial'], { what, name: written, known: children })
  }
  return node.children[0]
}

function compileHistory(compilation: Compilation, node: StateNode): CheckedState['history'] {
  const written = textAt(node.definition, 'target')
  const path = [...node.at, 'target']
  const target =
    written === undefined ? undefined : knownTarget(compilation, written, { state: node.path, path })
  const depth = node.definition['history'] === 'deep' ? 'deep' : 'shallow'
  return { depth, ...(target !== undefined && { target }) }
}
