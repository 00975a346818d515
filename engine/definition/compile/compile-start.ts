import type { CheckedProcess } from '../checked-process.js'
import type { Compilation } from './compilation.js'
import { knownField } from './compile-data-actions.js'
import { listAt, member, objectAt, textAt } from './json-access.js'
import { knownRoles, taskAbove } from './roles.js'
import type { StateIndex } from './state-index.js'

/** Roles that may begin a case: those of `start`, else whoever may do the tasks it begins with. */
export function compileStartRoles(compilation: Compilation): readonly string[] {
  const start = objectAt(compilation.resolved, 'start')
  const own = knownRoles(compilation, start, { key: 'roles', path: ['start'] })
  if (own) return own
  const roles = initialLeaves(compilation.states, '').flatMap((path) => taskAbove(compilation, path).roles)
  return [...new Set(roles)].filter((role) => compilation.known.roles?.includes(role) ?? true)
}

/** States a case is in right after its start, `always` aside. */
function initialLeaves(states: StateIndex, path: string): readonly string[] {
  const node = states.get(path)
  if (!node || node.children.length === 0) return [path]
  if (node.kind === 'parallel') return node.children.flatMap((child) => initialLeaves(states, child))
  const initial = textAt(node.definition, 'initial')
  const child = node.children.find((each) => states.get(each)?.name === initial) ?? node.children[0]
  return child === undefined ? [path] : initialLeaves(states, child)
}

/** Fields that may be corrected, and by whom. */
export function compileEditable(compilation: Compilation): Pick<CheckedProcess, 'editable'> {
  const { resolved } = compilation
  if (member(resolved, 'editable') === undefined) return {}
  const editable = objectAt(resolved, 'editable')
  const fields = listAt(editable, 'fields').flatMap((name, index) => {
    if (typeof name !== 'string') return []
    return knownField(compilation, name, { path: ['editable', 'fields', index] }) ? [name] : []
  })
  return {
    editable: {
      fields,
      roles: knownRoles(compilation, editable, { key: 'roles', path: ['editable'] }) ?? [],
    },
  }
}
