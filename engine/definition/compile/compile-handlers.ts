import type { JsonObject } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { CheckedAfter, CheckedHandler } from '../checked-process.js'
import { bilingualAt, titleOf } from './bilingual-text.js'
import { compileActions } from './compile-actions.js'
import { compileBranches } from './compile-branches.js'
import { compileDuration } from './compile-duration.js'
import { compileCondition } from './compile-expression.js'
import { compileClockMarks } from './compile-marks.js'
import { compileWindow, windowOf } from './compile-windows.js'
import type { Compilation } from './compilation.js'
import { isObject, listAt, objectAt, objectsAt, textAt } from './json-access.js'
import { knownNotBy, knownOnlyBy, knownRoles, taskAbove } from './roles.js'
import { resultMembers } from './scopes.js'
import type { StateNode } from './state-index.js'

/** Handlers of a state by event, in document order. */
export function compileHandlers(
  compilation: Compilation,
  node: StateNode,
): ReadonlyMap<string, CheckedHandler> {
  return new Map(
    objectsAt(node.definition, 'on').map(([event, handler]) => [
      event,
      compileHandler(compilation, node, event, handler),
    ]),
  )
}

function compileHandler(
  compilation: Compilation,
  node: StateNode,
  event: string,
  handler: JsonObject,
): CheckedHandler {
  const path = [...node.at, 'on', event]
  const form = knownForm(compilation, handler, path)
  const scope = scopeOf(compilation, handler, form)
  const roles = knownRoles(compilation, handler, { key: 'roles', path })
  const task = taskAbove(compilation, node.path)
  const notBy = knownNotBy(compilation, handler, path)
  const onlyBy = knownOnlyBy(compilation, handler, path)
  const own = compileWindow(compilation, handler, { scope, path })
  // An event with roles of its own is none of the task's, so what limits the task does not limit it.
  const window = own ?? (roles ? undefined : task.window)
  return {
    event,
    state: node.path,
    ...titleOf(handler),
    roles: roles ?? task.roles.filter((role) => compilation.known.roles?.includes(role) ?? true),
    ...(!roles && task.path !== undefined && { task: task.path }),
    notBy: notBy ?? (roles ? [] : task.notBy.filter((name) => compilation.events.has(name))),
    onlyBy: onlyBy ?? (roles ? [] : task.onlyBy.filter((name) => compilation.events.has(name))),
    ...(window && { window }),
    ...(form !== undefined && { form }),
    require: compileRequirements(compilation, handler, { scope, path }),
    actions: compileActions(compilation, handler, 'actions', { scope, path }),
    branches: compileBranches(compilation, handler, 'branches', { state: node.path, scope, path }),
  }
}

/** Scope of an event that asks for nothing. */
function withoutAnswers({ scopes }: Compilation): Scope {
  return scopes.withEvent('without a form', {})
}

/** A form nobody knows may ask for anything, so expressions may name any answer. */
function scopeOf(compilation: Compilation, handler: JsonObject, form: string | undefined): Scope {
  const written = textAt(handler, 'form')
  if (written !== undefined && form === undefined)
    return compilation.scopes.withEvent(`unknown form ${JSON.stringify(handler)}`, resultMembers(handler))
  const known = form === undefined ? undefined : compilation.forms.get(form)
  return known?.scope ?? withoutAnswers(compilation)
}

function knownForm(
  { log, forms }: Compilation,
  handler: JsonObject,
  path: readonly (string | number)[],
): string | undefined {
  const name = textAt(handler, 'form')
  if (name === undefined || forms.has(name)) return name
  log.reportUnknown('unknown-form', [...path, 'form'], {
    what: 'a form of this process',
    name,
    known: forms.keys(),
  })
  return undefined
}

function compileRequirements(
  { log }: Compilation,
  handler: JsonObject,
  { scope, path }: { readonly scope: Scope; readonly path: readonly (string | number)[] },
): CheckedHandler['require'] {
  return listAt(handler, 'require').flatMap((requirement, index) => {
    const source = textAt(requirement, 'if')
    const otherwise = bilingualAt(requirement, 'else')
    if (source === undefined || !otherwise) return []
    const condition = compileCondition(log, scope, source, [...path, 'require', index, 'if'])
    return condition ? [{ if: condition, else: otherwise }] : []
  })
}

/** What moves the case when time has passed, in document order. */
export function compileAfter(compilation: Compilation, node: StateNode): readonly CheckedAfter[] {
  const scope = compilation.scopes.base
  return Object.entries(objectAt(node.definition, 'after')).flatMap(([key, handler]) => {
    const path = [...node.at, 'after', key]
    const ownCalendar = textAt(handler, 'calendar') !== undefined
    const delay = compileDuration(compilation, key, { path, key: true, single: true, ownCalendar })
    if (!isObject(handler)) return []
    const marks = compileClockMarks(compilation, handler, { node, path })
    const window = windowOf(compilation, handler, { scope, path })
    const actions = compileActions(compilation, handler, 'actions', { scope, path })
    const branches = compileBranches(compilation, handler, 'branches', { state: node.path, scope, path })
    return delay ? [{ key, delay, ...titleOf(handler), ...marks, ...window, actions, branches }] : []
  })
}
