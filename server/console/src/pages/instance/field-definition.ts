import type { Process } from '../../api/queries.js'
import type { LocalText } from '../../i18n/use-local-text.js'

/** What a definition says of a field, as far as pages need it. */
export interface FieldDefinition {
  readonly type?: string
  readonly label?: LocalText
  /** Parts of an object. */
  readonly fields?: { readonly [name: string]: FieldDefinition }
  /** Entries of a list, or the words of a choice by value. */
  readonly of?: FieldDefinition | { readonly [value: string]: LocalText }
}

/** A field or a part of one: the way down to it, and what each step is called. */
export interface FieldPath {
  readonly path: string
  readonly labels: readonly (LocalText | undefined)[]
  readonly definition: FieldDefinition
}

/** The fields of a process by name. */
export const fieldsOf = (process: Process | undefined): { readonly [name: string]: FieldDefinition } =>
  process?.fields ?? {}

/** Definitions on the way down to a dotted path, as far as they are known. */
export function wayTo(process: Process | undefined, path: string): readonly FieldDefinition[] {
  const way: FieldDefinition[] = []
  let fields: FieldDefinition['fields'] = fieldsOf(process)
  for (const name of path.split('.')) {
    const next: FieldDefinition | undefined = fields?.[name]
    if (!next) break
    way.push(next)
    fields = next.fields
  }
  return way
}

/** Every field, objects as their parts: what can be changed one by one. */
export function leavesOf(fields: { readonly [name: string]: FieldDefinition }): readonly FieldPath[] {
  return Object.entries(fields).flatMap(([name, definition]) =>
    definition.fields
      ? leavesOf(definition.fields).map((leaf) => ({
          ...leaf,
          path: `${name}.${leaf.path}`,
          labels: [definition.label, ...leaf.labels],
        }))
      : [{ path: name, labels: [definition.label], definition }],
  )
}

/** The value at a dotted path of the data; `undefined` where there is none. */
export function valueAtPath(data: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined,
      data,
    )
}

/** The words of a choice by value; none for another type. */
export function choicesOf(definition: FieldDefinition | undefined): { readonly [value: string]: LocalText } {
  return definition?.type === 'choice'
    ? ((definition.of ?? {}) as { readonly [value: string]: LocalText })
    : {}
}

/** What the entries of a list are. */
export const entryOf = (definition: FieldDefinition | undefined): FieldDefinition | undefined =>
  definition?.type === 'list' ? definition.of : undefined
