import type { Command } from 'commander'
import { databaseStuck, stuckView, systemClock, type StuckFolder } from '../../engine/index.js'
import { refuseUnknown } from '../expect-case.js'
import { languageOption } from '../language-option.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { readSoundFolder } from '../read-sound-folder.js'

interface StuckOptions {
  readonly db?: string
  readonly workflows?: string
  readonly lang: string
  readonly json?: boolean
}

/** `aftercare stuck`: why one case does not move, and what would move it. */
export function addStuck(program: Command): void {
  program
    .command('stuck')
    .description('say why a case does not move and what may be done next by whom; changes nothing')
    .argument('<case>', 'its number or id')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option(
      '--workflows <folder>',
      'definitions with the titles of roles, the names of people and the calendars',
    )
    .option('--lang <language>', 'en or zh-CN', 'en')
    .option('--json', 'one JSON object')
    .action(async (name: string, options: StuckOptions) => {
      const language = languageOption(options.lang)
      const folder = options.workflows === undefined ? {} : await folderOf(options.workflows)
      const told = await withReadStore(databasePlace(options.db), (store) =>
        databaseStuck(store, { name, now: systemClock.now(), ...folder }),
      )
      if (!told) refuseUnknown(name)
      if (options.json) {
        printJson(stuckView(told))
        return
      }
      printLine(told.instance.number ?? told.instance.id)
      for (const { words } of told.waits) printLine(`  ${words[language]}`)
      if (told.next.length === 0) return
      printLine()
      printLine(language === 'zh-CN' ? '下一步：' : 'What may be done next:')
      for (const { words } of told.next) printLine(`  ${words[language]}`)
    })
}

/** What a folder knows of roles, people and calendars. Throws `definition-invalid` with the problems of its files. */
async function folderOf(folder: string): Promise<StuckFolder> {
  const { organisation, calendars } = await readSoundFolder(folder)
  return { calendars, organisation }
}
