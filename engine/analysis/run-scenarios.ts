import { compileProcess, overrideParameters, ProblemLog } from '../definition/index.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { Cast, CheckedWorkflows } from '../definition/checked-workflows.js'
import type { SourceDocument } from '../definition/document.js'
import type { Scenario } from '../definition/generated/scenario.js'
import { EngineError, type JsonObject, type Problem } from '../errors/index.js'
import { plainCalendar } from '../time/index.js'
import { measureCoverage, type Coverage } from './coverage.js'
import { runScenario, type ScenarioResult } from './scenario/run-scenario.js'

/** How all stories of a folder went, and what they passed through. */
export interface ScenarioReport {
  readonly results: readonly ScenarioResult[]
  /** One entry per process that has a story. */
  readonly coverage: readonly Coverage[]
  /** Ids of processes that no story is about. */
  readonly untold: readonly string[]
}

/** Plays every story of checked workflows whose file is sound. Nothing is read or written. */
export function runScenarios(workflows: CheckedWorkflows): ScenarioReport {
  const results = workflows.scenarios.map((document) => playScenario(document, workflows))
  const told = new Set(results.filter((result) => result.covered.size > 0).map((result) => result.process))
  const ids = [...new Set(workflows.processes.map(({ id }) => id))]
  const coverage = ids
    .filter((id) => told.has(id))
    .map((id) => {
      const points = results.flatMap(({ process, covered, elsewhere }) => [
        ...((process === id ? covered : elsewhere.get(id)) ?? []),
      ])
      const variants = workflows.processes.filter((process) => process.id === id)
      return measureCoverage(variants, new Set(points))
    })
  return { results, coverage, untold: ids.filter((id) => !told.has(id)) }
}

/** Plays one story of checked workflows. One that cannot be played has failed, and says why. */
export function playScenario(document: SourceDocument, workflows: CheckedWorkflows): ScenarioResult {
  const story = document.value as unknown as Scenario
  const found = workflows.processes.find(
    (process) => process.id === story.process && (process.profile ?? '') === (story.profile ?? ''),
  )
  if (!found || !document.sound)
    return unplayable(document, [notPlayed(document, 'the process and this file to be sound')])
  const calendar =
    found.calendar === undefined ? plainCalendar('UTC') : workflows.calendars.get(found.calendar)
  if (!calendar)
    return unplayable(document, [notPlayed(document, `the calendar '${found.calendar ?? ''}' to be sound`)])
  const { process, problems } = withParameters(found, document)
  if (!process) return unplayable(document, problems)
  try {
    const { calendars, prices, processes } = workflows
    const cast = withOrganisation(workflows)
    return runScenario(document, {
      process,
      calendar,
      calendars,
      cast,
      processes,
      ...(prices && { prices }),
    })
  } catch (error) {
    // One story that meets a fault of the engine must not hide how the others went.
    if (!(error instanceof EngineError)) throw error
    return unplayable(document, [
      notPlayed(document, `a step of the engine, but ${error.code}: ${error.message}`),
    ])
  }
}

/**
 * The people of the organisation may act in stories as well; where the cast has the same id, it goes first. Who is away
 * in the real house has no part in a story: only absences of the cast count.
 */
function withOrganisation({ cast, organisation }: CheckedWorkflows): Cast {
  const house = Object.entries(organisation.people).map(([id, person]) => [id, { ...person, absences: [] }])
  const people = { ...(Object.fromEntries(house) as Cast['people']), ...cast.people }
  return { people, things: cast.things, roles: organisation.roles }
}

/** The process with other figures for one story, or what is wrong with them. */
function withParameters(
  process: CheckedProcess,
  document: SourceDocument,
): { readonly process?: CheckedProcess; readonly problems: readonly Problem[] } {
  const values = document.value['parameters'] as JsonObject | undefined
  if (!values) return { process, problems: [] }
  const log = new ProblemLog((path, options) => document.locate(path, options))
  const resolved = overrideParameters(process.resolved, { values, log, path: ['parameters'] })
  if (log.failed) return { problems: log.problems }
  const compiled = compileProcess(resolved)
  return compiled.process
    ? { process: compiled.process, problems: [] }
    : { problems: [notPlayed(document, 'figures the process compiles with')] }
}

function notPlayed(document: SourceDocument, expected: string): Problem {
  return {
    code: 'scenario-failed',
    severity: 'error',
    message: `Expected ${expected}, so the story was not played.`,
    place: document.locate(['process']),
    hint: 'Run `aftercare check` and correct what it finds first.',
  }
}

function unplayable(document: SourceDocument, problems: readonly Problem[]): ScenarioResult {
  return {
    scenario: document.id,
    process: (document.value as unknown as Scenario).process,
    file: document.file,
    passed: false,
    steps: 0,
    problems,
    covered: new Set(),
    elsewhere: new Map(),
    handOvers: [],
  }
}
