import { EngineError } from '../errors/index.js'

const busy = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', '40001', '40P01', '55P03'])

/** Parts of a driver's message that name tables, columns and constraints, never values. */
const harmless = [
  /\b(UNIQUE|NOT NULL|CHECK|PRIMARY KEY) constraint failed: [A-Za-z0-9_., ]+/,
  /\bFOREIGN KEY constraint failed/,
  /\bviolates (unique|not-null|check|foreign key) constraint( "[A-Za-z0-9_]+")?/,
  /\b(relation|column) "?[A-Za-z0-9_.]+"? does not exist/,
  /\bno such (table|column|index): [A-Za-z0-9_.]+/,
  /\bdatabase disk image is malformed/,
  /\bdatabase or disk is full/,
  /\battempt to write a readonly database/,
  /\bunable to open database file/,
  /\bfile is not a database/,
  /\bdisk I\/O error/,
]

/**
 * What may leave the store in place of a driver's error. knex writes bound values (names, telephone numbers) into its
 * messages, so nothing of the original is passed on but its code and the names of tables and constraints;
 * there is no `cause` for the same reason. `database-busy` may be tried again, `database-failed` not.
 */
export function databaseError(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : ''
  const code = codeOf(error)
  if (busy.has(code) || name === 'KnexTimeoutError')
    return new EngineError(
      'database-busy',
      `Expected to get the database, but others kept it busy (${code || name}). Try again.`,
      { retryable: true },
    )
  const detail = harmless.map((pattern) => pattern.exec(message)?.[0]).find((found) => found !== undefined)
  return new EngineError(
    'database-failed',
    `Expected the database to carry out a statement, but it failed (${code || name || 'unknown'}${detail ? `: ${detail}` : ''}).`,
  )
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code) ? error.code : ''
}
