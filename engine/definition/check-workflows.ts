import type { Problem } from '../errors/problem.js'
import { checkAccess } from './access/index.js'
import { checkCalendars } from './check/check-calendars.js'
import { castOf, documentsOf, organisationOf } from './check/check-house.js'
import { checkOrganisation } from './check/check-organisation.js'
import { checkPeople } from './check/check-people.js'
import { atTheirUse } from './check/at-their-use.js'
import { checkMutations } from './check/check-mutations.js'
import { checkCircles } from './check/check-circles.js'
import { checkHandOvers } from './check/check-hand-overs.js'
import { checkModules } from './check/check-modules.js'
import { checkProcess, type ProcessCheck } from './check/check-process.js'
import { checkProfile } from './check/check-profile.js'
import { checkReplay, checkScenario } from './check/check-stories.js'
import { checkPaper, checkTypes } from './check/check-types.js'
import { knownNames } from './check/known-names.js'
import type { Surroundings } from './check/surroundings.js'
import type { CheckedWorkflows } from './checked-workflows.js'
import { bilingualAt } from './compile/bilingual-text.js'
import type { Text } from '../errors/index.js'
import type { SourceDocument, SourceSet } from './document.js'
import { withModules } from './modules/merge-modules.js'
import { checkOutside } from './outside/index.js'
import { checkPrices } from './prices/index.js'
import { checkRegisters } from './registers/index.js'
import { untranslatedTexts } from './rules/index.js'
import { foundProblem } from './run-rules.js'
import { checkSchedules } from './schedules/check-schedules.js'

/**
 * Checks everything a set of files says: how documents refer to each other, every process with its defaults and once
 * per profile, the rules, calendars, people, scenarios and replays. All problems of all files come in one pass, by
 * file, line and column; one that several profiles share comes once. Nothing here throws for what a file may hold.
 *
 * A process is in `processes` only if nothing in it is an error. A required parameter that no profile sets is a
 * warning (`parameter-without-value`).
 */
export function checkWorkflows(set: SourceSet): CheckedWorkflows {
  const { calendars, calendarsIf, problems: ofCalendars } = checkCalendars({ set })
  const { outside, problems: ofOutside } = checkOutside({ set })
  const { services } = outside
  const known = { ...knownNames(set), soundCalendars: calendars, ...(services && { services }) }
  const plain: Surroundings = { set, known }
  const prices = checkPrices({ set })
  const organisation = organisationOf(set)
  const cast = castOf(set)
  const ofModules = checkModules(plain)
  const processes = checkProcesses(plain, ofModules)
  const registers = checkRegisters({ ...plain, processes: processes.processes })
  const schedules = checkSchedules({ ...plain, processes: processes.processes, calendars })
  const access = checkAccess({ ...plain, processes: processes.processes })
  const scenarios = documentsOf(set, 'scenario')
  const replays = documentsOf(set, 'replay')
  const mutations = documentsOf(set, 'mutations')
  const surroundings = { ...plain, organisation, cast }
  const problems = [
    ...set.problems,
    ...ofModules,
    ...processes.problems,
    ...ofCalendars,
    ...checkCircles(processes.processes, documentsOf(set, 'process')),
    ...checkHandOvers(processes.processes, set),
    ...schedules.problems,
    ...prices.problems,
    ...ofOutside,
    ...registers.problems,
    ...access.problems,
    ...documentsOf(set, 'types').flatMap((document) => checkTypes(document, plain)),
    ...documentsOf(set, 'paper').flatMap((document) => checkPaper(document, plain)),
    ...documentsOf(set, 'profile').flatMap((document) => checkProfile(document, plain)),
    ...checkHouse(plain, { organisation, cast }),
    ...scenarios.flatMap((document) => checkScenario(document, surroundings)),
    ...replays.flatMap((document) => checkReplay(document, surroundings)),
    ...mutations.flatMap((document) => checkMutations(document, surroundings)),
    ...set.documents.flatMap(checkTexts),
  ]
  return {
    problems: inOrder(problems),
    processes: processes.processes,
    profiles: titlesOfProfiles(set),
    calendars,
    calendarsIf,
    schedules: schedules.schedules,
    prices: prices.prices,
    registers: registers.registers,
    outside,
    organisation,
    access: access.access,
    scenarios,
    replays,
    mutations,
    cast,
  }
}

function titlesOfProfiles(set: SourceSet): ReadonlyMap<string, Text> {
  return new Map(
    documentsOf(set, 'profile').flatMap(({ id, value }) => {
      const title = bilingualAt(value, 'title')
      return title === undefined ? [] : [[id, title] as const]
    }),
  )
}

/** In an organisation only its own people can be named; a cast may name those of the organisation too. */
function checkHouse(
  plain: Surroundings,
  { organisation, cast }: Pick<CheckedWorkflows, 'organisation' | 'cast'>,
): readonly Problem[] {
  const house = { ...plain, organisation, people: organisation.people }
  const story = { ...house, people: { ...organisation.people, ...cast.people } }
  return [
    ...documentsOf(plain.set, 'organisation').flatMap((document) => [
      ...checkOrganisation(document, house),
      ...checkPeople(document, house),
    ]),
    ...documentsOf(plain.set, 'people').flatMap((document) => checkPeople(document, story)),
  ]
}

function checkProcesses(surroundings: Surroundings, ofModules: readonly Problem[]): ProcessCheck {
  const seen = new Set<string>()
  const checks = documentsOf(surroundings.set, 'process').map((document) => {
    const check = checkProcess(document, surroundings)
    // Two files with one id are a problem of reading; the first is the one that runs.
    const processes = seen.has(document.id) ? [] : check.processes
    seen.add(document.id)
    const { modules } = withModules(document, surroundings.set)
    return { processes, problems: atTheirUse(check.problems, document, { modules, ofModules }) }
  })
  return {
    processes: checks.flatMap(({ processes }) => processes),
    problems: checks.flatMap(({ problems }) => problems),
  }
}

/** Texts of all documents but processes, whose texts a rule looks at. */
function checkTexts(document: SourceDocument): readonly Problem[] {
  if (document.kind === 'process') return []
  return [...untranslatedTexts(document)].map((finding) =>
    foundProblem('missing-translation', finding, { document }),
  )
}

/** Each problem once, by file, line and column. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(problems.map((problem) => [keyOf(problem), problem] as const))
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  )
}

function keyOf({ code, message, place }: Problem): string {
  return JSON.stringify([code, message, place?.file, place?.line, place?.column])
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
