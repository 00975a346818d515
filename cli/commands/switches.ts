import type { Command } from 'commander'
import {
  databaseSwitches,
  formatInstant,
  switchView,
  type SwitchAnswer,
  type SwitchRequest,
  type SwitchRow,
} from '../../engine/index.js'
import { laneName } from '../lane-name.js'
import { databasePlace, withReadStore, withStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'
import { tellRefusal } from '../tell-refusal.js'

interface SwitchOptions {
  readonly reason: string
  readonly by: string
  readonly db?: string
  readonly json?: boolean
}

type Calls = Awaited<ReturnType<typeof databaseSwitches>>

/** `aftercare switches|hold|release|drain|reopen`: what holds for all nodes on a database, beside running servers. */
export function addSwitches(program: Command): void {
  program
    .command('switches')
    .description('tell whether effects are held, which processes are drained, and for what effects wait')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action(tell)
  const hold = program
    .command('hold')
    .description('let nothing go outside, on any node, until it is released')
  addSwitch(hold, (calls, asked) => calls.holdEffects(asked))
  const release = program.command('release').description('let what was held go outside')
  addSwitch(release, (calls, asked) => calls.releaseEffects(asked))
  const drain = program
    .command('drain')
    .description('let no new case of a process begin; running cases go on')
  addProcessSwitch(drain, (calls, process, asked) => calls.drain(process, asked))
  const reopen = program.command('reopen').description('let cases of a process begin again')
  addProcessSwitch(reopen, (calls, process, asked) => calls.reopen(process, asked))
}

function addSwitch(
  command: Command,
  act: (calls: Calls, asked: SwitchRequest) => Promise<SwitchAnswer>,
): void {
  withOptions(command).action((options: SwitchOptions) => turn(options, act))
}

function addProcessSwitch(
  command: Command,
  act: (calls: Calls, process: string, asked: SwitchRequest) => Promise<SwitchAnswer>,
): void {
  withOptions(command.argument('<process>', 'id of the process')).action(
    (process: string, options: SwitchOptions) => turn(options, (calls, asked) => act(calls, process, asked)),
  )
}

function withOptions(command: Command): Command {
  return command
    .requiredOption('--reason <text>', 'why, shown as long as it is switched on')
    .option('--by <person>', 'who does it', 'operator')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
}

async function turn(
  { reason, by, db, json = false }: SwitchOptions,
  act: (calls: Calls, asked: SwitchRequest) => Promise<SwitchAnswer>,
): Promise<void> {
  const asked = { reason, actor: { id: by, roles: ['admin'] } }
  const answer = await withStore(databasePlace(db), async (store) =>
    act(await databaseSwitches(store), asked),
  )
  if (answer.refused) {
    tellRefusal(answer.refused, json)
    return
  }
  if (json) printJson({ items: answer.switches.map(switchView) })
  else tellSwitches(answer.switches)
}

async function tell({ db, json = false }: Pick<SwitchOptions, 'db' | 'json'>): Promise<void> {
  const { switches, pending } = await withReadStore(databasePlace(db), async ({ read }) => ({
    switches: await read.switches(),
    pending: await read.pendingLanes(),
  }))
  if (json) {
    printJson({ items: switches.map(switchView), pending })
    return
  }
  tellSwitches(switches)
  if (pending.length > 0) printLine(`To be delivered: ${pending.map(laneName).join(', ')}`)
}

function tellSwitches(switches: readonly SwitchRow[]): void {
  if (switches.length === 0) printLine('Nothing is held, no process is drained.')
  for (const { name, at, actor, reason } of switches)
    printLine(`${name}  since ${formatInstant(at)} by ${actor}: ${reason}`)
}
