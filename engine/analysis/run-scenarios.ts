import { compileProcess } from '../definition/index.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { Cast, CheckedWorkflows } from '../definition/checked-workflows.js'
import type { SourceDocument } from '../definition/document.js'
import type { Scenario } from '../definition/generated/scenario.js'
import type { JsonObject, Problem } from '../errors/index.js'
import { plainCalendar } from '../time/index.js'
import { measureCoverage, type Coverage } from './coverage.js'
import { runScenario, type ScenarioResult } from './scenario/run-scenario.js'

/** How all stories of a folder went, and what they passed through. */
export interface ScenarioReport {
  readonly results: readonly ScenarioResult[]
  /** One entry per process that has a story. */
  readonly coverage: readonly Coverage[]
}

/** Plays every story of checked workflows whose file is sound. Nothing is read or written. */
export function runScenarios(workflows: CheckedWorkflows): ScenarioReport {
  const results = workflows.scenarios.map((document) => playOne(document, workflows))
  const told = new Set(results.filter((result) => result.covered.size > 0).map((result) => result.process))
  const coverage = workflows.processes
    .filter((process) => process.profile === undefined && told.has(process.id))
    .map((process) => {
      const points = results
        .filter((result) => result.process === process.id)
        .flatMap((result) => [...result.covered])
      return measureCoverage(process, new Set(points))
    })
  return { results, coverage }
}

function playOne(document: SourceDocument, workflows: CheckedWorkflows): ScenarioResult {
  const story = document.value as unknown as Scenario
  const found = workflows.processes.find(
    (process) => process.id === story.process && (process.profile ?? '') === (story.profile ?? ''),
  )
  const process = found && withParameters(found, story.parameters)
  if (!process || !document.sound) return unplayable(document, story, 'the process and this file to be sound')
  if (process.notYetRun.length > 0) {
    const parts = [...new Set(process.notYetRun.map((part) => part.construct))].join(', ')
    return unplayable(document, story, `a process this release can run; '${process.id}' uses ${parts}`)
  }
  const calendar =
    process.calendar === undefined ? plainCalendar('UTC') : workflows.calendars.get(process.calendar)
  if (!calendar) return unplayable(document, story, `the calendar '${process.calendar ?? ''}' to be sound`)
  return runScenario(document, { process, calendar, cast: withOrganisation(workflows) })
}

/** The people of the organisation may act in stories as well; where the cast has the same id, it goes first. */
function withOrganisation({ cast, organisation }: CheckedWorkflows): Cast {
  return { people: { ...organisation.people, ...cast.people }, things: cast.things }
}

/** The process with other figures for one story; `undefined` when a figure does not fit. */
function withParameters(
  process: CheckedProcess,
  figures: Scenario['parameters'],
): CheckedProcess | undefined {
  if (!figures) return process
  const declared = process.resolved['parameters'] as JsonObject
  const changed = Object.entries(figures).map(([name, value]) => {
    const parameter = declared[name] as JsonObject | undefined
    return [name, { ...parameter, value: value as unknown as JsonObject }] as const
  })
  return compileProcess({ ...process.resolved, parameters: { ...declared, ...Object.fromEntries(changed) } })
    .process
}

function unplayable(document: SourceDocument, story: Scenario, expected: string): ScenarioResult {
  const problem: Problem = {
    code: 'scenario-failed',
    severity: 'error',
    message: `Expected ${expected}, so the story was not played.`,
    place: document.locate(['process']),
    hint: 'Run `aftercare check` and correct what it finds first.',
  }
  return {
    scenario: document.id,
    process: story.process,
    file: document.file,
    passed: false,
    steps: 0,
    problems: [problem],
    covered: new Set(),
  }
}
