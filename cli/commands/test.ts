import type { Command } from 'commander'
import {
  EngineError,
  isFull,
  runMutations,
  runScenarios,
  type CheckedWorkflows,
  type MutationReport,
  type ScenarioReport,
  type SourceSet,
} from '../../engine/index.js'
import { countProblems, exitCode, hasErrors, printJson, printLine, printProblems } from '../output.js'
import { printCoverage, printMutations } from '../print-coverage.js'
import { readDefinitions } from '../read-definitions.js'

interface TestOptions {
  readonly json?: boolean
  readonly only?: string
  readonly coverage?: boolean
  readonly requireFull?: boolean
  /** `true` for every process. */
  readonly mutate?: true | string[]
}

/** `aftercare test`: plays the stories of a folder on the pure step. */
export function addTest(program: Command): void {
  program
    .command('test')
    .description('play the scenarios: stories in YAML, on a clock that jumps, without a database')
    .argument('[paths...]', 'files, folders or patterns', ['workflows'])
    .option('--json', 'one JSON object')
    .option('--only <words>', 'only scenarios whose title or file contains these words')
    .option('--coverage', 'every kind of thing with its count, and by name what no scenario passes')
    .option('--require-full', 'fail when anything is not passed')
    .option('--mutate [process...]', 'change one thing at a time and see that a scenario fails')
    .action(async (paths: string[], options: TestOptions) => {
      const { sources, workflows } = await readDefinitions(paths)
      const processes = mutatedProcesses(workflows, options)
      const report = runScenarios({ ...workflows, scenarios: chosenScenarios(workflows, options.only) })
      const broken = workflows.problems.filter((problem) => problem.severity === 'error')
      const mutations = mutate(processes, { workflows, sources, played: report })
      const ran = { ...report, mutations, broken, options }
      if (options.json) printJson(asJson(ran))
      else printAll(ran)
      process.exitCode = isGood(ran) ? exitCode.good : exitCode.problems
    })
}

interface Ran extends ScenarioReport {
  readonly mutations: readonly MutationReport[]
  /** What is wrong with the definitions. */
  readonly broken: CheckedWorkflows['problems']
  readonly options: TestOptions
}

function chosenScenarios({ scenarios }: CheckedWorkflows, words?: string): CheckedWorkflows['scenarios'] {
  if (words === undefined) return scenarios
  const chosen = scenarios.filter(({ id, file }) => id.includes(words) || file.includes(words))
  if (chosen.length > 0) return chosen
  throw new EngineError('usage-wrong', `Expected a scenario, but none has '${words}' in its title or file.`)
}

/** Processes to mutate: those named, else all that have a story. */
function mutatedProcesses(
  { processes, scenarios }: CheckedWorkflows,
  { mutate: asked, only }: TestOptions,
): readonly string[] {
  if (asked === undefined) return []
  if (only !== undefined)
    throw new EngineError(
      'usage-wrong',
      "Expected all scenarios to be played with '--mutate', but '--only' leaves some out.",
    )
  const known = [...new Set(processes.map(({ id }) => id))]
  if (asked === true) return known.filter((id) => scenarios.some(({ value }) => value['process'] === id))
  const unknown = asked.find((id) => !known.includes(id))
  if (unknown === undefined) return asked
  throw new EngineError(
    'usage-wrong',
    `Expected sound processes after '--mutate', but '${unknown}' is none. There are ${known.join(', ')}. Paths stand before the options.`,
  )
}

function mutate(
  processes: readonly string[],
  surroundings: {
    readonly workflows: CheckedWorkflows
    readonly sources: SourceSet
    readonly played: ScenarioReport
  },
): readonly MutationReport[] {
  return processes.flatMap((id) => runMutations(id, surroundings) ?? [])
}

function isGood({ results, coverage, mutations, broken, options }: Ran): boolean {
  return (
    results.every(({ passed }) => passed) &&
    (!options.requireFull || coverage.every(isFull)) &&
    mutations.every(({ problems }) => problems.length === 0) &&
    !hasErrors(broken)
  )
}

function asJson({ results, coverage, mutations, broken, options }: Ran): object {
  const passed = results.filter((result) => result.passed).length
  return {
    passed,
    failed: results.length - passed,
    results: results.map(({ scenario, process: name, file, steps, passed: good, problems }) => ({
      scenario,
      process: name,
      file,
      steps,
      passed: good,
      problems,
    })),
    coverage: coverage.map((one) => ({ ...one, full: isFull(one) })),
    ...(options.mutate === undefined ? {} : { mutations }),
    problems: broken,
  }
}

function printAll({ results, coverage, mutations, broken, options }: Ran): void {
  printProblems(broken)
  for (const { passed, scenario, file, steps } of results)
    printLine(`${passed ? 'passed' : 'FAILED'}  ${scenario} (${file}, ${steps} steps)`)
  printLine()
  printProblems(results.flatMap(({ problems }) => problems))
  const named = options.coverage === true || options.requireFull === true
  for (const one of coverage) printCoverage(one, named)
  for (const one of mutations) printMutations(one)
  if (broken.length > 0) printLine(`The definitions have ${countProblems(broken)}.`)
  const failed = results.filter(({ passed }) => !passed).length
  printLine(`${results.length - failed} passed, ${failed} failed`)
}
