import type { Command } from 'commander'
import { createApiKeys, formatInstant, systemClock, type Store } from '../../engine/index.js'
import { databaseFile, withStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'

interface DatabaseOption {
  readonly db?: string
  readonly json?: boolean
}

/** `aftercare keys create|list|revoke`: API keys; works beside a running server. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('API keys of people and programs')
  keys
    .command('create')
    .description('make a key; it is shown once')
    .requiredOption('--role <role...>', 'roles of the key')
    .option('--name <name>', 'what the key is for', 'key')
    .option('--actor <person>', 'person of the organisation the key acts as')
    .option('--db <file>', 'database (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action(async (options: DatabaseOption & { role: string[]; name: string; actor?: string }) => {
      const { role, name, actor } = options
      const created = await onKeys(options, (api) =>
        api.create({ name, roles: role, ...(actor === undefined ? {} : { actor }) }),
      )
      if (options.json) printJson(created)
      else printLine(`Key ${created.id}, shown this once: ${created.key}`)
    })
  keys
    .command('list')
    .description('list the keys, without their secrets')
    .option('--db <file>', 'database (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action(async (options: DatabaseOption) => {
      const rows = await onKeys(options, (api) => api.list())
      const shown = rows.map(({ createdAt, expiresAt, revokedAt, ...row }) => ({
        ...row,
        createdAt: formatInstant(createdAt),
        ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }),
        ...(revokedAt === undefined ? {} : { revokedAt: formatInstant(revokedAt) }),
      }))
      if (options.json) return printJson({ keys: shown })
      for (const row of shown) {
        const state = 'revokedAt' in row ? `revoked ${String(row.revokedAt)}` : 'valid'
        printLine(`${row.id}  ${row.name}  ${row.roles.join(', ')}  ${state}`)
      }
    })
  keys
    .command('revoke')
    .description('revoke a key at once')
    .argument('<id>', 'id of the key')
    .option('--db <file>', 'database (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
    .action(async (id: string, options: DatabaseOption) => {
      const revoked = await onKeys(options, (api) => api.revoke(id))
      if (options.json) printJson({ id, revoked })
      else
        printLine(
          revoked ? `Revoked ${id}.` : `Expected a valid key, but there is no '${id}' that is not revoked.`,
        )
      process.exitCode = revoked ? exitCode.good : exitCode.problems
    })
}

function onKeys<T>(
  options: DatabaseOption,
  work: (keys: ReturnType<typeof createApiKeys>) => Promise<T>,
): Promise<T> {
  const nobody = { find: () => Promise.resolve(undefined) }
  return withStore(databaseFile(options.db), (store: Store) =>
    work(createApiKeys(store, systemClock, nobody)),
  )
}
