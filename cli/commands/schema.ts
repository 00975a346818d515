import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { EngineError } from '../../engine/index.js'
import { printLine } from '../output.js'
import { packageRoot } from '../package-paths.js'

/** `aftercare schema`: the JSON Schemas, for editors. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a kind of file, or copy all of them into a folder for your editor')
    .argument(
      '[kind]',
      'process, calendar, organisation, profile, types, template, paper, scenario, people, replay',
    )
    .option('--out <folder>', 'copy all schemas there')
    .option('--json', 'no difference: schemas are JSON')
    .action(async (kind: string | undefined, options: { out?: string }) => {
      const folder = join(packageRoot(), 'schemas')
      if (options.out !== undefined) {
        await cp(folder, options.out, {
          recursive: true,
          filter: (path) => !path.startsWith(join(folder, 'source')) && !path.endsWith('.mjs'),
        })
        return printLine(`Schemas are in ${options.out}.`)
      }
      if (kind === undefined || !/^[a-z]+$/.test(kind))
        throw new EngineError('usage-wrong', 'Expected a kind of file or --out, but found neither.')
      const text = await readFile(join(folder, `${kind}.schema.json`), 'utf8').catch(() => {
        throw new EngineError('usage-wrong', `Expected a kind of file, but there is no schema '${kind}'.`)
      })
      printLine(text.trimEnd())
    })
}
