import type { Knex } from 'knex'

/** Carries out one statement and gives the driver's answer. Throws the driver's own error. */
export type Carry = (sql: string, bindings: readonly (string | number | Buffer | null)[]) => Promise<unknown>

/** Statements kept per connection: more than the store has that are not put together from a filter. */
const mostKept = 200

interface Statement {
  all(bindings: readonly unknown[], done: (error: Error | null, rows: unknown) => void): void
  finalize(): void
}

interface Connection {
  prepare(sql: string, done: (error: Error | null) => void): Statement
}

interface Client extends NodeJS.EventEmitter {
  readonly config: { readonly client?: unknown }
}

const kept = new WeakMap<object, Map<string, Statement>>()

/**
 * Carries statements out on one connection of the `sqlite3` driver, each prepared once and kept with the connection:
 * knex prepares every statement anew, which takes four times as long as the statement itself. Listeners to knex's
 * `query` event hear of them as of any other. `undefined` for another driver or a handle without a connection.
 */
export function preparedStatements(knex: Knex, connection: unknown): Carry | undefined {
  const client = knex.client as Client
  if (client.config.client !== 'sqlite3' || !isConnection(connection)) return undefined
  const statements = kept.get(connection) ?? new Map<string, Statement>()
  kept.set(connection, statements)
  return async (sql, bindings) => {
    client.emit('query', { sql, bindings })
    const known = statements.get(sql)
    if (known) return all(known, bindings)
    // One that cannot be prepared is not kept: it would never answer.
    const statement = await prepare(connection, sql)
    if (statements.size < mostKept) {
      statements.set(sql, statement)
      return all(statement, bindings)
    }
    try {
      return await all(statement, bindings)
    } finally {
      statement.finalize()
    }
  }
}

function isConnection(connection: unknown): connection is Connection {
  return typeof connection === 'object' && connection !== null && 'prepare' in connection
}

function prepare(connection: Connection, sql: string): Promise<Statement> {
  return new Promise((resolve, reject) => {
    const statement = connection.prepare(sql, (error) => {
      if (error) reject(error)
      else resolve(statement)
    })
  })
}

function all(statement: Statement, bindings: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    statement.all(bindings, (error, rows) => {
      if (error) reject(error)
      else resolve(rows)
    })
  })
}
