import { canonicalJson } from '../../errors/index.js'
import type { JsonObject, JsonValue } from '../../errors/json.js'
import { nearestName } from '../../errors/nearest-name.js'
import type { Problem } from '../../errors/problem.js'
import { listAt, member, objectAt, objectsAt, textAt, textsAt } from '../compile/json-access.js'
import { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument, SourceSet, ValuePath } from '../document.js'
import { markUnverified } from './mark-unverified.js'
import { namedSections, partWords, type NamedSection } from './module-sections.js'

/** A process with the parts of the modules it uses. */
export interface MergedProcess {
  /**
   * The process in its long form without `use`, with the modules' parts among its own and, under `switches`, what a
   * switch of a module turns off. Places of parts that come from a module point into the module's file.
   */
  readonly document: SourceDocument
  /** Unknown modules, and names both have, at `use`. */
  readonly problems: readonly Problem[]
  /** The modules it uses, with their place under `use`. */
  readonly modules: readonly UsedModule[]
}

/** A module as a process uses it. */
export interface UsedModule {
  readonly index: number
  readonly module: SourceDocument
}

const merged = new WeakMap<SourceSet, WeakMap<SourceDocument, MergedProcess>>()

/** Puts the modules that a process uses into it. Total; a process without `use` stays the document it is. */
export function withModules(document: SourceDocument, set: SourceSet): MergedProcess {
  if (member(document.value, 'use') === undefined) return { document, problems: [], modules: [] }
  const ofSet = merged.get(set) ?? new WeakMap<SourceDocument, MergedProcess>()
  merged.set(set, ofSet)
  const known = ofSet.get(document) ?? merge(document, set)
  ofSet.set(document, known)
  return known
}

function merge(document: SourceDocument, set: SourceSet): MergedProcess {
  const log = new ProblemLog((path, options) => document.locate(path, options))
  const modules = usedModules(document, set, log)
  const merging = new Merging(document, log)
  for (const used of modules) merging.add(used)
  return {
    document: merging.result(log.problems.length === 0 && modules.every(({ module }) => module.sound)),
    problems: log.problems,
    modules,
  }
}

function usedModules(document: SourceDocument, set: SourceSet, log: ProblemLog): readonly UsedModule[] {
  const available = set.documents.filter(({ kind }) => kind === 'module')
  const names = textsAt(document.value, 'use') ?? []
  return names.flatMap((name, index) => {
    const path = ['use', index]
    const known = available.map(({ id }) => id)
    const missing = !known.includes(name)
    // With the parts of the nearest, a slip in a name is told once, and not for every part that would be unknown.
    const meant = missing ? nearestName(name, known) : name
    const module = available.find(({ id }) => id === meant)
    if (missing) log.reportUnknown('unknown-module', path, { what: 'a module', name, known })
    if (!module || (missing && names.includes(module.id))) return []
    if (names.indexOf(name) < index) {
      const message = `Expected each module once, but '${name}' is used twice.`
      log.report('duplicate-id', path, message, { found: name, hint: 'Take one of them out.' })
    } else return [{ index, module }]
    return []
  })
}

/** A part of the merged form, by the module it comes from. */
interface Origin {
  readonly module: SourceDocument
  /** Of a notice: its place in the module's own list. */
  readonly index?: number
}

class Merging {
  readonly #document: SourceDocument
  readonly #log: ProblemLog
  readonly #sections = new Map<NamedSection, JsonObject>()
  readonly #notices: JsonValue[]
  readonly #origins = new Map<string, Origin>()
  readonly #switches: JsonObject = {}

  constructor(document: SourceDocument, log: ProblemLog) {
    this.#document = document
    this.#log = log
    this.#notices = [...listAt(document.value, 'notices')]
    for (const section of namedSections)
      if (member(document.value, section) !== undefined)
        this.#sections.set(section, { ...objectAt(document.value, section) })
  }

  add(used: UsedModule): void {
    const { module } = used
    const brought =
      module.value['verified'] === false ? (markUnverified(module.value) as JsonObject) : module.value
    const taken: { [section: string]: JsonValue[] } = {}
    for (const section of namedSections)
      for (const [name, part] of objectsAt(brought, section))
        if (this.#addPart(used, [section, name], part)) (taken[section] ??= []).push(name)
    for (const [index, notice] of listAt(brought, 'notices').entries()) {
      this.#origins.set(originKey('notices', this.#notices.length), { module, index })
      ;(taken['notices'] ??= []).push(this.#notices.length)
      this.#notices.push(notice)
    }
    const parameter = textAt(brought, 'switch')
    if (parameter !== undefined) this.#switches[parameter] = turnedOff(taken)
  }

  /**
   * Whether the part was added. One that says word for word what is there already is one part for both; another of the
   * same name is reported at `use`, and what was there stays.
   */
  #addPart({ index, module }: UsedModule, [section, name]: PartName, part: JsonObject): boolean {
    const parts = this.#sections.get(section) ?? {}
    this.#sections.set(section, parts)
    if (!Object.hasOwn(parts, name)) {
      parts[name] = part
      this.#origins.set(originKey(section, name), { module })
      return true
    }
    if (canonicalJson(parts[name] ?? null) === canonicalJson(part)) return false
    const here = module.locate([section, name], { key: true })
    const there = this.locate([section, name], { key: true })
    const message = `Expected ${partWords[section]} '${name}' once, but it stands in ${there.file} (line ${there.line}) and in the module ${here.file} (line ${here.line}).`
    const hint = 'Give the one of the process another name, or take it out and use that of the module.'
    this.#log.report('duplicate-id', ['use', index], message, { found: name, hint })
    return false
  }

  readonly locate: SourceDocument['locate'] = (path, options) => {
    const [section, name, ...rest] = path
    const origin =
      section !== undefined && name !== undefined ? this.#origins.get(originKey(section, name)) : undefined
    if (!origin) return this.#document.locate(path, options)
    const inModule: ValuePath = [String(section), origin.index ?? String(name), ...rest]
    return origin.module.locate(inModule, options)
  }

  result(sound: boolean): SourceDocument {
    const own = Object.fromEntries(Object.entries(this.#document.value).filter(([key]) => key !== 'use'))
    const switched = Object.keys(this.#switches).length > 0
    return {
      ...this.#document,
      sound: this.#document.sound && sound,
      value: {
        ...own,
        ...Object.fromEntries(this.#sections),
        ...(this.#notices.length > 0 && { notices: this.#notices }),
        ...(switched && { switches: this.#switches }),
      },
      locate: this.locate,
    }
  }
}

type PartName = readonly [section: NamedSection, name: string]

const originKey = (section: string | number, name: string | number): string => JSON.stringify([section, name])

/** What does not run while a switch is off. Decisions go on answering: their first rule says that they do not apply. */
function turnedOff(taken: { readonly [section: string]: JsonValue[] }): JsonObject {
  const { deadlines, notices, invariants } = taken
  return {
    ...(deadlines && { deadlines }),
    ...(notices && { notices }),
    ...(invariants && { invariants }),
  }
}
