import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import type { SourceDocument, SourceSet } from '../document.js'
import { withModules } from '../modules/merge-modules.js'
import { bindParameters, profileValues } from './bind-parameters.js'
import { member, objectsAt, textAt } from './json-access.js'
import { ProblemLog } from './problem-log.js'
import { resolveFieldsAt, sharedTypes, TypeResolver } from './shared-types.js'
import { indexStates } from './state-index.js'
import { withoutSources } from './without-sources.js'

/** A process by itself: everything it needs from other files put in. */
export interface ResolvedProcess {
  /** Self-contained long form, plain JSON. `fingerprint` of it is the version's hash. */
  readonly resolved: JsonObject
  readonly problems: readonly Problem[]
  /** Parameters that lack a value only because the one written for them did not fit. */
  readonly faultyParameters: ReadonlySet<string>
}

/**
 * Puts into a process what decides its flow: the parts of the modules it uses, shared types in their places, parameter
 * values (of the profile, else the defaults), the templates and papers it uses, the zone of its calendar. Leaves out
 * where rules come from (but for parameters, whose source is shown beside the figure). Calendars and the organisation stay outside: they are
 * world. Total: what does not fit is reported, at its place in its own file, and left out.
 */
export function resolveProcess(written: SourceDocument, set: SourceSet, profile?: string): ResolvedProcess {
  const { document, problems: ofModules } = withModules(written, set)
  const { plain, added, problems } = flowOf(document, set)
  const log = new ProblemLog((path, options) => document.locate(path, options))
  const bound = bind(document, set, log, profile)
  return {
    resolved: {
      ...plain,
      ...(profile !== undefined && { profile }),
      ...added,
      parameters: bound.parameters,
    },
    problems: [...ofModules, ...log.problems, ...problems, ...bound.problems],
    faultyParameters: bound.faulty,
  }
}

/** What no profile changes of a process. */
interface Flow {
  /** The long form without the sources of its parts. */
  readonly plain: JsonObject
  /** What comes from other files, and the forms that hold some of it. */
  readonly added: JsonObject
  readonly problems: readonly Problem[]
}

/** A process is resolved for each profile, and for what other processes and stories say about it. */
const flows = new WeakMap<SourceSet, WeakMap<SourceDocument, Flow>>()

function flowOf(document: SourceDocument, set: SourceSet): Flow {
  const ofSet = flows.get(set) ?? new WeakMap<SourceDocument, Flow>()
  flows.set(set, ofSet)
  const flow = ofSet.get(document) ?? resolveFlow(document, set)
  ofSet.set(document, flow)
  return flow
}

function resolveFlow(document: SourceDocument, set: SourceSet): Flow {
  const log = new ProblemLog((path, options) => document.locate(path, options))
  const process = document.value
  const types = new TypeResolver(sharedTypes(set), log)
  const plain = withoutSources(process) as JsonObject
  const typed: JsonObject = {
    zone: zoneOf(process, set),
    ...resolveFieldsAt(types, process, 'fields', []),
    ...resolveForms(plain, types),
    ...resolveDecisions(plain, types),
    // Keys of a JSON object have no order for the hash and for some databases, but states do.
    stateOrder: [...indexStates(process).keys()].slice(1),
  }
  const flow = { ...plain, ...typed }
  const added = { ...typed, templates: usedTemplates(flow, set), papers: usedPapers(flow, set) }
  return { plain, added, problems: log.problems }
}

function bind(document: SourceDocument, set: SourceSet, log: ProblemLog, profile?: string) {
  const file = set.documents.find(({ kind, id }) => kind === 'profile' && id === profile)
  const values = file && profileValues(file.value, document.id)
  if (!file || !values) return { ...bindParameters(document.value, log), problems: [] }
  const profileLog = new ProblemLog((path, options) => file.locate(path, options))
  const given = { values, log: profileLog, path: ['parameters', document.id] }
  return { ...bindParameters(document.value, log, given), problems: profileLog.problems }
}

function zoneOf(process: JsonObject, set: SourceSet): string {
  const name = textAt(process, 'calendar')
  const calendar = set.documents.find(({ kind, id }) => kind === 'calendar' && id === name)
  return textAt(calendar?.value, 'zone') ?? 'UTC'
}

function resolveForms(process: JsonObject, types: TypeResolver): JsonObject {
  if (member(process, 'forms') === undefined) return {}
  const forms = objectsAt(process, 'forms').map(([name, form]) => [
    name,
    { ...form, ...resolveFieldsAt(types, form, 'also', ['forms', name]) },
  ])
  return { forms: Object.fromEntries(forms) as JsonObject }
}

function resolveDecisions(process: JsonObject, types: TypeResolver): JsonObject {
  if (member(process, 'decisions') === undefined) return {}
  const decisions = objectsAt(process, 'decisions').map(([name, decision]) => [
    name,
    { ...decision, ...resolveFieldsAt(types, decision, 'out', ['decisions', name]) },
  ])
  return { decisions: Object.fromEntries(decisions) as JsonObject }
}

function usedTemplates(process: JsonObject, set: SourceSet): JsonObject {
  const used = new Set(textsUnder(process, new Set(['template'])))
  return Object.fromEntries(
    set.documents
      .filter(({ kind, id }) => kind === 'template' && used.has(id))
      .map(({ id, value }) => [id, withoutSources(value)]),
  )
}

function usedPapers(process: JsonObject, set: SourceSet): JsonObject {
  // What is wrong with the fields of a paper is reported in its own file.
  const types = new TypeResolver(sharedTypes(set), new ProblemLog())
  const acted = new Set(textsUnder(process, new Set(['paper', 'issue', 'sign', 'void', 'archive'])))
  // Expressions may speak of a paper that another process issued.
  const spoken =
    JSON.stringify(process)
      .match(/vouchers(\.[a-z]\w*|\[[^\]]*\])/g)
      ?.join(' ') ?? ''
  return Object.fromEntries(
    set.documents
      .filter(({ kind, id }) => kind === 'paper' && (acted.has(id) || spoken.includes(id)))
      .map(({ id, value }) => [
        id,
        { ...(withoutSources(value) as JsonObject), ...resolveFieldsAt(types, value, 'fields', []) },
      ]),
  )
}

/** Texts that stand under one of the keys, at any depth of the states. Too many do no harm: they are looked up. */
function textsUnder(value: JsonValue, keys: ReadonlySet<string>, found: string[] = []): readonly string[] {
  if (value === null || typeof value !== 'object') return found
  if (Array.isArray(value)) for (const each of value) textsUnder(each, keys, found)
  else
    for (const [key, inner] of Object.entries(value))
      if (keys.has(key) && typeof inner === 'string') found.push(inner)
      else textsUnder(inner, keys, found)
  return found
}
