import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import {
  createApiKeys,
  EngineError,
  formatInstant,
  parseInstant,
  systemClock,
  type ApiKeys,
  type CreatedKey,
} from '../../engine/index.js'
import { databaseFile, withStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'

interface DatabaseOption {
  readonly db?: string
  readonly json?: boolean
}

interface CreateOptions extends DatabaseOption {
  readonly role: readonly string[]
  readonly name?: string
  readonly actor?: string
  readonly expires?: string
}

type ListedKey = Awaited<ReturnType<ApiKeys['list']>>[number]

/** `aftercare keys create|list|revoke`: API keys; works beside a running server. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('API keys of people and programs')
  withDatabase(keys.command('create').description('make a key; it is shown once and works at once'))
    .requiredOption('--role <role...>', 'roles of the key')
    .option('--name <name>', 'what the key is for; the name its cases and events bear (a new one)')
    .option('--actor <person>', 'person the key acts as, instead of its own name')
    .option('--expires <time>', 'when it stops working (RFC 3339)')
    .action(async (options: CreateOptions) => {
      const created = await onKeys(options, (api) => createKey(api, options))
      if (options.json) printJson(created)
      else printLine(`Key ${created.id}, shown this once: ${created.key}`)
    })
  withDatabase(keys.command('list').description('list the keys, without their secrets')).action(
    async (options: DatabaseOption) => {
      const rows = (await onKeys(options, (api) => api.list())).map(shown)
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
  return command.option('--db <file>', 'database (AFTERCARE_DB)').option('--json', 'one JSON object')
}

/**
 * A key without a person acts under its name, so no two keys may share one, and none that of a person another key
 * acts as: they would count as one and the same and see each other's cases.
 */
async function createKey(api: ApiKeys, options: CreateOptions): Promise<CreatedKey> {
  const { role: roles, actor } = options
  const name = options.name ?? `${roles[0] ?? 'key'}-${randomBytes(4).toString('hex')}`
  const wrong = roles.find((role) => !/^[a-z][a-z0-9-]*$/.test(role))
  if (wrong !== undefined)
    throw new EngineError(
      'usage-wrong',
      `Expected a role such as service-desk as --role, but found '${wrong}'.`,
    )
  const taken = (await api.list()).some((key) => key.name === name || key.actor === name)
  if (taken)
    throw new EngineError('usage-wrong', `Expected a new name as --name, but '${name}' is in use already.`)
  return api.create({
    name,
    roles,
    ...(actor === undefined ? {} : { actor }),
    ...(options.expires === undefined ? {} : { expiresAt: futureInstant(options.expires) }),
  })
}

function futureInstant(text: string): number {
  const at = parseInstant(text)
  if (at === undefined || at <= systemClock.now())
    throw new EngineError(
      'usage-wrong',
      `Expected a time to come, such as 2030-01-31T18:00:00+08:00, as --expires, but found '${text}'.`,
    )
  return at
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

function onKeys<T>(options: DatabaseOption, work: (keys: ApiKeys) => Promise<T>): Promise<T> {
  const nobody = { find: () => Promise.resolve(undefined) }
  return withStore(databaseFile(options.db), (store) => work(createApiKeys(store, systemClock, nobody)))
}
