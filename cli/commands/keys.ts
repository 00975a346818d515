import type { Command } from 'commander'
import { createApiKeys, formatInstant, systemClock, type ApiKeys } from '../../engine/index.js'
import { createKey, type KeyRequest } from '../key-request.js'
import { databasePlace, withReadStore, withStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'

interface DatabaseOption {
  readonly db?: string
  readonly json?: boolean
}

type ListedKey = Awaited<ReturnType<ApiKeys['list']>>[number]

/** `aftercare keys create|list|revoke`: API keys; works beside a running server. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('API keys of people and programs')
  withDatabase(keys.command('create').description('make a key; it is shown once and works at once'))
    .option('--role <role...>', 'roles of the key, besides those of its person')
    .option('--name <name>', 'what the key is for; the name its cases and events bear (a new one)')
    .option('--actor <person>', 'person the key acts as, instead of its own name')
    .option('--expires <time>', 'when it stops working (RFC 3339)')
    .action(async (options: DatabaseOption & KeyRequest) => {
      const created = await onKeys(options, (api) => createKey(api, options))
      if (options.json) printJson(created)
      else printLine(`Key ${created.id}, shown this once: ${created.key}`)
    })
  withDatabase(keys.command('list').description('list the keys, without their secrets')).action(
    async (options: DatabaseOption) => {
      const rows = (await onKeys(options, (api) => api.list(), withReadStore)).map(shown)
      if (options.json) {
        printJson({ keys: rows })
        return
      }
      for (const { id, name, actor, roles, state } of rows)
        printLine(`${id}  ${actor ?? name}  ${roles.join(', ')}  ${state}`)
    },
  )
  withDatabase(
    keys.command('revoke').description('revoke a key at once').argument('<id>', 'id of the key'),
  ).action(async (id: string, options: DatabaseOption) => {
    const revoked = await onKeys(options, (api) => api.revoke(id))
    if (options.json) printJson({ id, revoked })
    else
      printLine(
        revoked ? `Revoked ${id}.` : `Expected a valid key, but there is no '${id}' that is not revoked.`,
      )
    process.exitCode = revoked ? exitCode.good : exitCode.problems
  })
}

function withDatabase(command: Command): Command {
  return command
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
}

function shown({ createdAt, expiresAt, revokedAt, ...row }: ListedKey) {
  const expired = expiresAt !== undefined && expiresAt <= systemClock.now()
  return {
    ...row,
    state: revokedAt !== undefined ? 'revoked' : expired ? 'expired' : 'valid',
    createdAt: formatInstant(createdAt),
    ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }),
    ...(revokedAt === undefined ? {} : { revokedAt: formatInstant(revokedAt) }),
  }
}

function onKeys<T>(
  options: DatabaseOption,
  work: (keys: ApiKeys) => Promise<T>,
  open: typeof withStore = withStore,
): Promise<T> {
  const nobody = { find: () => Promise.resolve(undefined) }
  return open(databasePlace(options.db), (store) => work(createApiKeys(store, systemClock, nobody)))
}
