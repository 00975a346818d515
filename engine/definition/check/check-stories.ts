import type { Problem } from '../../errors/problem.js'
import type { Cast, Organisation } from '../checked-workflows.js'
import { overrideParameters, profileValues } from '../compile/bind-parameters.js'
import { listAt, member, objectAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import { resolveProcess } from '../compile/resolve-process.js'
import type { SourceDocument, SourceSet, ValuePath } from '../document.js'
import { withModules } from '../modules/merge-modules.js'
import { reportField, reportMoment } from './check-expected.js'
import { StoryCases } from './check-other-cases.js'
import { checkDoing, checkStep, reportAnswers, reportEvent } from './check-steps.js'
import { idsOf } from './known-names.js'
import { storyNames } from './story-names.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** What scenarios and replays refer to. */
export interface StorySurroundings extends Surroundings {
  readonly organisation: Organisation
  readonly cast: Cast
}

/**
 * References of a scenario: its process, profile, parameters, the people it names, and at every step what it does and
 * expects. An event nobody handles is a warning, unless the step expects to be refused.
 */
export function checkScenario(document: SourceDocument, surroundings: StorySurroundings): readonly Problem[] {
  const { known, set } = surroundings
  const log = documentLog(document, surroundings)
  const process = knownProcess(log, document, set)
  const own = objectAt(document.value, 'parameters')
  if (process && Object.keys(own).length > 0 && withModules(process, set).problems.length === 0) {
    const { resolved } = resolveProcess(process, set, textAt(document.value, 'profile'))
    overrideParameters(resolved, { values: own, log, path: ['parameters'] })
  }
  const people = peopleOf(surroundings)
  const at = textAt(document.value, 'at')
  if (at !== undefined) reportMoment(log, at, ['at'])
  const steps = listAt(document.value, 'steps')
  for (const [index, step] of steps.entries()) checkDoing(log, step, ['steps', index])
  reportPerson(log, member(document.value, 'start'), ['start'], people)
  for (const [index, step] of steps.entries()) reportPerson(log, step, ['steps', index], people)
  // What was left out of a faulty process looks unknown here.
  if (!process || !withModules(process, set).document.sound) return log.problems
  const check = { log, known, names: storyNames(process, set) }
  const cases = new StoryCases(set, check.names)
  cases.begins(textAt(member(document.value, 'start'), 'as'))
  checkStep(check, member(document.value, 'start'), ['start'])
  cases.check(check, member(member(document.value, 'start'), 'expect'), ['start', 'expect'])
  for (const [index, step] of steps.entries()) {
    const path = ['steps', index]
    cases.begins(textAt(step, 'begin'))
    const names = cases.namesFor(check, step, path)
    if (names) checkStep({ ...check, names }, step, path)
    cases.check(check, member(step, 'expect'), [...path, 'expect'])
  }
  return log.problems
}

/** Everybody a story may name, by the cast: hundreds of stories share it. */
const everybody = new WeakMap<Cast, ReadonlySet<string>>()

function peopleOf({ cast, organisation }: StorySurroundings): ReadonlySet<string> {
  const people =
    everybody.get(cast) ?? new Set([...Object.keys(cast.people), ...Object.keys(organisation.people)])
  everybody.set(cast, people)
  return people
}

/** References of a replay: its process and profile, its roles, the events its rows send and the fields they fill. */
export function checkReplay(document: SourceDocument, surroundings: StorySurroundings): readonly Problem[] {
  const { set, known } = surroundings
  const log = documentLog(document, surroundings)
  const process = knownProcess(log, document, set)
  const roles = objectAt(member(document.value, 'actor'), 'roles')
  for (const name of Object.keys(roles))
    for (const [index, role] of (textsAt(roles, name) ?? []).entries())
      if (known.roles && !known.roles.includes(role))
        log.reportUnknown('unknown-role', ['actor', 'roles', name, index], {
          what: 'a role of the organisation',
          name: role,
          known: known.roles,
        })
  if (!process || !withModules(process, set).document.sound) return log.problems
  const check = { log, known, names: storyNames(process, set) }
  for (const [index, row] of listAt(document.value, 'rows').entries()) {
    const path = ['rows', index]
    const event = textAt(row, 'send')
    if (event !== undefined && !reportEvent(check, event, [...path, 'send']))
      reportAnswers(check, { event, answers: member(row, 'with'), path: [...path, 'with'] })
    const create = member(row, 'create')
    for (const name of Object.keys(objectAt(create, 'with')))
      reportField(check, name, [...path, 'create', 'with', name], true)
  }
  return log.problems
}

function knownProcess(
  log: ProblemLog,
  { value }: SourceDocument,
  set: SourceSet,
): SourceDocument | undefined {
  const name = textAt(value, 'process')
  const process = set.documents.find(({ kind, id }) => kind === 'process' && id === name)
  if (name !== undefined && !process)
    log.reportUnknown('unknown-process', ['process'], {
      what: 'a process',
      name,
      known: idsOf(set, 'process'),
    })
  const profile = textAt(value, 'profile')
  if (profile !== undefined) reportProfile(log, { name: profile, process }, set)
  return process
}

function reportProfile(
  log: ProblemLog,
  { name, process }: { readonly name: string; readonly process: SourceDocument | undefined },
  set: SourceSet,
): void {
  const profile = set.documents.find(({ kind, id }) => kind === 'profile' && id === name)
  if (!profile) {
    log.reportUnknown('unknown-profile', ['profile'], {
      what: 'a profile',
      name,
      known: idsOf(set, 'profile'),
    })
  } else if (process && !profileValues(profile.value, process.id)) {
    const message = `Expected a profile that sets figures for '${process.id}', but '${name}' sets none.`
    const hint = `Add parameters.${process.id} to the profile (it may be empty: {}), or leave the profile out.`
    log.report('unknown-profile', ['profile'], message, { found: name, hint })
  }
}

function reportPerson(
  log: ProblemLog,
  holder: Parameters<typeof textAt>[0],
  path: ValuePath,
  people: ReadonlySet<string>,
): void {
  const name = textAt(holder, 'by')
  if (name === undefined || people.has(name)) return
  log.reportUnknown('unknown-person', [...path, 'by'], {
    what: 'a person of the cast or the organisation',
    name,
    known: people,
  })
}
