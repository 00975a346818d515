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
    .action(async (kind: string | undefined, { out, json = false }: SchemaOptions) => {
      const folder = join(packageRoot(), 'schemas')
      const files = (await readdir(folder)).filter((file) => file.endsWith(ending)).sort()
      if (out !== undefined) await copySchemas(folder, out, files)
      const kinds = files.map((file) => file.slice(0, -ending.length))
      if (kind !== undefined) print(await readSchema(folder, kind, kinds), json)
      else if (out === undefined) print(json ? JSON.stringify({ kinds }) : kinds.join('\n'), json)
      else print(json ? JSON.stringify({ folder: out, files }) : `Schemas are in ${out}.`, json)
    })
}

async function copySchemas(from: string, to: string, files: readonly string[]): Promise<void> {
  for (const file of files) await cp(join(from, file), join(to, file))
}

async function readSchema(folder: string, kind: string, kinds: readonly string[]): Promise<string> {
  if (!kinds.includes(kind))
    throw new EngineError(
      'usage-wrong',
      `Expected one of ${kinds.join(', ')}, but there is no schema '${kind}'.`,
    )
  return readFile(join(folder, `${kind}${ending}`), 'utf8')
}

/** Schemas are JSON either way; asked for JSON, it is one line. */
function print(text: string, json: boolean): void {
  if (json) printJson(JSON.parse(text))
  else printLine(text.trimEnd())
}
