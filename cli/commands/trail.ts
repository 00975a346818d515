import type { Command } from 'commander'
import { everyRow, formatInstant, operatorActOf, type TrailRow } from '../../engine/index.js'
import { expectCase } from '../expect-case.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'

interface TrailOptions {
  readonly db?: string
  readonly operators?: boolean
  readonly json?: boolean
}

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
        const { id, number } = await expectCase(read, name)
        if (!options.json) printLine(number === undefined ? id : `${number} (${id})`)
        const items: object[] = []
        for await (const row of everyRow((page) => read.trail(id, page))) {
          const act = operatorActOf(row)
          if (options.operators && !act) continue
          if (!options.json) printRow(row, act?.action)
          else items.push({ ...row, at: formatInstant(row.at), ...(act && { operator: act.action }) })
        }
        if (options.json) printJson({ instance: id, ...(number !== undefined && { number }), items })
      })
    })
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
