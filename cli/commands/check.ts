import type { Command } from 'commander'
import { explainDocument, unpublishedHolidays } from '../../engine/index.js'
import { countProblems, exitCode, hasErrors, printJson, printLine, printProblems } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

interface CheckOptions {
  readonly json?: boolean
  readonly explain?: boolean
}

/** `aftercare check`: every problem of every file in one pass. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('check definitions: every problem with file, line, column and remedy')
    .argument('[paths...]', 'files, folders or patterns', ['workflows'])
    .option('--json', 'one JSON object')
    .option('--explain', 'print the long form of each file as well')
    .action(async (paths: string[], options: CheckOptions) => {
      const { sources, workflows, files } = await readDefinitions(paths)
      const { problems } = workflows
      const notes = unpublishedHolidays(workflows.calendars, Date.now()).map(({ message }) => message)
      const explained = options.explain
        ? sources.documents.map((document) => ({
            file: document.file,
            text: explainDocument(document, sources),
          }))
        : []
      if (options.json) printJson({ files, problems, notes, ...(options.explain ? { explained } : {}) })
      else {
        for (const { file, text } of explained) printLine(`# ${file}\n${text}`)
        printProblems(problems)
        // Beside the result: what is published depends on the day, not on the files.
        for (const note of notes) process.stderr.write(`note: ${note}\n`)
        printLine(`${files} file${files === 1 ? '' : 's'}: ${countProblems(problems)}`)
      }
      process.exitCode = hasErrors(problems) ? exitCode.problems : exitCode.good
    })
}
