import type { Command } from 'commander'
import {
  databaseCalendarDiff,
  diffView,
  diffWords,
  EngineError,
  systemClock,
  type CheckedWorkflows,
} from '../../engine/index.js'
import { languageOption } from '../language-option.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'
import { readCalendarFile } from '../read-calendar-file.js'
import { readDefinitions } from '../read-definitions.js'

interface DiffOptions {
  readonly db?: string
  readonly workflows?: string
  readonly most: string
  readonly lang: string
  readonly json?: boolean
}

/** `aftercare calendar diff`: what another version of a calendar would do to the open cases of a database. */
export function addCalendar(program: Command): void {
  const calendar = program.command('calendar').description('calendars and what depends on them')
  calendar
    .command('diff')
    .description('what if a calendar were another: which open cases would move; changes nothing')
    .argument('<old>', 'the calendar as it is')
    .argument('<new>', 'the calendar as it might be')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option(
      '--workflows <folder>',
      'definitions with the other calendars; those of the database unless given',
    )
    .option('--most <number>', 'cases to list', '100')
    .option('--lang <language>', 'en or zh-CN', 'en')
    .option('--json', 'one JSON object')
    .action(async (oldFile: string, newFile: string, options: DiffOptions) => {
      const language = languageOption(options.lang)
      const { json = false, workflows } = options
      const listed = numberOf(options.most)
      const old = await readCalendarFile(oldFile, json, workflows)
      const next = old && (await readCalendarFile(newFile, json, workflows))
      if (!old || !next) return
      const known = workflows === undefined ? undefined : await calendarsOf(workflows)
      const diff = await withReadStore(databasePlace(options.db), (store) =>
        databaseCalendarDiff(store, {
          old,
          next,
          listed,
          now: systemClock.now(),
          ...known,
        }),
      )
      if (json) printJson(diffView(diff))
      else for (const line of diffWords(diff, language)) printLine(line)
      process.exitCode = diff.failed > 0 ? exitCode.problems : exitCode.good
    })
}

async function calendarsOf(folder: string): Promise<Pick<CheckedWorkflows, 'calendars' | 'calendarsIf'>> {
  const { calendars, calendarsIf } = (await readDefinitions([folder])).workflows
  return { calendars, ...(calendarsIf && { calendarsIf }) }
}

function numberOf(text: string): number {
  if (/^[0-9]{1,6}$/.test(text)) return Number(text)
  throw new EngineError('usage-wrong', `Expected a number of cases as --most, but found '${text}'.`)
}
