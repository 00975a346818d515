import type { Command } from 'commander'
import { planUpgrade, upgradeDatabase, type SchemaPlan } from '../../engine/index.js'
import { databasePlace, refuseMissing } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'

interface UpgradeOptions {
  readonly db?: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** `aftercare db upgrade`: what a start would do to the tables, ahead of it. */
export function addUpgrade(db: Command): void {
  db.command('upgrade')
    .description('bring the tables to this release, ahead of a start; take a backup before')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--dry-run', 'say what would be done and change nothing')
    .option('--json', 'one JSON object')
    .action(async ({ db: named, dryRun = false, json }: UpgradeOptions) => {
      const place = databasePlace(named)
      refuseMissing(place)
      const plan = await (dryRun ? planUpgrade(place) : upgradeDatabase(place))
      const refused = dryRun ? whyRefused(plan) : undefined
      if (json) {
        const { due, newer, nodes } = plan
        printJson({ dryRun, [dryRun ? 'due' : 'ran']: due, newer, nodes, ...(refused && { refused }) })
      } else print(plan, { dryRun, refused })
      process.exitCode = refused === undefined ? exitCode.good : exitCode.problems
    })
}

/** The code with which it would be refused, as far as can be told beforehand. */
function whyRefused({
  due,
  newer,
  strange,
  nodes,
}: SchemaPlan): 'database-newer' | 'database-in-use' | 'database-failed' | undefined {
  if (strange.length > 0) return 'database-failed'
  if (newer.some(({ additive }) => !additive)) return 'database-newer'
  return nodes.length > 0 && due.some(({ additive }) => !additive) ? 'database-in-use' : undefined
}

function print(
  { due, newer, nodes }: SchemaPlan,
  { dryRun, refused }: { readonly dryRun: boolean; readonly refused: string | undefined },
): void {
  for (const { number, name, additive } of due)
    printLine(
      `migration ${number} '${name}' ${dryRun ? 'would run' : 'has run'}${additive ? '; the release before can go on working' : ''}`,
    )
  for (const { number, name } of newer)
    printLine(`migration ${number} '${name}' of a newer release was there already`)
  if (due.length === 0 && refused === undefined) printLine('The tables are those of this release.')
  if (refused === 'database-newer')
    printLine('It would be refused: a newer release has upgraded the tables. Start that release.')
  if (refused === 'database-failed')
    printLine('It would be refused: another program has made the tables. Use that one.')
  if (refused === 'database-in-use')
    printLine(`It would be refused while others are at work: ${nodes.join(', ')}. Stop them first.`)
}
