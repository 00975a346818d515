import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { generateTypes } from '../../engine/index.js'
import { exitCode, hasErrors, printLine, printProblems } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

/** `aftercare types`: TypeScript types of processes, for `engine.send<'repair'>`. */
export function addTypes(program: Command): void {
  program
    .command('types')
    .description('write TypeScript types of the processes: data, events and payloads')
    .argument('[paths...]', 'files, folders or patterns', ['workflows'])
    .option('--out <file>', 'write there instead of printing')
    .option('--json', 'no difference: types are TypeScript')
    .action(async (paths: string[], options: { out?: string }) => {
      const { workflows } = await readDefinitions(paths)
      if (hasErrors(workflows.problems)) {
        printProblems(workflows.problems)
        process.exitCode = exitCode.problems
        return
      }
      const text = generateTypes(workflows.processes)
      if (options.out === undefined) return printLine(text.trimEnd())
      await writeFile(options.out, text)
    })
}
