import type { AcceptedEvent, CheckedProcess } from '../../engine/index.js'
import type { Mask } from '../access/index.js'
import { labelled } from './labelled.js'

/** What an event shows to whoever may send it, each with what pages need to tell it. */
export function shownFields(
  shows: AcceptedEvent['shows'],
  process: Pick<CheckedProcess, 'fields' | 'labelOf'>,
  mask?: Mask,
): object {
  const told = (shows ?? []).filter(({ field }) => !mask || !isKeptBack(field, process, mask))
  if (told.length === 0) return {}
  return {
    shows: told.map(({ field, value }) => ({
      field,
      value,
      definition: { label: process.labelOf(field), ...labelled(definitionAt(field, process)) },
    })),
  }
}

/** Whether a field, something in it or something it is in is kept back. */
function isKeptBack(
  path: string,
  { fields }: Pick<CheckedProcess, 'fields'>,
  { personal, hidden }: Mask,
): boolean {
  const [name = '', ...rest] = path.split('.')
  const below = rest.join('.')
  const marked = (Object.hasOwn(fields, name) ? fields[name] : undefined)?.personalPaths ?? ['']
  const touches = (one: string): boolean =>
    one === '' || below === '' || one === below || one.startsWith(`${below}.`) || below.startsWith(`${one}.`)
  return hidden.includes(name) || (personal && marked.some(touches))
}

/** The definition of a field or a part of one. */
function definitionAt(path: string, { fields }: Pick<CheckedProcess, 'fields'>): unknown {
  const [name = '', ...parts] = path.split('.')
  const whole: unknown = Object.hasOwn(fields, name) ? fields[name]?.definition : undefined
  return parts.reduce<unknown>((definition, part) => {
    const { fields: inner } = (definition ?? {}) as { readonly fields?: Readonly<Record<string, unknown>> }
    return inner && Object.hasOwn(inner, part) ? inner[part] : undefined
  }, whole)
}
