import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import {
  EngineError,
  inspectDatabase,
  isServer,
  lookAtCalendars,
  lookAtDatabase,
  lookAtDisk,
  lookAtFolder,
  lookAtNode,
  lookAtVersions,
  lookAtWork,
  parseAnchorTimes,
  shownPlace,
  systemClock,
  type AnchorTimes,
  type CheckedWorkflows,
  type Finding,
} from '../../engine/index.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'
import { packageRoot } from '../package-paths.js'
import { readDefinitions } from '../read-definitions.js'
import { workflowsPlace } from '../workflows-place.js'

interface DoctorOptions {
  readonly db?: string
  readonly workflows?: string
  readonly json?: boolean
}

/** `aftercare doctor`: whether everything a server stands on is in order. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at Node, the database, the definitions and the work under way; changes nothing')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--workflows <folder>', 'definitions of the server (AFTERCARE_WORKFLOWS, else workflows)')
    .option('--json', 'one JSON object')
    .addHelpText('after', '\nEnds with 1 where something is bad, with 0 where there are warnings at most.')
    .action(async (options: DoctorOptions) => {
      const findings = await examine(options)
      const isBad = findings.some(({ status }) => status === 'bad')
      if (options.json) printJson({ ok: !isBad, findings })
      else print(findings)
      process.exitCode = isBad ? exitCode.problems : exitCode.good
    })
}

async function examine({ db, workflows }: DoctorOptions): Promise<readonly Finding[]> {
  const place = databasePlace(db)
  const { definitions, ...folder } = await lookAtDefinitions(workflowsPlace(workflows))
  return [
    lookAtNode(process.versions.node, neededNode()),
    ...(await attempted('database', () => lookAtPlace(place, definitions))),
    ...folder.findings,
  ]
}

async function lookAtPlace(
  place: string,
  definitions: CheckedWorkflows | undefined,
): Promise<readonly Finding[]> {
  if (!isServer(place) && !existsSync(place))
    return [
      {
        check: 'database',
        status: 'bad',
        text: `There is no database '${place}'.`,
        remedy: 'Name it with --db or AFTERCARE_DB; the first start of a server makes it.',
      },
    ]
  const reached = { check: 'database', status: 'ok', text: `${shownPlace(place)} answers.` } as const
  const facts = await inspectDatabase(place)
  return [
    reached,
    ...lookAtDatabase(facts),
    ...(isServer(place) ? [] : [await lookAtDisk(place)]),
    ...(await attempted('tables', () =>
      withReadStore(place, async ({ read }) => [
        { check: 'tables', status: 'ok', text: 'The tables are those of this release.' },
        ...(await lookAtWork(read, systemClock.now(), anchorTimes())),
        ...(definitions
          ? [await lookAtCalendars(read, definitions), ...(await lookAtVersions(read, definitions))]
          : []),
      ]),
    )),
  ]
}

async function lookAtDefinitions(folder: string): Promise<{
  readonly findings: readonly Finding[]
  readonly definitions?: CheckedWorkflows
}> {
  let definitions: CheckedWorkflows | undefined
  const findings = await attempted('folder', async () => {
    const { workflows } = await readDefinitions([folder])
    definitions = workflows
    return lookAtFolder(workflows, { now: systemClock.now(), environment: process.env })
  })
  return { findings, ...(definitions && { definitions }) }
}

/** One look that fails is a finding itself, and keeps nobody from the others. */
async function attempted(
  check: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const { code, message } = error
    return [{ check, status: 'bad', text: message, remedy: `See docs/problems/${code}.md.` }]
  }
}

/** As the server would read it; the server says what is wrong with it. */
function anchorTimes(): AnchorTimes | undefined {
  const times = parseAnchorTimes(process.env['AFTERCARE_ANCHOR_TIMES'] ?? '')
  return 'expected' in times ? undefined : times
}

function neededNode(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly engines: { readonly node: string } }).engines.node
}

function print(findings: readonly Finding[]): void {
  const widest = Math.max(...findings.map(({ check }) => check.length))
  for (const { check, status, text, remedy } of findings) {
    printLine(`${status.padEnd(4)}  ${check.padEnd(widest)}  ${text}`)
    if (remedy !== undefined) printLine(`${' '.repeat(widest + 8)}${remedy}`)
  }
  const count = (wanted: Finding['status']): number =>
    findings.filter(({ status }) => status === wanted).length
  printLine(`${count('ok')} ok, ${count('warn')} to look after, ${count('bad')} bad.`)
}
