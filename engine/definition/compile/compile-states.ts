import type { JsonObject } from '../../errors/json.js'
import { parseDuration } from '../../time/index.js'
import type { CheckedInvoke, CheckedState, CheckedTask } from '../checked-process.js'
import { titleOf } from './bilingual-text.js'
import { compileActions } from './compile-actions.js'
import { compileBranches, knownTarget } from './compile-branches.js'
import { compileDeadlines } from './compile-deadlines.js'
import { compileAfter, compileHandlers } from './compile-handlers.js'
import { compileNotices } from './compile-notices.js'
import { compileReminders } from './compile-reminders.js'
import { compileValues } from './compile-value.js'
import { compileWindow } from './compile-windows.js'
import type { Compilation } from './compilation.js'
import { isObject, member, objectAt, textAt, textsAt } from './json-access.js'
import { knownNotBy, knownRoles } from './roles.js'
import { resultMembers } from './scopes.js'
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
  const convert = compileConvert(compilation, node)
  const initial = node.kind === 'compound' ? compileInitial(compilation, node) : undefined
  const history = node.kind === 'history' ? compileHistory(compilation, node) : undefined
  return {
    ...(initial !== undefined && { initial }),
    ...(outcome !== undefined && { outcome }),
    ...(convert !== undefined && { convert }),
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

function compileConvert({ log, known, notYetRun }: Compilation, node: StateNode): string | undefined {
  const process = textAt(node.definition, 'convert')
  if (process === undefined) return undefined
  const path = [...node.at, 'convert']
  notYetRun.push({ construct: 'convert', path: path.join('.') })
  if (known.processes && !known.processes.includes(process))
    log.reportUnknown('unknown-process', path, { what: 'a process', name: process, known: known.processes })
  return process
}

function compileTask(compilation: Compilation, node: StateNode): { task?: CheckedTask } {
  const task = member(node.definition, 'task')
  if (!isObject(task)) return {}
  const path = [...node.at, 'task']
  const window = compileWindow(compilation, task, { scope: compilation.scopes.base, path })
  if (window) compilation.taskWindows.set(node.path, window)
  return {
    task: {
      roles: knownRoles(compilation, task, { key: 'roles', path }) ?? [],
      notBy: knownNotBy(compilation, task, path) ?? [],
      ...titleOf(task),
      ...(window && { window }),
    },
  }
}

function compileInvoke(compilation: Compilation, node: StateNode): { invoke?: CheckedInvoke } {
  const invoke = objectAt(node.definition, 'invoke')
  const service = textAt(invoke, 'service')
  if (service === undefined) return {}
  const { log, scopes } = compilation
  const path = [...node.at, 'invoke']
  const done = scopes.withEvent(`result of ${node.path}`, resultMembers(member(invoke, 'onDone')))
  const failed = scopes.withEvent('failure', { message: { type: { kind: 'text' }, required: true } })
  return {
    invoke: {
      service,
      input: compileValues(log, scopes.base, objectAt(invoke, 'input'), [...path, 'input']),
      ...compileRetry(compilation, invoke, node),
      onDone: compileBranches(compilation, invoke, 'onDone', { state: node.path, scope: done, path }),
      onError: compileBranches(compilation, invoke, 'onError', { state: node.path, scope: failed, path }),
    },
  }
}

/** Times between attempts pass outside the calendar, so they are seconds, minutes or hours. */
function compileRetry({ log }: Compilation, invoke: JsonObject, node: StateNode): { retry?: JsonObject } {
  const retry = member(invoke, 'retry')
  if (!isObject(retry)) return {}
  for (const key of ['interval', 'maxInterval']) {
    const text = textAt(retry, key)
    const parsed = text === undefined ? undefined : parseDuration(text)
    if (!parsed) continue
    const plain =
      parsed.ok && !parsed.range.lower && ['second', 'minute', 'hour'].includes(parsed.range.upper.unit)
    if (plain) continue
    const expected = "a time in seconds, minutes or hours, such as '10 seconds'"
    const found = text ?? ''
    log.report(
      'wrong-duration',
      [...node.at, 'invoke', 'retry', key],
      `Expected ${expected}, but found '${found}'.`,
      {
        expected,
        found,
      },
    )
  }
  return { retry }
}
