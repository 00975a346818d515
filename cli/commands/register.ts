import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import {
  databaseRegisters,
  EngineError,
  exportRegister,
  systemClock,
  type CheckedRegister,
  type RegisterFormat,
  type RegisterLanguage,
  type RegisterRequest,
} from '../../engine/index.js'
import { languageOption } from '../language-option.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { readSoundFolder } from '../read-sound-folder.js'

interface RegisterOptions {
  readonly db?: string
  readonly workflows: string
  readonly from?: string
  readonly to?: string
  readonly open?: boolean
  readonly csv?: boolean
  readonly xlsx?: boolean
  readonly out?: string
  readonly limit?: string
  readonly cursor?: string
  readonly lang: string
  readonly json?: boolean
}

/** `aftercare register`: a book over the cases of a database, on the screen or as a file. */
export function addRegister(program: Command): void {
  program
    .command('register')
    .description('show or export a register: a book over the cases of a database; changes nothing')
    .argument('[register]', 'its id; without it, the registers there are')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--workflows <folder>', 'definitions with the registers', 'workflows')
    .option('--from <day>', 'first day of a period')
    .option('--to <day>', 'last day of a period')
    .option('--open', 'only lines that are not struck off')
    .option('--csv', 'as CSV')
    .option('--xlsx', 'as a workbook; needs --out')
    .option('--out <file>', 'where the export goes; CSV goes to standard output without it')
    .option('--limit <lines>', 'lines of a page, 1 to 500', '50')
    .option('--cursor <cursor>', 'the next page: what the page before named')
    .option('--lang <language>', 'en or zh-CN', 'zh-CN')
    .option('--json', 'one JSON object')
    .action(async (id: string | undefined, options: RegisterOptions) => {
      const language = languageOption(options.lang)
      const registers = (await readSoundFolder(options.workflows)).registers ?? []
      if (id === undefined) {
        list(registers, options, language)
        return
      }
      const format = formatOf(options)
      await withReadStore(databasePlace(options.db), async (store) => {
        const book = databaseRegisters(store, { registers, now: systemClock.now() })
        const request = requestOf(options, language)
        if (format) await write(exportRegister(book, id, { ...request, format }), options.out)
        else await show(book, id, { request, options, language })
      })
    })
}

function formatOf({ csv, xlsx, out, json }: RegisterOptions): RegisterFormat | undefined {
  if ([csv, xlsx, json].filter(Boolean).length > 1)
    throw new EngineError('usage-wrong', 'Expected one of --csv, --xlsx and --json, but found several.')
  if (xlsx && out === undefined)
    throw new EngineError('usage-wrong', 'Expected --out with the file of the workbook, but it is missing.')
  if (!csv && !xlsx && out !== undefined)
    throw new EngineError('usage-wrong', 'Expected --csv or --xlsx beside --out, but found neither.')
  if (xlsx) return 'xlsx'
  return csv ? 'csv' : undefined
}

function requestOf({ from, to, open }: RegisterOptions, language: RegisterLanguage): RegisterRequest {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(open && { open }),
    language,
  }
}

function list(
  registers: readonly CheckedRegister[],
  { json }: RegisterOptions,
  language: RegisterLanguage,
): void {
  if (json) {
    printJson({ items: registers.map(({ id, title, of, roles }) => ({ id, title, of, roles })) })
    return
  }
  for (const { id, title } of registers) printLine(`${id}  ${title[language]}`)
}

async function write(bytes: AsyncIterable<Uint8Array>, file: string | undefined): Promise<void> {
  if (file !== undefined) return pipeline(bytes, createWriteStream(file))
  // Standard output stays open for whoever comes after.
  for await (const part of bytes) process.stdout.write(part)
}

async function show(
  book: ReturnType<typeof databaseRegisters>,
  id: string,
  asked: {
    readonly request: RegisterRequest
    readonly options: RegisterOptions
    readonly language: RegisterLanguage
  },
): Promise<void> {
  const { request, options, language } = asked
  const { cursor } = options
  const page = await book.page(id, request, {
    limit: limitOf(options.limit),
    ...(cursor !== undefined && { cursor }),
  })
  const { register, items, next } = page
  if (options.json) {
    printJson({ id, title: register.title, items, ...(next !== undefined && { next }) })
    return
  }
  printLine(register.title[language])
  for (const { number, instance, shown, struckOff, failed = {} } of items) {
    printLine()
    printLine(`${number ?? instance}${struckOff ? ` (${register.struckOff?.title[language] ?? ''})` : ''}`)
    for (const { name, title } of register.columns)
      if (shown[name] !== undefined) printLine(`  ${title[language]}: ${shown[name]}`)
    for (const [part, message] of Object.entries(failed)) printLine(`  ! ${part}: ${message}`)
  }
  if (next !== undefined) printLine(`\n--cursor ${next}`)
}

function limitOf(written = '50'): number {
  const limit = Number(written)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 500) return limit
  throw new EngineError(
    'usage-wrong',
    `Expected a whole number from 1 to 500 as --limit, but found '${written}'.`,
  )
}
