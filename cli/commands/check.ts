import type { Command } from 'commander'
import { explainDocument } from '../../engine/index.js'
import { countProblems, exitCode, hasErrors, printJson, printLine, printProblems } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

/** `aftercare check`: every problem of every file in one pass. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('check definitions: every problem with file, line, column and remedy')
    .argument('[paths...]', 'files, folders or patterns', ['workflows'])
    .option('--json', 'one JSON object')
    .option('--explain', 'print the long form of each file instead')
    .action(async (paths: string[], options: { json?: boolean; explain?: boolean }) => {
      const { sources, workflows, files } = await readDefinitions(paths)
      const { problems } = workflows
      if (options.explain)
        for (const document of sources.documents)
          printLine(`# ${document.file}\n${explainDocument(document)}`)
      else if (options.json) printJson({ files, problems })
      else {
        printProblems(problems)
        printLine(`${files} file${files === 1 ? '' : 's'}: ${countProblems(problems)}`)
      }
      process.exitCode = hasErrors(problems) ? exitCode.problems : exitCode.good
    })
}
