import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { createEngine, EngineError, loadWorkflows, openSqlite, VirtualClock } from '../../engine/index.js'
import { readConfiguration, startServer } from '../../server/index.js'
import { seedCases } from '../demo/seed-cases.js'
import { printJson, printLine } from '../output.js'
import { packageRoot } from '../package-paths.js'
import { stopAtSignal } from '../stop-at-signal.js'

const quarter = 91 * 24 * 60 * 60 * 1000

interface DemoOptions {
  readonly cases: string
  readonly seed: string
  readonly json?: boolean
}

/** `aftercare demo`: a database that is gone afterwards, filled with sample cases of the last quarter, and the server over it. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('fill a temporary database with sample cases of the last quarter and serve it')
    .option('--cases <number>', 'about how many cases', '320')
    .option('--seed <number>', 'other cases, the same ones for the same number', '1')
    .option('--json', 'one JSON object')
    .addHelpText(
      'after',
      '\nPORT and HOST as for serve. Nothing is kept: the database is deleted at the end.',
    )
    .action(async (options: DemoOptions) => {
      const [cases, seed] = [wholeNumber('--cases', options.cases), wholeNumber('--seed', options.seed)]
      const folder = await mkdtemp(join(tmpdir(), 'aftercare-demo-'))
      const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
      try {
        const db = join(folder, 'demo.db')
        const workflows = join(packageRoot(), 'workflows')
        if (!options.json) printLine('Living through the last quarter …')
        const seeded = await fill({ db, workflows, cases, seed })
        const result = readConfiguration({ ...process.env, AFTERCARE_DB: db, AFTERCARE_WORKFLOWS: workflows })
        if (!result.ok) throw new EngineError('configuration-invalid', result.mistakes[0]?.message ?? '')
        const server = await startServer(result.configuration, {
          problemPages: join(packageRoot(), 'docs', 'problems'),
          log: () => undefined,
        })
        stopAtSignal({ stop: () => server.stop().then(remove) }, options.json === true)
        const { url, adminKey = '', signInLink } = server
        announce({ ...seeded, url, adminKey, signInLink }, options.json === true)
      } catch (error) {
        await remove()
        throw error
      }
    })
}

/** Where the demo is, and how one comes in. */
interface Reached {
  readonly url: string
  readonly adminKey: string
  readonly signInLink: string | undefined
}

interface Seeded {
  readonly cases: number
  readonly open: number
  readonly overdue: number
}

async function fill(options: {
  db: string
  workflows: string
  cases: number
  seed: number
}): Promise<Seeded> {
  const until = Date.now()
  const from = until - quarter
  const clock = new VirtualClock(from)
  const sqlite = await openSqlite(options.db)
  try {
    const workflows = await loadWorkflows(options.workflows)
    const engine = await createEngine({ db: sqlite.db, reader: sqlite.reader, workflows, clock })
    await seedCases(engine, clock, { ...options, workflows, from, until })
    const seeded = {
      cases: await engine.count(),
      open: await engine.count({ status: 'active' }),
      overdue: await engine.count({ status: 'active', overdueAt: until }),
    }
    await engine.stop()
    return seeded
  } finally {
    await sqlite.close()
  }
}

function announce({ url, adminKey, signInLink, ...seeded }: Seeded & Reached, json: boolean): void {
  if (json) {
    printJson({ url, adminKey, signInLink, ...seeded })
    return
  }
  printLine(`${seeded.cases} cases, ${seeded.open} of them open, ${seeded.overdue} overdue.`)
  if (signInLink !== undefined) printLine(`Open the console, once by this link: ${signInLink}`)
  printLine(`Later: ${url}/console/ with the admin key ${adminKey}`)
  printLine(`Or: curl -H 'Authorization: Bearer ${adminKey}' '${url}/api/instances?overdue=true&sort=due'`)
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= 100_000) return number
  throw new EngineError(
    'usage-wrong',
    `Expected a whole number from 1 to 100000 as ${name}, but found '${text}'.`,
  )
}
