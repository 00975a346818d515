import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { databasePapers, EngineError, paperView, type DatabasePapers } from '../../engine/index.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { readSoundFolder } from '../read-sound-folder.js'

interface PaperOptions {
  readonly db?: string
  readonly out?: string
  readonly workflows?: string
  readonly json?: boolean
}

/** `aftercare paper`: the papers of a case, and one of them as a page for print. */
export function addPaper(program: Command): void {
  program
    .command('paper')
    .description('list the papers of a case, or write one as an HTML page for print; changes nothing')
    .argument('<case>', 'its number or id')
    .argument('[paper]', 'id of the paper; without it the papers of the case are listed')
    .argument('[number]', 'number of the sheet; the latest of the kind unless given')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option(
      '--workflows <folder>',
      'definitions with the names of people, which stand on paper by their ids without',
    )
    .option('--out <file>', 'file to write the page to; printed unless given')
    .option('--json', 'one JSON object')
    .action(
      async (name: string, paper: string | undefined, number: string | undefined, options: PaperOptions) => {
        if (paper === undefined && options.out !== undefined)
          throw new EngineError(
            'usage-wrong',
            `Expected the paper to write to '${options.out}', but none is named.`,
          )
        const { workflows: folder } = options
        const organisation = folder === undefined ? undefined : (await readSoundFolder(folder)).organisation
        await withReadStore(databasePlace(options.db), async (store) => {
          const found = await databasePapers(store, name, organisation)
          if (!found)
            throw new EngineError(
              'usage-wrong',
              `Expected the number or id of a case, but there is no case '${name}'.`,
            )
          if (paper === undefined) list(found, options)
          else await write(found, { name, paper, number, options })
        })
      },
    )
}

function list({ instance, papers }: DatabasePapers, { json }: PaperOptions): void {
  const items = papers.map(paperView)
  if (json) {
    printJson({ instance, items })
    return
  }
  if (papers.length === 0) printLine('No paper was issued.')
  for (const { paper, number, state, title } of papers)
    printLine(`${paper} ${number}: ${state}${title ? ` (${title['zh-CN']}, ${title.en})` : ''}`)
}

async function write(
  found: DatabasePapers,
  asked: {
    readonly name: string
    readonly paper: string
    readonly number: string | undefined
    readonly options: PaperOptions
  },
): Promise<void> {
  const { paper, number, options } = asked
  const html = await found.print(paper, number)
  if (html === undefined) {
    const issued = found.papers.map((one) => `${one.paper} ${one.number}`).join(', ') || 'none'
    throw new EngineError(
      'usage-wrong',
      `Expected a paper of case '${asked.name}', but it has no '${[paper, number ?? ''].join(' ').trim()}'. There are: ${issued}.`,
    )
  }
  if (options.out !== undefined) await writeFile(options.out, html)
  if (options.json)
    printJson({
      instance: found.instance,
      paper,
      ...(options.out === undefined ? { html } : { out: options.out }),
    })
  else if (options.out === undefined) process.stdout.write(html)
  else printLine(`Wrote ${options.out}.`)
}
