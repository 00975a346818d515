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

/** The form of the creation. It has to ask every field that must be there from the start, and nothing it could not keep. */
export function compileStartForm({
  resolved,
  forms,
  fields,
  log,
}: Compilation): Pick<CheckedProcess, 'startForm'> {
  const path = ['start', 'form']
  const name = textAt(objectAt(resolved, 'start'), 'form')
  if (name === undefined) return {}
  const form = forms.get(name)
  if (!form) {
    log.reportUnknown('unknown-form', path, { what: 'a form of this process', name, known: forms.keys() })
    return {}
  }
  const asked = new Set(form.ask.map((each) => each.split('.')[0]))
  const lacking = [...fields.values()]
    .filter(
      ({ definition }) => definition['required'] === true && member(definition, 'default') === undefined,
    )
    .filter((field) => !asked.has(field.name))
    .map((field) => field.name)
  if (lacking.length > 0)
    log.report(
      'missing-key',
      path,
      `Expected the form '${name}' to ask for every required field, but it leaves out ${lacking.join(', ')}.`,
      {
        expected: lacking.join(', '),
        found: form.ask.join(', '),
        hint: `Ask for them, or say \`required: false\` and test for them where they are used.`,
      },
    )
  const [also] = Object.keys(form.also)
  if (also !== undefined)
    log.report(
      'wrong-value',
      path,
      `Expected a form that asks for fields only, but '${name}' also asks for '${also}', which nothing could read at the start.`,
      {
        found: also,
        hint: `Make '${also}' a field of the case, or take it out of '${name}'.`,
      },
    )
  return { startForm: name }
}
