import type { Row } from './row.js'

/** Columns of a table that is written from a bound JSON array, in the order of the values of each row. */
export type Columns = { readonly [name: string]: 'text' | 'integer' }

/**
 * What differs between databases. Everything else is SQL that SQLite and PostgreSQL both read: keyset ranges over
 * row values, `on conflict`, `returning`, partial indexes.
 */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres'
  /** Opens a transaction that may write from its first statement on. */
  readonly beginWrite: string
  /** Opens a transaction whose reads are all of one moment: that of the first. */
  readonly beginSnapshot: string
  /** A statement that takes the write lock inside a transaction somebody else opened; changes nothing. */
  takeWriteLock(table: string): string
  /** Suffix of a `select` that locks the rows it reads. */
  readonly forUpdate: string
  /** The same, leaving out rows that others have locked. */
  readonly forUpdateOfFree: string
  /**
   * A statement that holds names (one bound JSON array of texts) until the end of the transaction, so that two writers
   * do not both find that a row is not there yet. Absent where there is one writer at a time anyway.
   */
  readonly holdNames?: string
  /** Whether one writer at a time is all the database can do. */
  readonly oneWriter: boolean
  /** The time of the database's clock, in milliseconds. */
  readonly now: string
  /** Statement that finds the table of the bound name. */
  readonly findTable: string
  readonly types: {
    readonly text: string
    /** Whole numbers up to 2^53. */
    readonly integer: string
    /** Primary key that the database counts up. */
    readonly rowId: string
    readonly bytes: string
  }
  /** Suffix of `create table` for narrow tables that are nothing but their primary key. */
  readonly keyedTable: string
  /** `select <columns, by their names> from <the bound JSON array of arrays>`; may be followed by `on conflict`. */
  selectRows(columns: Columns): string
  /** `select <text>` over one bound JSON array of texts, for `in (…)`. */
  readonly selectTexts: string
  /** The same for whole numbers. */
  readonly selectIntegers: string
  /** Behind the name of a table: that its rows are to be read along this index. Empty where that cannot be said. */
  along(index: string): string
  /** Behind the name of a table: that its rows are to be found by their numbers. Likewise. */
  readonly byNumber: string
  /** A column of whole numbers of all rows as one JSON array in a text, in the order the rows come in. */
  listOf(column: string): string
  /** Columns of all rows, a line with a JSON array for each row, in the order the rows come in; null without rows. */
  linesOf(columns: readonly string[]): string
  /** Whether `column` contains the bound text. */
  contains(column: string): string
  /** The part of a column of JSON under the bound path, as JSON. */
  fieldOf(column: string): string
  /** The path of a field of a case's data within its record, as `fieldOf` takes it. */
  fieldPath(field: string): string
  /** Rows of the driver's answer. */
  rowsOf(answer: unknown): readonly Row[]
}

/**
 * SQLite. Writers are serialised by `begin immediate`, so no row locks are needed; knex itself would send a
 * deferred `begin`, which fails at once when another process wrote between its first read and its first write.
 */
export const sqlite: Dialect = {
  name: 'sqlite',
  beginWrite: 'begin immediate',
  beginSnapshot: 'begin',
  takeWriteLock: (table) => `update ${table} set name = name where 1 = 0`,
  forUpdate: '',
  forUpdateOfFree: '',
  oneWriter: true,
  now: "cast(round((julianday('now') - 2440587.5) * 86400000) as integer)",
  findTable: "select name from sqlite_master where type = 'table' and name = ?",
  types: { text: 'text', integer: 'integer', rowId: 'integer primary key', bytes: 'blob' },
  keyedTable: ' without rowid',
  // `where true` keeps SQLite from reading `on conflict` as a join condition.
  selectRows: (columns) =>
    `select ${Object.keys(columns)
      .map((name, index) => `json_extract(value, '$[${index}]') as ${name}`)
      .join(', ')} from json_each(?) where true`,
  selectTexts: 'select value from json_each(?)',
  selectIntegers: 'select value from json_each(?)',
  // Without statistics SQLite would rather look for a few cases than follow an order; with it, a list is what it says.
  along: (index) => ` indexed by ${index}`,
  byNumber: ' not indexed',
  listOf: (column) => `json_group_array(${column})`,
  linesOf: (columns) => `group_concat(json_array(${columns.join(', ')}), char(10))`,
  contains: (column) => `instr(${column}, ?) > 0`,
  fieldOf: (column) => `(${column} -> ?)`,
  fieldPath: (field) => `$.data."${field}"`,
  rowsOf: (answer) => (Array.isArray(answer) ? (answer as Row[]) : []),
}

/**
 * PostgreSQL, 13 or newer, at its usual isolation (read committed): what a step reads and may change, it locks. Texts
 * are compared by their bytes, so that lists and cursors are in the same order on every server and in SQLite.
 */
export const postgres: Dialect = {
  name: 'postgres',
  beginWrite: 'begin',
  beginSnapshot: 'begin isolation level repeatable read read only',
  // a transaction there may write from the start
  takeWriteLock: () => 'select 1',
  forUpdate: ' for update',
  forUpdateOfFree: ' for update skip locked',
  holdNames:
    'select pg_advisory_xact_lock(hashtextextended(name, 0)) from ' +
    '(select distinct value as name from json_array_elements_text(?::json) order by 1) as names',
  oneWriter: false,
  now: '(extract(epoch from clock_timestamp()) * 1000)::bigint',
  findTable: 'select 1 as name where to_regclass(?) is not null',
  types: {
    text: 'text collate "C"',
    integer: 'bigint',
    rowId: 'bigint generated always as identity primary key',
    bytes: 'bytea',
  },
  keyedTable: '',
  selectRows: (columns) =>
    `select ${Object.entries(columns)
      .map(
        ([name, type], index) =>
          `${type === 'integer' ? `(value->>${index})::bigint` : `value->>${index}`} as ${name}`,
      )
      .join(', ')} from json_array_elements(?::json)`,
  selectTexts: 'select value from json_array_elements_text(?::json)',
  selectIntegers: 'select value::bigint from json_array_elements_text(?::json)',
  along: () => '',
  byNumber: '',
  listOf: (column) => `coalesce(json_agg(${column}), '[]'::json)::text`,
  linesOf: (columns) => `string_agg(json_build_array(${columns.join(', ')})::text, chr(10))`,
  contains: (column) => `strpos(${column}, ?) > 0`,
  fieldOf: (column) => `((${column})::json -> 'data' -> ?::text)::text`,
  fieldPath: (field) => field,
  rowsOf: (answer) => (isAnswer(answer) ? answer.rows : []),
}

function isAnswer(answer: unknown): answer is { readonly rows: readonly Row[] } {
  return typeof answer === 'object' && answer !== null && 'rows' in answer && Array.isArray(answer.rows)
}
