import type { Command } from 'commander'
import {
  EngineError,
  formatInstant,
  nextOccurrences,
  systemClock,
  type CheckedSchedule,
} from '../../engine/index.js'
import { printJson, printLine, tellErrors } from '../output.js'
import { readDefinitions } from '../read-definitions.js'

interface SchedulesOptions {
  readonly from?: string
  readonly count: string
  readonly json?: boolean
}

/** `aftercare schedules`: when the duties of a folder fall due next, so that a change can be tried. */
export function addSchedules(program: Command): void {
  program
    .command('schedules')
    .description('show when each schedule falls due next; needs no database')
    .argument('[paths...]', 'files, folders or patterns', ['workflows'])
    .option('--from <date>', 'first day, such as 2026-10-01; from now on unless given')
    .option('--count <number>', 'times shown of each schedule', '5')
    .option('--json', 'one JSON object')
    .action(async (paths: string[], options: SchedulesOptions) => {
      const count = countOf(options.count)
      const { workflows } = await readDefinitions(paths)
      if (tellErrors(workflows.problems, options.json)) return
      const from = options.from ?? systemClock.now()
      const schedules = workflows.schedules.map((schedule) => viewOf(schedule, from, count))
      if (options.json) printJson({ schedules })
      else printViews(schedules)
    })
}

type ScheduleView = ReturnType<typeof viewOf>

function viewOf(schedule: CheckedSchedule, from: number | string, count: number) {
  const { id, title, process: started, calendar } = schedule
  return {
    id,
    title,
    process: started,
    calendar: calendar.id,
    next: nextOccurrences(schedule, from, count).map(({ at, date, provisional }) => ({
      at: formatInstant(at, calendar.zone),
      weekday: weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '',
      provisional,
    })),
  }
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function printViews(schedules: readonly ScheduleView[]): void {
  if (schedules.length === 0) printLine('There is no schedule.')
  for (const { id, title, process: started, calendar, next } of schedules) {
    printLine(`${id}  ${title['zh-CN']} / ${title.en}: starts '${started}' by '${calendar}'`)
    for (const { at, weekday, provisional } of next)
      printLine(`  ${at}  ${weekday}${provisional ? '  (holidays of that year are not published)' : ''}`)
    if (next.length === 0) printLine('  not any more')
  }
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new EngineError('usage-wrong', `Expected --count to be a number from 1 to 999, but found '${text}'.`)
}
