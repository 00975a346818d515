import type { Knex } from 'knex'
import { EngineError } from '../errors/index.js'
import type { AtBoundary } from './boundary.js'
import { TransactionConflict } from './database-error.js'
import { type Dialect, postgres, sqlite } from './dialect.js'
import { createGroupedWrites } from './grouped-writes.js'
import { createHints, type Hints } from './hints.js'
import { expectMigrated, type Migrated, migrate } from './migrate.js'
import type { Migration } from './migrations/migration.js'
import { randomSalts, type SaltSource } from './personal-values.js'
import type { Store, StoreReads } from './port.js'
import { readSnapshot } from './read-snapshot.js'
import { releaseStatements } from './prepared-statements.js'
import { createSession, type Session } from './session.js'
import { createReads } from './store-reads.js'
import { createWrites } from './store-writes.js'
import { tableNames } from './table-names.js'
import { releaseLease, takeLease } from './tables/leases.js'
import { WriteQueue } from './write-queue.js'
import { joinTransaction, writeTransaction, type TransactionContext } from './write-transaction.js'

/** What a store is made of. The handles stay the caller's: closing the store does not close them. */
export interface StoreOptions {
  /** Handle that writes. On SQLite its pool holds one connection. */
  readonly db: Knex
  /** Handle that reads; `db` where absent, so that reads wait for running transactions. */
  readonly reader?: Knex
  /** Salts for personal values; random where absent. */
  readonly salts?: SaltSource
  /** Prefix of all tables; `aftercare_` where absent. */
  readonly prefix?: string
  /** Steps of the tables' history; those of this release where absent. */
  readonly migrations?: readonly Migration[]
  /** For tests of what a crash leaves. */
  readonly atBoundary?: AtBoundary
  /** Told what an operator should know. Texts never hold values of cases. */
  readonly onLog?: (line: { readonly level: 'info' | 'warn'; readonly message: string }) => void
}

/**
 * The store over knex. Opens nothing; call `migrate` first. Throws `configuration-invalid` for a database other than
 * SQLite and PostgreSQL or a prefix that is no plain name. After `close` every call throws `engine-stopped`.
 */
export function createStore(options: StoreOptions): Store {
  const dialect = dialectOf(options.db)
  const names = tableNames(options.prefix)
  const context = { db: options.db, names, dialect }
  const salts = options.salts ?? randomSalts
  const known = options.migrations ? { known: options.migrations } : {}
  const hints = createHints({ ...options, dialect, channel: names.leases })
  const queue = new WriteQueue()
  const running = new Set<Promise<unknown>>()
  let closed: string | undefined

  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.catch(() => undefined).finally(() => running.delete(settled))
    running.add(settled)
    return work
  }
  const refuseClosed = (): void => {
    if (closed !== undefined) throw new EngineError('engine-stopped', closed)
  }
  /** A transaction of ours: behind those before it where the database has one writer. */
  const own = async <T>(name: string, work: (session: Session) => Promise<T>): Promise<T> => {
    refuseClosed()
    const run = (): Promise<T> => betweenBoundaries({ name, work, at: options.atBoundary, context })
    return dialect.oneWriter ? queue.run(run) : track(retried(run))
  }

  return {
    async migrate(node) {
      tell(options, await own('migrate', (session) => migrate(session, { ...known, ...(node && { node }) })))
    },
    async expectMigrated() {
      refuseClosed()
      await expectMigrated(readerOf(options, context), options.migrations)
    },
    async transaction(work, { host, name = 'other' } = {}) {
      refuseClosed()
      if (host === undefined) return own(name, (session) => work(createWrites(session, salts)))
      return track(joinTransaction(context, toKnex(host), (session) => work(createWrites(session, salts))))
    },
    async group(work, { name = 'other' } = {}) {
      return own(name, async (session) => {
        const tx = createGroupedWrites(session, salts)
        const result = await work(tx)
        await tx.flush()
        return result
      })
    },
    read: createReads(readerOf(options, context, () => closed)),
    snapshot: async (work) => {
      refuseClosed()
      return track(snapshotOf(options, context, work))
    },
    ...betweenNodes((work) => own('lease', work), hints),
    async close() {
      closed ??= 'Expected an open store, but it has been closed.'
      await queue.idle()
      await Promise.all(running)
      await hints.close()
      releaseStatements(options.db)
    },
  }
}

/** A session over whichever handle reads. */
function readerOf(
  { db, reader = db }: StoreOptions,
  { names, dialect }: TransactionContext,
  ended?: () => string | undefined,
): Session {
  return createSession({ knex: reader, ...(ended && { ended }) }, names, dialect)
}

/** Reads of one moment, by whichever handle reads. */
function snapshotOf<T>(
  { db, reader = db }: StoreOptions,
  context: TransactionContext,
  work: (read: StoreReads) => Promise<T>,
): Promise<T> {
  return readSnapshot({ ...context, db: reader }, (session) => work(createReads(session)))
}

/** What nodes on one database have to do with each other. */
function betweenNodes(
  own: <T>(work: (session: Session) => Promise<T>) => Promise<T>,
  hints: Hints,
): Pick<Store, 'takeLease' | 'releaseLease' | 'hint' | 'onHint'> {
  return {
    takeLease: async (request) => own((session) => takeLease(session, request)),
    releaseLease: async (lease) => own((session) => releaseLease(session, lease)),
    hint: (topic) => hints.hint(topic),
    onHint: (listener) => hints.onHint(listener),
  }
}

function tell({ onLog }: StoreOptions, { ran, newer }: Migrated): void {
  for (const name of ran) onLog?.({ level: 'info', message: `Migration '${name}' has run.` })
  if (newer.length === 0) return
  const names = newer.map((name) => `'${name}'`).join(', ')
  const message = `A newer release has upgraded the tables (${names}). This one goes on working with them; bring it up to date too.`
  onLog?.({ level: 'warn', message })
}

/** A transaction of ours, with both sides of its commit told. */
async function betweenBoundaries<T>(marked: {
  readonly name: string
  readonly work: (session: Session) => Promise<T>
  readonly at: AtBoundary | undefined
  readonly context: TransactionContext
}): Promise<T> {
  const { name, work, at, context } = marked
  const result = await writeTransaction(context, async (session) => {
    const done = await work(session)
    await at?.({ transaction: name, side: 'before-commit' })
    return done
  })
  await at?.({ transaction: name, side: 'after-commit' })
  return result
}

/** How often a transaction begins that others get in the way of. */
const mostAttempts = 5

/**
 * Several writers may hold what the others need: the database then ends one of them, which begins again. What `work`
 * did outside the database would be done twice.
 */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work()
    } catch (error) {
      if (attempt === mostAttempts || !(error instanceof TransactionConflict)) throw error
    }
}

function dialectOf(db: Knex): Dialect {
  const { client } = (db.client as { readonly config: { readonly client?: unknown } }).config
  if (client === 'sqlite3' || client === 'better-sqlite3') return sqlite
  if (client === 'pg' || client === 'postgres' || client === 'postgresql') return postgres
  throw new EngineError(
    'configuration-invalid',
    `Expected a knex handle of 'sqlite3', 'better-sqlite3' or 'pg', but its client is '${String(client)}'.`,
  )
}

function toKnex(host: unknown): Knex {
  if (typeof host === 'function' && 'isTransaction' in host && host.isTransaction === true)
    return host as Knex
  throw new EngineError(
    'usage-wrong',
    "Expected 'host' to be a transaction of knex, but it is something else.",
  )
}
