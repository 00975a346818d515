import { canonicalJson } from '../../errors/canonical-json.js'
import type { JsonObject } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import type { CheckedProcess } from '../checked-process.js'
import { profileValues } from '../compile/bind-parameters.js'
import { compileProcess } from '../compile/compile-process.js'
import type { Locate } from '../compile/problem-log.js'
import { resolveProcess } from '../compile/resolve-process.js'
import { statePathOf } from '../compile/state-index.js'
import { textAt } from '../compile/json-access.js'
import type { SourceDocument, SourceSet } from '../document.js'
import { fingerprint } from '../fingerprint.js'
import { withModules } from '../modules/merge-modules.js'
import { rules } from '../rules/index.js'
import { runRules } from '../run-rules.js'
import { faultyNames } from './known-names.js'
import type { Surroundings } from './surroundings.js'

/** What became of a process. */
export interface ProcessCheck {
  /** The process with its defaults and once per profile that names it; none when the file has an error. */
  readonly processes: readonly CheckedProcess[]
  readonly problems: readonly Problem[]
}

/**
 * Compiles a process with its defaults and with every profile that sets figures for it, and runs the rules on it. The
 * rules see the process with its defaults and the parts of its modules, without its faulty parts.
 */
export function checkProcess(written: SourceDocument, surroundings: Surroundings): ProcessCheck {
  const { document, problems: ofModules } = withModules(written, surroundings.set)
  const plain = checkVariant(document, surroundings)
  const profiles = profilesFor(document, surroundings.set)
  const variants = profiles.map(({ id }) => checkVariant(document, surroundings, { profile: id, plain }))
  const found = runRules(rules, {
    document,
    process: plain.lenient,
    set: surroundings.set,
    pathOf: statePathOf,
    incomplete: plain.incomplete,
  })
  const own = [
    ...ofModules,
    ...knownParts(ofModules, plain.problems),
    ...found,
    ...parametersWithoutValue(document, plain, variants),
  ]
  const sound = document.sound && !hasError(own)
  return {
    processes: sound
      ? [plain, ...variants].flatMap(({ process, problems }) =>
          process && !hasError(problems) ? [process] : [],
        )
      : [],
    problems: [
      ...own,
      ...knownParts(
        ofModules,
        variants.flatMap(({ problems }) => problems),
      ),
    ],
  }
}

/** What a module would have brought that nobody knows is unknown as well, and not told again. */
function knownParts(ofModules: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  const unknown = ofModules.some(({ code, nearest }) => code === 'unknown-module' && nearest === undefined)
  return problems.filter(
    ({ code }) => !(unknown && (code === 'expression-unknown-name' || code.startsWith('unknown-'))),
  )
}

interface Variant {
  readonly resolved: JsonObject
  readonly process?: CheckedProcess
  readonly lenient: CheckedProcess
  readonly incomplete: ReadonlySet<string>
  readonly faultyParameters: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** `plain`: the same process with its defaults. */
function checkVariant(
  document: SourceDocument,
  { set, known }: Surroundings,
  of?: { readonly profile: string; readonly plain: Variant },
): Variant {
  const { resolved, problems, faultyParameters } = resolveProcess(document, set, of?.profile)
  if (of && problems.length === 0 && hasFiguresOf(resolved, of.plain))
    return { ...withProfile(of.plain, resolved), problems }
  const compiled = compileProcess(resolved, locateResolved(document, set), {
    known,
    faultyNames: faultyNames(set, document),
    faultyParameters,
  })
  return { ...compiled, resolved, faultyParameters, problems: [...problems, ...compiled.problems] }
}

/** Nothing but the figures depends on the profile, and most profiles leave most processes their defaults. */
function hasFiguresOf(resolved: JsonObject, plain: Variant): boolean {
  return canonicalJson(resolved['parameters'] ?? {}) === canonicalJson(plain.resolved['parameters'] ?? {})
}

/** The same process under the name of a profile. Its problems were told with the defaults. */
function withProfile(plain: Variant, resolved: JsonObject): Omit<Variant, 'problems'> {
  const named = (process: CheckedProcess): CheckedProcess => {
    const profile = textAt(resolved, 'profile')
    return { ...process, ...(profile !== undefined && { profile }), resolved, hash: fingerprint(resolved) }
  }
  return {
    ...plain,
    resolved,
    lenient: named(plain.lenient),
    ...(plain.process && { process: named(plain.process) }),
  }
}

/** Places of a resolved process: templates stand in files of their own. */
function locateResolved(document: SourceDocument, set: SourceSet): Locate {
  return (path, options) => {
    const [section, id, ...rest] = path
    const template =
      section === 'templates' && set.documents.find((each) => each.kind === 'template' && each.id === id)
    return template ? template.locate(rest, options) : document.locate(path, options)
  }
}

function profilesFor({ id }: SourceDocument, set: SourceSet): readonly SourceDocument[] {
  return set.documents.filter(
    ({ kind, value }) => kind === 'profile' && profileValues(value, id) !== undefined,
  )
}

/**
 * A required figure that no profile gives stops every case from starting. That is allowed, since the rules may give no
 * figure, but whoever checks is told. While one profile gives it, or tries to, the others are not reported.
 */
function parametersWithoutValue(
  document: SourceDocument,
  plain: Variant,
  variants: readonly Variant[],
): readonly Problem[] {
  const unset = plain.lenient.unsetParameters.filter((name) =>
    [plain, ...variants].every(
      ({ lenient, faultyParameters }) =>
        lenient.unsetParameters.includes(name) && !faultyParameters.has(name),
    ),
  )
  return unset.map((name) => ({
    code: 'parameter-without-value',
    severity: 'warning',
    message: `Expected some profile to set '${name}', since it is required and has no default, but none does.`,
    found: name,
    hint: `Set parameters.${document.id}.${name} in a profile; until then no case can start.`,
    place: document.locate(['parameters', name], { key: true }),
  }))
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}
