import { join } from 'node:path'
import type { Command } from 'commander'
import {
  createLog,
  createWatching,
  readConfiguration,
  startServer,
  type Configuration,
  type RunningServer,
} from '../../server/index.js'
import { shownPlace, stampWorkflows } from '../../engine/index.js'
import { laneName } from '../lane-name.js'
import { exitCode, printJson, printLine } from '../output.js'
import { packageRoot } from '../package-paths.js'
import { stopAtSignal } from '../stop-at-signal.js'
import { watchFolder } from '../watch-folder.js'

const variables = `
Set by variables of the environment:
  PORT                  port to listen on (4100)
  HOST                  address to listen on (127.0.0.1: this machine only)
  AFTERCARE_DB          SQLite file or postgres:// address (data/aftercare.db)
  AFTERCARE_WORKFLOWS   folder of definitions (workflows)
  AFTERCARE_CHANGED_VERSIONS  'told': start although a version has another content under its name (refused)
  AFTERCARE_PROFILE     profile of cases whose creation names none
  AFTERCARE_LOG_LEVEL   debug, info, warn, error or silent (info); debug has a line for each request
  AFTERCARE_METRICS_TOKEN  token that opens /metrics; without one it is open to this machine
  AFTERCARE_URL         origin under which browsers reach the server
  AFTERCARE_OIDC_…, AFTERCARE_SESSION_…, AFTERCARE_…_LIMIT  who may come in: docs/operating.md
  AFTERCARE_ANCHOR_KEY  file of the key that signs anchors (anchor-key.pem beside the database)
  AFTERCARE_ANCHOR_TIMES  when anchors are written: '30 minutes', or '08:00, 20:00' (every hour)`

/** `aftercare serve`: the engine and its HTTP surface until a signal. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the engine with its HTTP surface until SIGTERM or Ctrl-C')
    .option('--watch', 'for development: deploy the folder again when a file of it changes')
    .option('--json', 'one JSON object')
    .addHelpText('after', variables)
    .action(async ({ json = false, watch = false }: { json?: boolean; watch?: boolean }) => {
      const result = readConfiguration(process.env)
      if (!result.ok) {
        const { mistakes } = result
        if (json) printJson({ error: { code: 'configuration-invalid' }, mistakes })
        else for (const { message } of mistakes) process.stderr.write(`configuration-invalid: ${message}\n`)
        process.exitCode = exitCode.usage
        return
      }
      const { logLevel: level = 'info' } = result.configuration.watch ?? {}
      const log = createLog({ level })
      // Before it is read, so that no change is missed.
      const stamp = watch ? await stampWorkflows([result.configuration.workflows]) : undefined
      const configuration: Configuration = {
        ...result.configuration,
        ...(watch && { changedVersions: 'allowed' }),
      }
      const server = await startServer(configuration, {
        problemPages: join(packageRoot(), 'docs', 'problems'),
        log: log.write,
        watching: createWatching({ logged: log.request }),
      })
      stopAtSignal(
        stamp === undefined ? server : watched(server, result.configuration.workflows, stamp),
        json,
      )
      await announce(server, result.configuration, json)
    })
}

/** The server with its folder watched: a deployment that is under way ends before the database is closed. */
function watched(server: RunningServer, folder: string, stamp: string): Pick<RunningServer, 'stop'> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`)
  const watching = watchFolder({ folder, stamp, engine: server.engine, tell })
  return {
    stop: async () => {
      await watching.stop()
      await server.stop()
    },
  }
}

async function announce(
  { url, engine, adminKey, signInLink }: RunningServer,
  { db }: Configuration,
  json: boolean,
): Promise<void> {
  const processes = [...new Set(engine.processes().map((one) => one.id))]
  const [delivered, waiting] = [engine.deliveredLanes(), await engine.waitingLanes()]
  if (json) {
    const key = adminKey === undefined ? {} : { adminKey, signInLink }
    printJson({ url, db: shownPlace(db), processes, delivered, waiting, ...key })
    return
  }
  printLine(`Aftercare listens on ${url}, its database is ${shownPlace(db)}.`)
  printLine(`Processes: ${processes.join(', ')}`)
  printLine(`Delivered outside: ${delivered.map(laneName).join(', ') || 'nothing, see docs/channels.md'}`)
  if (waiting.length > 0) printLine(`Waiting for a service or a channel: ${waiting.map(laneName).join(', ')}`)
  if (adminKey !== undefined) printLine(`Admin key, shown this once: ${adminKey}`)
  if (signInLink !== undefined) printLine(`Sign in by browser, once within 15 minutes: ${signInLink}`)
}
