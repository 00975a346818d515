import type { Command } from 'commander'
import {
  createApiKeys,
  EngineError,
  formatInstant,
  plainDuration,
  systemClock,
  type ApiKeys,
  type KnownNames,
  type ListedKey,
} from '../../engine/index.js'
import { createKey, type KeyRequest, type KeysWith } from '../key-request.js'
import { databasePlace, withReadStore, withStore } from '../open-database.js'
import { exitCode, printJson, printLine } from '../output.js'

interface DatabaseOption {
  readonly db?: string
  readonly json?: boolean
}

/** `aftercare keys create|list|revoke|rotate`: API keys; works beside a running server. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('API keys of people and programs')
  addCreate(keys)
  addList(keys)
  addRevoke(keys)
  addRotate(keys)
}

function addCreate(keys: Command): void {
  withDatabase(keys.command('create').description('make a key; it is shown once and works at once'))
    .option('--role <role...>', 'roles of the key, besides those of its person')
    .option('--name <name>', 'what the key is for; the name its cases and events bear (a new one)')
    .option('--actor <person>', 'person the key acts as, instead of its own name')
    .option('--expires <time>', 'when it stops working (RFC 3339)')
    .option('--process <process...>', 'processes it is confined to')
    .option('--read-only', 'a key that changes nothing')
    .option('--may-act-for', 'whoever has it may act for people it names, with the roles both have')
    .option('--by <person>', 'who makes it, kept in the operators’ log')
    .action(async (options: DatabaseOption & KeyRequest) => {
      const created = await onKeys(options, (keysWith) => createKey(keysWith, options))
      if (options.json) printJson(created)
      else printLine(`Key ${created.id}, shown this once: ${created.key}`)
    })
}

function addList(keys: Command): void {
  withDatabase(keys.command('list').description('list the keys, without their secrets')).action(
    async (options: DatabaseOption) => {
      const rows = (await onKeys(options, (keysWith) => keysWith(nothingKnown).list(), withReadStore)).map(
        shown,
      )
      if (options.json) {
        printJson({ keys: rows })
        return
      }
      for (const row of rows) printLine(lineOf(row))
    },
  )
}

function addRevoke(keys: Command): void {
  withDatabase(keys.command('revoke').description('revoke a key at once').argument('<id>', 'id of the key'))
    .option('--by <person>', 'who does it, kept in the operators’ log')
    .action(async (id: string, options: DatabaseOption & { readonly by?: string }) => {
      const revoked = await onKeys(options, (keysWith) => keysWith(nothingKnown).revoke(id, options.by))
      if (options.json) printJson({ id, revoked })
      else printLine(revoked ? `Revoked ${id}.` : noSuchKey(id))
      process.exitCode = revoked ? exitCode.good : exitCode.problems
    })
}

function addRotate(keys: Command): void {
  withDatabase(
    keys
      .command('rotate')
      .description('give a key another secret, shown once; name, roles and limits stay')
      .argument('<id>', 'id of the key'),
  )
    .option('--overlap <duration>', 'how long the secret before still works, such as "2 hours"')
    .option('--by <person>', 'who does it, kept in the operators’ log')
    .action(
      async (id: string, options: DatabaseOption & { readonly overlap?: string; readonly by?: string }) => {
        const overlap = overlapOf(options.overlap)
        const created = await onKeys(options, (keysWith) =>
          keysWith(nothingKnown).rotate(id, overlap, options.by),
        )
        if (options.json) printJson(created ?? { id, rotated: false })
        else printLine(created ? `Key ${id}, its new secret, shown this once: ${created.key}` : noSuchKey(id))
        process.exitCode = created ? exitCode.good : exitCode.problems
      },
    )
}

/** Longest time two secrets of one key work side by side, in milliseconds: thirty days. */
const longestOverlap = 2_592_000_000

function overlapOf(text: string | undefined): number {
  if (text === undefined) return 0
  const ms = plainDuration(text)
  if (ms !== undefined && ms <= longestOverlap) return ms
  throw new EngineError(
    'usage-wrong',
    `Expected a duration of at most 30 days, such as "2 hours", as --overlap, but found '${text}'.`,
  )
}

function withDatabase(command: Command): Command {
  return command
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--json', 'one JSON object')
}

function noSuchKey(id: string): string {
  return `Expected a valid key, but there is no '${id}' that is not revoked.`
}

type ShownKey = ReturnType<typeof shown>

function shown({ createdAt, expiresAt, revokedAt, lastUsedAt, oldUntil, ...row }: ListedKey) {
  const now = systemClock.now()
  const expired = expiresAt !== undefined && expiresAt <= now
  return {
    ...row,
    state: revokedAt !== undefined ? 'revoked' : expired ? 'expired' : 'valid',
    createdAt: formatInstant(createdAt),
    ...(expiresAt === undefined ? {} : { expiresAt: formatInstant(expiresAt) }),
    ...(revokedAt === undefined ? {} : { revokedAt: formatInstant(revokedAt) }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: formatInstant(lastUsedAt) }),
    ...(oldUntil === undefined || oldUntil <= now ? {} : { oldSecretUntil: formatInstant(oldUntil) }),
  }
}

function lineOf({ id, name, actor, roles, state, lastUsedAt, ...row }: ShownKey): string {
  const limits = [
    ...(row.processes ? [`only ${row.processes.join(', ')}`] : []),
    ...(row.readOnly ? ['read only'] : []),
    ...(row.mayActFor ? ['may act for people'] : []),
  ]
  const used = lastUsedAt === undefined ? 'never used' : `used ${lastUsedAt}`
  return [id, actor ?? name, roles.join(', '), ...limits, state, used].join('  ')
}

const nothingKnown: KnownNames = { where: '', remedy: '' }

function onKeys<T>(
  options: DatabaseOption,
  work: (keysWith: KeysWith) => Promise<T>,
  open: typeof withStore = withStore,
): Promise<T> {
  const nobody = { find: () => Promise.resolve(undefined) }
  return open(databasePlace(options.db), (store) =>
    work((known): ApiKeys => createApiKeys(store, systemClock, nobody, () => known)),
  )
}
