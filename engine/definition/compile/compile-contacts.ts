import type { CheckedContact } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { Compilation } from './compilation.js'
import type { FieldNode } from './field-node.js'
import { textAt } from './json-access.js'

/** What a field may tell of somebody. */
const contactKinds = ['name', 'mobile', 'email', 'language'] as const

/**
 * By outside role, where the data of a case say how whoever has it is reached: the fields, and the parts of objects,
 * that are marked with `contact`. Items of lists are nobody's in particular and are not looked at.
 */
export function compileContacts(compilation: Compilation): ReadonlyMap<string, CheckedContact> {
  const contacts = new Map<string, { [kind in (typeof contactKinds)[number]]: string[] }>()
  const walk = (node: FieldNode, at: ContactPlace): void => {
    const role = knownRole(compilation, node, at)
    const kind = contactKinds.find((one) => one === textAt(node.definition, 'contact'))
    if (kind !== undefined && isText(compilation, node, at)) {
      const contact = contacts.get(role) ?? { name: [], mobile: [], email: [], language: [] }
      contact[kind].push(at.dataPath)
      contacts.set(role, contact)
    }
    for (const [name, part] of node.parts)
      walk(part, { role, dataPath: `${at.dataPath}.${name}`, path: [...at.path, 'fields', name] })
  }
  for (const [name, node] of compilation.fields)
    walk(node, { role: kebabCase(name), dataPath: name, path: ['fields', name] })
  return contacts
}

interface ContactPlace {
  /** The role it belongs to unless it says another. */
  readonly role: string
  readonly dataPath: string
  readonly path: ValuePath
}

/** The role of `contactOf`, which must be one of people outside: people of the house have their own addresses. */
function knownRole({ log, known }: Compilation, { definition }: FieldNode, at: ContactPlace): string {
  const role = textAt(definition, 'contactOf')
  if (role === undefined || !known.outsideRoles || known.outsideRoles.includes(role)) return role ?? at.role
  const path = [...at.path, 'contactOf']
  if (known.roles?.includes(role)) {
    const expected = 'a role of people outside'
    log.report('wrong-value', path, `Expected ${expected}, but '${role}' is one of the house.`, {
      expected,
      found: role,
      hint: 'People of the house are reached as the organisation says.',
    })
  } else
    log.reportUnknown('unknown-role', path, {
      what: 'a role of people outside',
      name: role,
      known: known.outsideRoles,
    })
  return role
}

function isText({ log }: Compilation, { definition, type }: FieldNode, { path }: ContactPlace): boolean {
  if (['text', 'choice', 'any'].includes(type.kind)) return true
  const contact = textAt(definition, 'contact') ?? ''
  log.report(
    'wrong-value',
    [...path, 'contact'],
    `Expected '${contact}' at a text or a choice, but this field is of type ${type.kind}.`,
    {
      expected: 'a text or a choice',
      found: type.kind,
      hint: "Take 'contact' out, or put it at the part that holds it.",
    },
  )
  return false
}

/** `propertyCompany` → `property-company`. */
function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
