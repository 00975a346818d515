import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { EngineError } from '../../engine/index.js'
import { printJson, printLine } from '../output.js'
import { packageRoot } from '../package-paths.js'

interface SchemaOptions {
  readonly out?: string
  readonly json?: boolean
}

const ending = '.schema.json'

/** `aftercare schema`: the JSON Schemas, for editors. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a kind of file, or copy all of them into a folder for your editor')
    .argument('[kind]', 'kind of file, such as process; without it the kinds are listed')
    .option('--out <folder>', 'copy all schemas there')
    .option('--json', 'one line of JSON')
    .action(async (kind: string | undefined, { out, json }: SchemaOptions) => {
      const folder = join(packageRoot(), 'schemas')
      const files = (await readdir(folder)).filter((file) => file.endsWith(ending)).sort()
      if (out !== undefined) {
        for (const file of files) await cp(join(folder, file), join(out, file))
        return json ? printJson({ folder: out, files }) : printLine(`Schemas are in ${out}.`)
      }
      const kinds = files.map((file) => file.slice(0, -ending.length))
      if (kind === undefined) return json ? printJson({ kinds }) : kinds.forEach((name) => printLine(name))
      if (!kinds.includes(kind))
        throw new EngineError(
          'usage-wrong',
          `Expected one of ${kinds.join(', ')}, but there is no schema '${kind}'.`,
        )
      const text = await readFile(join(folder, `${kind}${ending}`), 'utf8')
      if (json) printJson(JSON.parse(text))
      else printLine(text.trimEnd())
    })
}
