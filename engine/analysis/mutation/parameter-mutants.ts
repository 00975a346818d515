import {
  indexStates,
  objectAt,
  objectsAt,
  overrideParameters,
  member,
  ProblemLog,
  profileValues,
} from '../../definition/index.js'
import type { SourceDocument, ValuePath } from '../../definition/document.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import type { Mutant } from './mutant.js'
import type { MutationSource } from './mutation-source.js'
import { steppedValues } from './stepped-values.js'

/**
 * Every figure one step away, its default as well as what each profile sets. A default counts where no profile sets
 * another. Values the parameter does not allow are left out.
 */
export function parameterMutants(source: MutationSource): readonly Mutant[] {
  const { document, plain, profiles } = source
  return objectsAt(document.value, 'parameters').flatMap(([name, parameter]) => {
    const setting = profiles.filter((profile) => valueIn(profile, plain.id, name) !== undefined)
    const others = profiles.filter((profile) => !setting.includes(profile)).map(({ id }) => id)
    const figure = { source, name, parameter, near: usesOf(plain.resolved, name) }
    return [
      ...steps(figure, {
        id: name,
        value: member(parameter, 'default'),
        written: document,
        path: ['parameters', name, 'default'],
        profiles: [undefined, ...others],
      }),
      ...setting.flatMap((profile) =>
        steps(figure, {
          id: `${name}@${profile.id}`,
          value: valueIn(profile, plain.id, name),
          written: profile,
          path: ['parameters', plain.id, name],
          profiles: [profile.id],
        }),
      ),
    ]
  })
}

interface Figure {
  readonly source: MutationSource
  readonly name: string
  readonly parameter: JsonObject
  readonly near: readonly string[]
}

interface WrittenFigure {
  readonly id: string
  readonly value: JsonValue | undefined
  readonly written: SourceDocument
  readonly path: ValuePath
  readonly profiles: readonly (string | undefined)[]
}

function steps({ source, name, parameter, near }: Figure, figure: WrittenFigure): readonly Mutant[] {
  const { value: before, written, path, profiles } = figure
  if (before === undefined) return []
  return steppedValues(parameter, before)
    .filter(({ value }) => isAllowed(source, name, value))
    .map(({ step, value }) => ({
      id: `parameter:${figure.id}:${step}`,
      change: `'${name}' becomes ${JSON.stringify(value)} instead of ${JSON.stringify(before)}`,
      place: written.locate(path),
      at: [['parameters', name, 'value']],
      value,
      profiles,
      near,
    }))
}

function valueIn({ value }: SourceDocument, process: string, name: string): JsonValue | undefined {
  return member(profileValues(value, process), name)
}

function isAllowed({ plain }: MutationSource, name: string, value: JsonValue): boolean {
  const log = new ProblemLog()
  overrideParameters(plain.resolved, { values: { [name]: value }, log, path: [] })
  return !log.failed
}

/** Beginnings of the coverage points of the states and decisions that name a parameter. */
function usesOf(resolved: JsonObject, name: string): readonly string[] {
  const word = new RegExp(`\\b${name}\\b`)
  const states = [...indexStates(resolved).values()]
    // What stands in a state inside counts for that one.
    .filter(
      ({ definition, path }) => path !== '' && word.test(JSON.stringify({ ...definition, states: null })),
    )
    .map(({ path }) => `state:${path}`)
  const decisions = Object.entries(objectAt(resolved, 'decisions'))
    .filter(([, decision]) => word.test(JSON.stringify(decision)))
    .map(([decision]) => `decision:${decision}:`)
  return [...states, ...decisions]
}
