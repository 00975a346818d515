import type { ValuePath } from '../document.js'

/** Parts of a module that are maps: what a process has beside them goes by the same names. */
export const namedSections = [
  'parameters',
  'fields',
  'forms',
  'decisions',
  'deadlines',
  'invariants',
] as const

export type NamedSection = (typeof namedSections)[number]

/** What one of a section is called, with its article. */
export const partWords: { readonly [section in NamedSection]: string } = {
  parameters: 'a parameter',
  fields: 'a field',
  forms: 'a form',
  decisions: 'a decision',
  deadlines: 'a deadline',
  invariants: 'an invariant',
}

/** Whether a path of a long form leads into a section a module may bring. */
export function leadsIntoModule([section]: ValuePath): boolean {
  return section === 'notices' || (namedSections as readonly unknown[]).includes(section)
}
