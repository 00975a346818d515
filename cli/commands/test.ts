import type { Command } from 'commander'
import {
  EngineError,
  isFull,
  runScenarios,
  sumOfMutations,
  type CheckedWorkflows,
  type MutationReport,
  type ScenarioReport,
} from '../../engine/index.js'
import { countProblems, exitCode, hasErrors, printJson, printLine, printProblems } from '../output.js'
import { printCoverage, printMutations, printMutationSum } from '../print-coverage.js'
import { readDefinitions } from '../read-definitions.js'
import { mutatedProcesses, mutateProcesses, splitMutated } from './test-mutations.js'

interface TestOptions {
  readonly json?: boolean
  readonly only?: string
  readonly coverage?: boolean
  readonly requireFull?: boolean
  /** `true` for every process. */
  readonly mutate?: true | string[]
}

/** What is mutated and where it is read from; `undefined` where nothing is. */
function askedMutations({ mutate, only }: TestOptions): ReturnType<typeof splitMutated> | undefined {
  if (mutate === undefined) return undefined
  if (only === undefined) return splitMutated(mutate === true ? [] : mutate)
  throw new EngineError(
    'usage-wrong',
    "Expected all scenarios to be played with '--mutate', but '--only' leaves some out.",
  )
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
    .action(async (given: string[], options: TestOptions, command: Command) => {
      const asked = askedMutations(options)
      const paths =
        asked && command.args.length === 0 && asked.paths.length > 0
          ? asked.paths
          : [...given, ...(asked?.paths ?? [])]
      const { workflows } = await readDefinitions(paths)
      const processes = asked ? mutatedProcesses(workflows, asked.processes) : []
      const report = runScenarios({ ...workflows, scenarios: chosenScenarios(workflows, options.only) })
      const broken = workflows.problems.filter((problem) => problem.severity === 'error')
      const mutations = await mutateProcesses(processes, { paths, workflows })
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

function isGood({ results, coverage, untold, mutations, broken, options }: Ran): boolean {
  // Whoever plays some of the stories asks for nothing of the others.
  const isTold = options.only !== undefined || untold.length === 0
  return (
    results.every(({ passed }) => passed) &&
    (!options.requireFull || (isTold && coverage.every(isFull))) &&
    mutations.every(({ problems }) => problems.length === 0) &&
    !hasErrors(broken)
  )
}

function asJson({ results, coverage, untold, mutations, broken, options }: Ran): object {
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
    untold,
    ...(options.mutate === undefined ? {} : { mutations, mutated: sumOfMutations(mutations) }),
    problems: broken,
  }
}

function printAll({ results, coverage, untold, mutations, broken, options }: Ran): void {
  printProblems(broken)
  for (const { passed, scenario, file, steps } of results)
    printLine(`${passed ? 'passed' : 'FAILED'}  ${scenario} (${file}, ${steps} steps)`)
  printLine()
  printProblems(results.flatMap(({ problems }) => problems))
  const named = options.coverage === true || options.requireFull === true
  for (const one of coverage) printCoverage(one, named)
  if (named && untold.length > 0 && options.only === undefined)
    process.stdout.write(`no story is about: ${untold.join(', ')}\n`)
  for (const one of mutations) printMutations(one)
  if (mutations.length > 1) printMutationSum(sumOfMutations(mutations))
  if (broken.length > 0) printLine(`The definitions have ${countProblems(broken)}.`)
  const failed = results.filter(({ passed }) => !passed).length
  printLine(`${results.length - failed} passed, ${failed} failed`)
}
