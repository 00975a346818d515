import type { Command } from 'commander'
import { EngineError, runScenarios, type Coverage, type CoverageCount } from '../../engine/index.js'
import { countProblems, exitCode, hasErrors, printJson, printLine, printProblems } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

/** `aftercare test`: plays the stories of a folder on the pure step. */
export function addTest(program: Command): void {
  program
    .command('test')
    .description('play the scenarios: stories in YAML, on a clock that jumps, without a database')
    .argument('[paths...]', 'files, folders or patterns', ['workflows'])
    .option('--json', 'one JSON object')
    .option('--only <words>', 'only scenarios whose title or file contains these words')
    .option('--missing', 'name every state, transition, branch and rule no scenario passes')
    .action(async (paths: string[], options: { json?: boolean; only?: string; missing?: boolean }) => {
      const { workflows } = await readDefinitions(paths)
      const chosen = options.only ?? ''
      const scenarios = workflows.scenarios.filter(
        ({ id, file }) => id.includes(chosen) || file.includes(chosen),
      )
      if (options.only !== undefined && scenarios.length === 0)
        throw new EngineError(
          'usage-wrong',
          `Expected a scenario, but none has '${chosen}' in its title or file.`,
        )
      const { results, coverage } = runScenarios({ ...workflows, scenarios })
      const failed = results.filter((result) => !result.passed)
      const broken = workflows.problems.filter((problem) => problem.severity === 'error')
      if (options.json)
        printJson({
          passed: results.length - failed.length,
          failed: failed.length,
          results: results.map(({ scenario, process: name, file, steps, passed, problems }) => ({
            scenario,
            process: name,
            file,
            steps,
            passed,
            problems,
          })),
          coverage,
          problems: broken,
        })
      else {
        printProblems(broken)
        for (const { passed, scenario, file, steps } of results)
          printLine(`${passed ? 'passed' : 'FAILED'}  ${scenario} (${file}, ${steps} steps)`)
        printLine()
        printProblems(failed.flatMap((result) => result.problems))
        for (const one of coverage) printCoverage(one, options.missing === true)
        if (broken.length > 0) printLine(`The definitions have ${countProblems(broken)}.`)
        printLine(`${results.length - failed.length} passed, ${failed.length} failed`)
      }
      process.exitCode = failed.length > 0 || hasErrors(broken) ? exitCode.problems : exitCode.good
    })
}

function printCoverage({ process, states, transitions, branches, rules }: Coverage, missing: boolean): void {
  const share = (name: string, count: CoverageCount): string => `${name} ${count.covered}/${count.total}`
  printLine(
    `${process}: ${share('states', states)}, ${share('transitions', transitions)}, ${share('branches', branches)}, ${share('decision rules', rules)}`,
  )
  if (missing)
    for (const count of [states, transitions, branches, rules])
      for (const point of count.missing) printLine(`  not passed: ${point}`)
}
