import { cp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { EngineError } from '../../engine/index.js'
import { printJson, printLine } from '../output.js'
import { packageRoot } from '../package-paths.js'

/** `aftercare init`: a folder with a first process, its calendar, its people and a story that tests it. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('begin a folder of definitions: a small process, a calendar, an organisation and a scenario')
    .argument('[folder]', 'where', 'workflows')
    .option('--json', 'one JSON object')
    .action(async (folder: string, options: { json?: boolean }) => {
      const existing = await readdir(folder).catch(() => [])
      if (existing.length > 0)
        throw new EngineError(
          'usage-wrong',
          `Expected an empty or new folder, but '${folder}' holds ${existing.length} entries. Nothing was written.`,
        )
      const starter = join(packageRoot(), 'cli', 'starter')
      await cp(starter, folder, { recursive: true })
      const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
        entry.isFile(),
      )
      const names = files.map((entry) => join(entry.parentPath, entry.name)).sort()
      if (options.json) {
        printJson({ folder, files: names })
        return
      }
      for (const name of names) printLine(name)
      printLine(`Next: aftercare check ${folder}, then aftercare test ${folder}`)
    })
}
