import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { generateTypes } from '../../engine/index.js'
import { printJson, printLine, tellErrors } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

interface TypesOptions {
  readonly out?: string
  readonly json?: boolean
}

/** `aftercare types`: TypeScript types of processes, for `engine.send<'repair'>`. */
export function addTypes(program: Command): void {
  program
    .command('types')
    .description('write TypeScript types of the processes: data, events and payloads')
    .argument('[paths...]', 'files, folders or patterns', ['workflows'])
    .option('--out <file>', 'write there instead of printing')
    .option('--json', 'one JSON object')
    .action(async (paths: string[], { out, json }: TypesOptions) => {
      const { workflows } = await readDefinitions(paths)
      if (tellErrors(workflows.problems, json)) return
      const text = generateTypes(workflows.processes)
      if (out !== undefined) await writeFile(out, text)
      if (json) printJson(out === undefined ? { types: text } : { file: out })
      else printLine(out === undefined ? text.trimEnd() : `Types are in ${out}.`)
    })
}
