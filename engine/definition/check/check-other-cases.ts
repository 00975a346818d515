import type { JsonValue } from '../../errors/json.js'
import { listAt, member, objectsAt, textAt, textsAt } from '../compile/json-access.js'
import type { SourceDocument, SourceSet, ValuePath } from '../document.js'
import { withModules } from '../modules/merge-modules.js'
import { reportOneOf, reportState, type StoryCheck } from './check-expected.js'
import { idsOf } from './known-names.js'
import { storyNames, type StoryNames } from './story-names.js'

/** The cases a story speaks of besides its own: labels it has given so far, and processes. */
export class StoryCases {
  readonly #set: SourceSet
  readonly #main: StoryNames
  readonly #labels = new Map<string, string>()

  constructor(set: SourceSet, main: StoryNames) {
    this.#set = set
    this.#main = main
  }

  /** Names of the process a step speaks of; `undefined` where it is unknown (and reported) or faulty. */
  namesFor(check: Pick<StoryCheck, 'log'>, step: JsonValue, path: ValuePath): StoryNames | undefined {
    const name = textAt(step, 'in')
    return name === undefined ? this.#main : this.#namesOf(check, name, [...path, 'in'])
  }

  /** Remembers a case of the process of the story that a step begins, or the start, by the label it gets. */
  begins(label: string | undefined): void {
    if (label !== undefined) this.#labels.set(label, this.#main.process)
  }

  /** Checks what a step expects of other cases, and remembers the labels it gives. */
  check(check: StoryCheck, expect: JsonValue | undefined, path: ValuePath): void {
    const processes = idsOf(this.#set, 'process')
    for (const [index, begun] of listAt(expect, 'began').entries()) {
      const at = [...path, 'began', index]
      const process = textAt(begun, 'process')
      const label = textAt(begun, 'as')
      reportOneOf(check, process, [...at, 'process'], { what: 'a process', known: processes })
      if (label !== undefined && process !== undefined) this.#labels.set(label, process)
      this.#states(check, process, begun, at)
    }
    for (const [name, wanted] of objectsAt(expect, 'children')) {
      const at = [...path, 'children', name]
      const names = this.#namesOf(check, name, at)
      if (names) this.#states(check, names.process, wanted, at)
    }
  }

  #states(check: StoryCheck, process: string | undefined, wanted: JsonValue, path: ValuePath): void {
    const names = this.#sound(process)
    if (!names) return
    for (const [index, state] of (textsAt(wanted, 'state') ?? []).entries())
      reportState({ ...check, names }, state, [...path, 'state', index])
    if (member(wanted, 'ended') !== undefined)
      reportOneOf(check, textAt(wanted, 'ended'), [...path, 'ended'], {
        what: `an outcome of '${names.process}'`,
        known: names.outcomes,
      })
  }

  #namesOf({ log }: Pick<StoryCheck, 'log'>, name: string, path: ValuePath): StoryNames | undefined {
    const known = [...this.#labels.keys(), ...idsOf(this.#set, 'process')]
    if (known.includes(name)) return this.#sound(this.#labels.get(name) ?? name)
    const what = 'a process, or a label given by an earlier step'
    log.reportUnknown('wrong-value', path, { what, name, known })
    return undefined
  }

  #sound(process: string | undefined): StoryNames | undefined {
    const document: SourceDocument | undefined = this.#set.documents.find(
      ({ kind, id }) => kind === 'process' && id === process,
    )
    if (!document || !withModules(document, this.#set).document.sound) return undefined
    return storyNames(document, this.#set)
  }
}
