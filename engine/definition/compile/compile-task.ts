import type { CheckedTask } from '../checked-process.js'
import { titleOf } from './bilingual-text.js'
import { compileAssignment } from './compile-assignment.js'
import { compileWindow } from './compile-windows.js'
import type { Compilation } from './compilation.js'
import { isObject, member, textAt } from './json-access.js'
import { knownNotBy, knownOnlyBy, knownRoles } from './roles.js'
import type { StateNode } from './state-index.js'

/** The work item of a state: who may do it, who gets it, and what holds while somebody has it. */
export function compileTask(compilation: Compilation, node: StateNode): { task?: CheckedTask } {
  const task = member(node.definition, 'task')
  if (!isObject(task)) return {}
  const path = [...node.at, 'task']
  const window = compileWindow(compilation, task, { scope: compilation.scopes.base, path })
  if (window) compilation.taskWindows.set(node.path, window)
  const assign = compileAssignment(compilation, task, { state: node.path, path })
  return {
    task: {
      roles: knownRoles(compilation, task, { key: 'roles', path }) ?? [],
      notBy: knownNotBy(compilation, task, path) ?? [],
      onlyBy: knownOnlyBy(compilation, task, path) ?? [],
      ...(assign && { assign }),
      claim: textAt(task, 'claim') === 'open' ? 'open' : 'exclusive',
      mayAssign: knownRoles(compilation, task, { key: 'mayAssign', path }) ?? [],
      ...(member(task, 'swap') === false && { swap: false }),
      away: member(task, 'away') === true,
      ...titleOf(task),
      ...(window && { window }),
    },
  }
}
