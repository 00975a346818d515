import { EngineError } from '../errors/index.js'

/** SQLite's lock held by another; PostgreSQL's lock not to be had, server starting or stopping, no more connections. */
const busy = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', '55P03', '57P01', '57P02', '57P03', '53300'])

/** PostgreSQL ended the transaction in favour of another: serialisation failure, deadlock. */
const conflicts = new Set(['40001', '40P01'])

/** The server is not there (any more): it may come back. */
const gone = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '08000',
  '08003',
  '08006',
])

/** PostgreSQL holds every character in a text but U+0000, and no half of one. */
const unfitText = new Set(['22021', '22P05'])
const unfitInJson = /(?:^| - )invalid input syntax for type json/

/** What the driver says of a connection that broke, after knex's copy of the statement. */
const lostConnection =
  /(?:^| - )(Connection (terminated|ended)|Client has encountered a connection error|Client was closed)/

/** PostgreSQL: another transaction has meanwhile written a row of the same key. Begun again, this one sees it. */
const doubled = '23505'

/** A failure after which the transaction can begin again at once, and may succeed. */
export class TransactionConflict extends EngineError {}

/** A statement that could not be carried out for a text in it: the fault of whoever gave that, not of the database. */
export class UnfitText extends EngineError {}

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
 * there is no `cause` for the same reason. `database-busy` may be tried again, `database-failed` not; `usage-wrong` is
 * said of a text that the database cannot hold.
 */
export function databaseError(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : ''
  const code = codeOf(error)
  if (conflicts.has(code))
    return new TransactionConflict(
      'database-busy',
      `Expected to get the database, but another transaction was in the way (${code}). Try again.`,
      { retryable: true },
    )
  if (unfitText.has(code) || unfitInJson.test(message))
    return new UnfitText(
      'usage-wrong',
      'Expected texts of whole characters other than U+0000, but found another one. Take it out.',
    )
  if (gone.has(code) || lostConnection.test(message))
    return new EngineError(
      'database-busy',
      `Expected the database to answer, but it cannot be reached (${code || 'connection lost'}). Try again.`,
      { retryable: true },
    )
  if (busy.has(plain(code)) || name === 'KnexTimeoutError')
    return new EngineError(
      'database-busy',
      `Expected to get the database, but others kept it busy (${code || name}). Try again.`,
      { retryable: true },
    )
  const detail = harmless.map((pattern) => pattern.exec(message)?.[0]).find((found) => found !== undefined)
  const Failure = code === doubled ? TransactionConflict : EngineError
  return new Failure(
    'database-failed',
    `Expected the database to carry out a statement, but it failed (${code || name || 'unknown'}${detail ? `: ${detail}` : ''}).`,
  )
}

/** Without what `better-sqlite3` adds to it: `SQLITE_BUSY_SNAPSHOT` is a `SQLITE_BUSY`. */
function plain(code: string): string {
  return code.replace(/^(SQLITE_(?:BUSY|LOCKED))_.*$/, '$1')
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code) ? error.code : ''
}
