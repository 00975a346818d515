import type { Command } from 'commander'
import {
  EngineError,
  formatInstant,
  operatorActOf,
  type InstanceRecord,
  type StoreReads,
  type TrailRow,
} from '../../engine/index.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'

interface TrailOptions {
  readonly db?: string
  readonly operators?: boolean
  readonly json?: boolean
}

const pageSize = 500

/** `aftercare trail`: the history of one case, row by row, in which operators' acts stand out. */
export function addTrail(program: Command): void {
  program
    .command('trail')
    .description('print the trail of a case, operators’ acts marked; changes nothing')
    .argument('<case>', 'its number or id')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--operators', 'only what operators did outside the procedure')
    .option('--json', 'one JSON object')
    .action(async (name: string, options: TrailOptions) => {
      await withReadStore(databasePlace(options.db), async ({ read }) => {
        const { id, number } = await caseNamed(read, name)
        if (!options.json) printLine(number === undefined ? id : `${number} (${id})`)
        const items: object[] = []
        for await (const row of rowsOf(read, id)) {
          const act = operatorActOf(row)
          if (options.operators && !act) continue
          if (!options.json) printRow(row, act?.action)
          else items.push({ ...row, at: formatInstant(row.at), ...(act && { operator: act.action }) })
        }
        if (options.json) printJson({ instance: id, ...(number !== undefined && { number }), items })
      })
    })
}

/** Finds a case by its id or its number. Throws `usage-wrong` where there is none. */
async function caseNamed(
  read: StoreReads,
  name: string,
): Promise<Pick<InstanceRecord, 'id'> & { readonly number?: string }> {
  const found =
    (await read.instance(name)) ??
    (await read.instances({ q: name }, { limit: 50 })).items.find(({ number }) => number === name)
  if (found) return found
  throw new EngineError('usage-wrong', `Expected the number or id of a case, but there is no case '${name}'.`)
}

async function* rowsOf(read: StoreReads, id: string): AsyncIterable<TrailRow> {
  let cursor: string | undefined
  do {
    const page = await read.trail(id, { limit: pageSize, ...(cursor !== undefined && { cursor }) })
    yield* page.items
    cursor = page.next
  } while (cursor !== undefined)
}

/** A line for each row; one that an operator brought about begins with `!` and names the act in capitals. */
function printRow({ seq, at, type, actor, via, body }: TrailRow, act: string | undefined): void {
  const who = actor === undefined ? '' : `  ${actor}${via === undefined ? '' : ` via ${via}`}`
  const what = act === undefined ? type : `${type}  OPERATOR ${act.toUpperCase()}`
  const mark = act === undefined ? ' ' : '!'
  printLine(
    `${mark} ${String(seq).padStart(4)}  ${formatInstant(at)}  ${what}${who}  ${JSON.stringify(body)}`,
  )
}
