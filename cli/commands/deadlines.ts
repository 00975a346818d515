import type { Command } from 'commander'
import {
  databaseDeadlines,
  deadlinesView,
  systemClock,
  type Calendar,
  type Text,
  type ToldDeadlines,
} from '../../engine/index.js'
import { refuseUnknown } from '../expect-case.js'
import { languageOption, type Language } from '../language-option.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { readSoundFolder } from '../read-sound-folder.js'

interface DeadlinesOptions {
  readonly db?: string
  readonly workflows?: string
  readonly lang: string
  readonly json?: boolean
}

/** `aftercare deadlines`: why everything of a case is due when it is. */
export function addDeadlines(program: Command): void {
  program
    .command('deadlines')
    .description('say why everything of a case is due when it is; changes nothing')
    .argument('<case>', 'its number or id')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option(
      '--workflows <folder>',
      'definitions with other calendars and the titles of roles; calendars are those of the database unless given',
    )
    .option('--lang <language>', 'en or zh-CN', 'en')
    .option('--json', 'one JSON object')
    .action(async (name: string, options: DeadlinesOptions) => {
      const language = languageOption(options.lang)
      const folder = options.workflows === undefined ? undefined : await soundFolder(options.workflows)
      const told = await withReadStore(databasePlace(options.db), (store) =>
        databaseDeadlines(store, { name, now: systemClock.now(), ...folder }),
      )
      if (!told) refuseUnknown(name)
      if (options.json) printJson(deadlinesView(told))
      else print(told, language)
    })
}

/** The calendars and the roles of a folder. Throws `definition-invalid` with the problems of its files. */
async function soundFolder(folder: string): Promise<{
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly titleOf: (role: string) => Text | undefined
}> {
  const { organisation, calendars } = await readSoundFolder(folder)
  const titles = new Map(Object.entries(organisation.roles).map(([id, { title }]) => [id, title]))
  return { calendars, titleOf: (role) => titles.get(role) }
}

function print({ instance, running, ended }: ToldDeadlines, language: Language): void {
  const chinese = language === 'zh-CN'
  printLine(instance.number ?? instance.id)
  if (running.length + ended.length === 0) printLine(chinese ? '没有计时。' : 'Nothing is counted.')
  for (const { id, words } of [...running, ...ended]) {
    printLine()
    printLine(id)
    for (const line of words.lines) printLine(`  ${line[language]}`)
    if (words.customer) {
      printLine(`  ${chinese ? '可告知客户：' : 'For the customer:'}`)
      printLine(`    ${words.customer[language]}`)
    }
  }
}
