import { join } from 'node:path'
import type { Command } from 'commander'
import { readConfiguration, startServer } from '../../server/index.js'
import { exitCode, printJson, printLine } from '../output.js'
import { packageRoot } from '../package-paths.js'

/** `aftercare serve`: the engine and its HTTP surface until a signal. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description(
      'run the engine with its HTTP surface (PORT, HOST, AFTERCARE_DB, AFTERCARE_WORKFLOWS, AFTERCARE_PROFILE)',
    )
    .option('--json', 'one JSON object a line')
    .action(async (options: { json?: boolean }) => {
      const result = readConfiguration(process.env)
      if (!result.ok) {
        if (options.json) printJson({ error: { code: 'configuration-invalid' }, mistakes: result.mistakes })
        else
          for (const mistake of result.mistakes)
            process.stderr.write(`configuration-invalid: ${mistake.message}\n`)
        process.exitCode = exitCode.usage
        return
      }
      const server = await startServer(result.configuration, {
        problemPages: join(packageRoot(), 'docs', 'problems'),
        log: (line) =>
          process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`),
      })
      const { configuration } = result
      if (options.json)
        printJson({
          url: server.url,
          db: configuration.db,
          ...(server.adminKey ? { adminKey: server.adminKey } : {}),
        })
      else {
        printLine(`Aftercare listens on ${server.url}, its database is ${configuration.db}.`)
        printLine(`Processes: ${[...new Set(server.engine.processes().map((one) => one.id))].join(', ')}`)
        if (server.adminKey) printLine(`Admin key, shown this once: ${server.adminKey}`)
      }
      const stop = (): void => {
        void server.stop().then(() => process.exit(exitCode.good))
      }
      process.once('SIGINT', stop)
      process.once('SIGTERM', stop)
    })
}
