import type { Command } from 'commander'
import {
  countDue,
  createDueAnswers,
  dueView,
  dueWords,
  EngineError,
  longestDueLine,
  type ToldDue,
} from '../../engine/index.js'
import { languageOption, type Language } from '../language-option.js'
import { exitCode, printJson, printLine } from '../output.js'
import { linesOf } from '../lines-of.js'
import { readCalendarFile } from '../read-calendar-file.js'

interface DueOptions {
  readonly calendar?: string
  readonly start?: string
  readonly within?: string
  readonly working?: boolean
  readonly pause?: readonly string[]
  readonly batch?: boolean
  readonly explain?: boolean
  readonly lang: string
  readonly json?: boolean
}

/** `aftercare due`: when something is due by a calendar, and why then; one question, or many on standard input. */
export function addDue(program: Command): void {
  program
    .command('due')
    .description('say when something is due by a calendar, and why; --batch reads one JSON object a line')
    .option('--calendar <file>', 'calendar; one it extends is looked for beside it')
    .option('--start <time>', 'RFC 3339 instant, or a date: the start of that day')
    .option('--within <duration>', "such as '4 working hours', or ISO 8601: PT4H")
    .option('--working', 'makes an ISO 8601 duration working time')
    .option('--pause <from/to...>', 'instants between which it stood still; without an end it still does')
    .option('--explain', 'every day and stretch that counted or did not, and a paragraph for the customer')
    .option('--lang <language>', 'en or zh-CN', 'en')
    .option('--batch', 'answer one request a line of standard input, in order')
    .option('--json', 'one JSON object')
    .action(async (options: DueOptions) => {
      if (options.batch) return answerLines(options)
      const language = languageOption(options.lang)
      const due = await answerOne(options)
      if (!due) return
      if (options.json)
        printJson({
          ...dueView(due),
          calendar: { id: due.calendar.id, hash: due.calendar.hash },
          ...(options.explain ? { words: dueWords(due) } : {}),
        })
      else print(due, options.explain === true, language)
    })
}

async function answerOne(options: DueOptions): Promise<ToldDue | undefined> {
  const { calendar: file, start, within, working, pause = [] } = options
  if (file === undefined || start === undefined || within === undefined)
    throw new EngineError(
      'usage-wrong',
      'Expected --calendar, --start and --within, or --batch, but one of them is missing.',
    )
  const calendar = await readCalendarFile(file, options.json === true)
  if (!calendar) return undefined
  const question = {
    start,
    within,
    pauses: pause.map(readPause),
    ...(working === undefined ? {} : { working }),
  }
  const counted = countDue(calendar, question)
  if (counted.ok) return counted.due
  throw new EngineError('usage-wrong', counted.problem.message)
}

/** `from/to`; what follows the stroke may be left out. */
function readPause(text: string): readonly [string, string | null] {
  const [from = '', to, ...rest] = text.split('/')
  if (to !== undefined && rest.length === 0) return [from, to === '' ? null : to]
  throw new EngineError(
    'usage-wrong',
    `Expected a pause such as 2026-09-30T17:00:00+08:00/2026-10-08T10:00:00+08:00, but found '${text}'.`,
  )
}

async function answerLines(options: DueOptions): Promise<void> {
  const { calendar, start, within, pause } = options
  if ([calendar, start, within, pause].some((option) => option !== undefined))
    throw new EngineError('usage-wrong', 'Expected --batch alone: each line has its own calendar and start.')
  const answerTo = createDueAnswers()
  const reader = new OutputReader()
  let problems = 0
  for await (const line of linesOf(reader.input(), longestDueLine)) {
    const { ok, answer } = answerTo('text' in line ? line.text : undefined)
    if (!ok) problems += 1
    await reader.write(`${JSON.stringify(answer)}\n`)
    if (reader.isGone) break
  }
  // A reader such as `head` that has seen enough is no failure.
  process.exitCode = problems > 0 && !reader.isGone ? exitCode.problems : exitCode.good
}

/** Who reads our answers: once it is gone, nothing more is read or answered. */
class OutputReader {
  isGone = false
  #wake = (): void => undefined

  constructor() {
    const leave = (): void => {
      this.isGone = true
      process.stdin.destroy()
      this.#wake()
    }
    process.stdout.once('close', leave).once('error', leave)
  }

  /** Standard input, until it ends or the reader is gone. */
  async *input(): AsyncGenerator<Buffer | string> {
    try {
      yield* process.stdin as AsyncIterable<Buffer | string>
    } catch (error) {
      if (!this.isGone) throw error
    }
  }

  /** A full pipe is waited for: the answers of millions of lines need no more memory than those of one. */
  async write(text: string): Promise<void> {
    if (this.isGone || process.stdout.write(text)) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      process.stdout.once('drain', resolve)
    })
  }
}

function print(due: ToldDue, explain: boolean, language: Language): void {
  const { lines, customer, result } = dueWords(due)
  if (explain) {
    for (const line of lines) printLine(line[language])
    printLine()
    printLine(customer[language])
  } else printLine(result[language])
}
