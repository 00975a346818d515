import type { Knex } from 'knex'

/** Carries out one statement and gives the driver's answer. Throws the driver's own error. */
export type Carry = (sql: string, bindings: readonly (string | number | Buffer | null)[]) => Promise<unknown>

/** Statements kept per connection: more than the store has that are not put together from a filter. */
const mostKept = 200

type Bindings = Parameters<Carry>[1]

/** One statement as a driver has prepared it. */
interface Prepared {
  all(bindings: Bindings): Promise<unknown>
  /** Gives back what it holds. */
  close(): void
}

interface Client extends NodeJS.EventEmitter {
  readonly config: { readonly client?: unknown }
}

const kept = new WeakMap<object, Map<string, Prepared>>()
/** Connections with statements, by the client of their handle. */
const connections = new WeakMap<object, Set<object>>()

/**
 * Carries statements out on one connection of the `sqlite3` or `better-sqlite3` driver, each prepared once and kept with
 * the connection: knex prepares every statement anew, which takes four times as long as the statement itself. Listeners
 * to knex's `query` event hear of them as of any other. `undefined` for another driver or a handle without a connection.
 */
export function preparedStatements(knex: Knex, connection: unknown): Carry | undefined {
  const client = knex.client as Client
  const prepare = drivers[String(client.config.client)]
  if (!prepare || !isConnection(connection)) return undefined
  const statements = kept.get(connection) ?? new Map<string, Prepared>()
  kept.set(connection, statements)
  connections.set(client, (connections.get(client) ?? new Set()).add(connection))
  return async (sql, bindings) => {
    client.emit('query', { sql, bindings })
    const known = statements.get(sql)
    if (known) return known.all(bindings)
    // One that cannot be prepared is not kept: it would never answer.
    const statement = await prepare(connection, sql)
    if (statements.size < mostKept) {
      statements.set(sql, statement)
      return statement.all(bindings)
    }
    try {
      return await statement.all(bindings)
    } finally {
      statement.close()
    }
  }
}

/**
 * Gives back the statements kept for a handle: with them its file would stay open after the handle is closed. Whoever
 * still uses the handle prepares them anew.
 */
export function releaseStatements({ client }: Knex): void {
  const held = connections.get(client as Client)
  for (const connection of held ?? []) {
    const statements = kept.get(connection)
    for (const statement of statements?.values() ?? []) statement.close()
    statements?.clear()
  }
  held?.clear()
}

function isConnection(connection: unknown): connection is object {
  return typeof connection === 'object' && connection !== null && 'prepare' in connection
}

const drivers: { readonly [client: string]: (connection: object, sql: string) => Promise<Prepared> } = {
  sqlite3: (connection, sql) => prepareLater(connection as CallbackConnection, sql),
  'better-sqlite3': (connection, sql) => prepareAtOnce(connection as DirectConnection, sql),
}

interface CallbackConnection {
  prepare(sql: string, done: (error: Error | null) => void): CallbackStatement
}

interface CallbackStatement {
  all(bindings: Bindings, done: (error: Error | null, rows: unknown) => void): void
  finalize(): void
}

function prepareLater(connection: CallbackConnection, sql: string): Promise<Prepared> {
  return new Promise((resolve, reject) => {
    const statement = connection.prepare(sql, (error) => {
      if (error) reject(error)
      else resolve({ all: (bindings) => all(statement, bindings), close: () => statement.finalize() })
    })
  })
}

function all(statement: CallbackStatement, bindings: Bindings): Promise<unknown> {
  return new Promise((resolve, reject) => {
    statement.all(bindings, (error, rows) => {
      if (error) reject(error)
      else resolve(rows)
    })
  })
}

/** Its statements answer at once, and are given back when nothing refers to them any more. */
interface DirectConnection {
  prepare(sql: string): {
    /** Whether it gives rows. */
    readonly reader: boolean
    all(bindings: Bindings): unknown
    run(bindings: Bindings): unknown
  }
}

async function prepareAtOnce(connection: DirectConnection, sql: string): Promise<Prepared> {
  const statement = await Promise.resolve(connection.prepare(sql))
  return {
    all: async (bindings) =>
      Promise.resolve(statement.reader ? statement.all(bindings) : statement.run(bindings)),
    close: () => undefined,
  }
}
