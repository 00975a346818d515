import type { JsonObject } from '../../errors/json.js'
import type { SourceSet, ValuePath } from '../document.js'
import { builtInTypes } from './field-node.js'
import { isObject, member, objectAt, objectsAt, textAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'

/** Shared types by name, as the files in `types/` define them; the first of a name counts. */
export function sharedTypes(set: SourceSet): ReadonlyMap<string, JsonObject> {
  const types = new Map<string, JsonObject>()
  for (const document of set.documents.filter(({ kind }) => kind === 'types'))
    for (const [name, definition] of objectsAt(document.value, 'define'))
      if (!types.has(name)) types.set(name, definition)
  return types
}

/** Most fields, parts and items one process may come to once its types are put in their places. */
const mostFields = 5_000

/**
 * Puts shared types in the place of their names: the field's own keys go first, `shared` keeps the name. Reports
 * unknown types and types that contain themselves where they are named; inside `types/` that is another document.
 */
export class TypeResolver {
  readonly #types: ReadonlyMap<string, JsonObject>
  readonly #log: ProblemLog
  #fields = 0

  constructor(types: ReadonlyMap<string, JsonObject>, log: ProblemLog) {
    this.#types = types
    this.#log = log
  }

  /** Fields by name, each with its types in place. */
  fields(fields: JsonObject, path: ValuePath): JsonObject {
    return this.#each(fields, { path, own: true, within: [] })
  }

  /** One field with its types in place. A type nobody defines becomes `any`, so that it is reported once. */
  field(field: JsonObject, path: ValuePath): JsonObject {
    return this.#resolve(field, { path, own: true, within: [] })
  }

  /** The definition of a shared type itself; `name` is what may not come up again inside it. */
  type(name: string, definition: JsonObject, path: ValuePath): JsonObject {
    return this.#resolve(definition, { path, own: true, within: [name], checked: name })
  }

  #resolve(field: JsonObject, at: TypePlace): JsonObject {
    const own = without(field, 'source')
    const type = textAt(field, 'type')
    this.#fields += 1
    if (type === undefined || this.#fields > mostFields) return this.#giveUp(own, at)
    if ((builtInTypes as readonly string[]).includes(type)) return this.#inner(own, type, at)
    const shared = this.#types.get(type)
    if (!shared || at.within.includes(type)) return this.#unusable(own, type, at)
    const base = this.#resolve(shared, { ...at, own: false, within: [...at.within, type] })
    const kind = textAt(base, 'type') ?? 'any'
    return { ...base, ...this.#inner(own, kind, at), type: kind, shared: type }
  }

  #inner(field: JsonObject, type: string, at: TypePlace): JsonObject {
    const { fields, of } = field
    if (type === 'object' && isObject(fields))
      return { ...field, fields: this.#each(fields, below(at, 'fields')) }
    if (type === 'list' && isObject(of)) return { ...field, of: this.#resolve(of, below(at, 'of')) }
    return field
  }

  #each(fields: JsonObject, at: TypePlace): JsonObject {
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, definition]) =>
        isObject(definition) ? [[name, this.#resolve(definition, below(at, name))]] : [],
      ),
    )
  }

  #unusable(field: JsonObject, type: string, at: TypePlace): JsonObject {
    const path = [...at.path, 'type']
    if (this.#types.has(type)) {
      // Each type of a circle is reported where it is defined, and nowhere else.
      const message = `Expected a type that does not contain itself, but '${[...at.within, type].join("' contains '")}'.`
      if (type === at.checked) this.#log.report('type-cycle', path, message, { found: type })
    } else if (at.own)
      this.#log.reportUnknown('unknown-type', path, {
        what: 'a built-in or shared type',
        name: type,
        known: [...builtInTypes, ...this.#types.keys()],
      })
    return { ...field, type: 'any' }
  }

  #giveUp(field: JsonObject, at: TypePlace): JsonObject {
    if (this.#fields === mostFields + 1)
      this.#log.report(
        'wrong-value',
        at.path,
        `Expected at most ${mostFields} fields and parts in all, but there are more.`,
        {
          hint: 'Types that hold types multiply; take a level out.',
        },
      )
    return { ...field, type: 'any' }
  }
}

interface TypePlace {
  /** Where the field is written; inside a shared type, where that one is named. */
  readonly path: ValuePath
  /** Whether the field is written at `path`, and not in the file of a shared type. */
  readonly own: boolean
  /** Shared types it stands in. */
  readonly within: readonly string[]
  /** The shared type that is looked at itself. */
  readonly checked?: string
}

function without(field: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(field).filter(([name]) => name !== key))
}

function below(at: TypePlace, key: string): TypePlace {
  return at.own ? { ...at, path: [...at.path, key] } : at
}

/** A holder of fields under a key with the types in place, or nothing where the key is missing. */
export function resolveFieldsAt(
  resolver: TypeResolver,
  holder: JsonObject,
  key: string,
  path: ValuePath,
): JsonObject {
  return member(holder, key) === undefined
    ? {}
    : { [key]: resolver.fields(objectAt(holder, key), [...path, key]) }
}
