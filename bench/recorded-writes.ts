import type { Knex } from 'knex'

/** A statement that writes, as knex told of it. */
export interface Write {
  readonly sql: string
  readonly bindings: readonly (string | number | null)[]
}

/** What names one case in its rows: its id, and the number of its row that narrow tables refer to. */
export interface CaseKeys {
  readonly id: string
  readonly rowId: number
}

/** A row number that no other value in a row is likely to be, so that it can be found in what was recorded. */
const unmistakable = 7_000_000_000_000

/** Makes the next case get a row number that cannot be mistaken for something else. Needs one case to copy. */
export async function leaveGap(db: Knex): Promise<void> {
  const columns = await db.raw<{ name: string }[]>(
    "select name from pragma_table_info('aftercare_instances')",
  )
  const copied = columns.map(({ name }) => name).filter((name) => !['row_id', 'id', 'number'].includes(name))
  await db.raw(
    `insert into aftercare_instances (row_id, id, ${copied.join(', ')})
     select ${unmistakable}, 'placeholder', ${copied.join(', ')} from aftercare_instances limit 1`,
  )
}

interface Found {
  /** PostgreSQL hands it over as a text. */
  readonly row_id: number | string
}

/** The number of the row of a case. */
export async function keysOf(db: Knex, id: string): Promise<CaseKeys> {
  const answer = await db.raw<Found[] | { rows: Found[] }>(
    'select row_id from aftercare_instances where id = ?',
    [id],
  )
  const [row] = Array.isArray(answer) ? answer : answer.rows
  if (!row) throw new Error(`Expected a row of case '${id}', but there is none.`)
  return { id, rowId: Number(row.row_id) }
}

/** Numbers of the papers a case has issued: no two papers of a kind may have one. */
export async function paperNumbersOf(db: Knex, id: string): Promise<readonly string[]> {
  const rows = await db.raw<{ number: string }[]>(
    'select number from aftercare_vouchers where instance = ?',
    [id],
  )
  return rows.map(({ number }) => number)
}

/** Records what one transaction writes. Throws when nothing was heard: a floor of nothing would be no floor. */
export async function recordWrites(db: Knex, work: () => Promise<void>): Promise<readonly Write[]> {
  const writes: Write[] = []
  const listen = ({ sql, bindings }: Write): void => {
    if (/^\s*(insert|update|delete)/i.test(sql)) writes.push(asWritten({ sql, bindings }))
  }
  db.on('query', listen)
  await work()
  db.off('query', listen)
  if (writes.length === 0) throw new Error('Expected statements that write, but none were heard.')
  return writes
}

/** Knex tells of statements as PostgreSQL gets them, and takes them as they were written. */
function asWritten({ sql, bindings }: Write): Write {
  return { sql: sql.replace(/\$\d+/g, '?'), bindings }
}

/** The writes of each transaction while `work` runs, in order of their commits. Throws when none was heard. */
export async function recordTransactions(
  db: Knex,
  work: () => Promise<unknown>,
): Promise<readonly (readonly Write[])[]> {
  const transactions: (readonly Write[])[] = []
  let current: Write[] = []
  const listen = ({ sql, bindings }: Write): void => {
    if (/^\s*(insert|update|delete)/i.test(sql)) current.push(asWritten({ sql, bindings }))
    if (!/^\s*commit/i.test(sql)) return
    if (current.length > 0) transactions.push(current)
    current = []
  }
  db.on('query', listen)
  await work()
  db.off('query', listen)
  if (transactions.length === 0) throw new Error('Expected transactions that write, but none were heard.')
  return transactions
}

/** The same writes with every name in them exchanged: ids, row numbers and numbers of papers, as keys of the map. */
export function renamed(writes: readonly Write[], names: ReadonlyMap<string, string>): readonly Write[] {
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length)
  const any = new RegExp(longestFirst.map((name) => name.replace(/[^\w]/g, '\\$&')).join('|'), 'g')
  const changed = (value: string | number | null): string | number | null => {
    if (typeof value === 'number') return Number(names.get(String(value)) ?? value)
    return value?.replace(any, (name) => names.get(name) ?? name) ?? null
  }
  return writes.map(({ sql, bindings }) => ({ sql, bindings: bindings.map(changed) }))
}

/** The same writes for another case: inserts stay inserts, updates meet a row, and papers have numbers of their own. */
export function forCase(
  writes: readonly Write[],
  recorded: CaseKeys & { readonly papers: readonly string[] },
  wanted: CaseKeys,
): readonly Write[] {
  const own = (text: string): string =>
    recorded.papers.reduce((known, number) => known.replaceAll(number, `${number}-${wanted.rowId}`), text)
  const changed = (value: string | number | null): string | number | null => {
    if (value === recorded.rowId) return wanted.rowId
    if (typeof value !== 'string') return value
    return own(
      value.replaceAll(recorded.id, wanted.id).replaceAll(String(recorded.rowId), String(wanted.rowId)),
    )
  }
  return writes.map(({ sql, bindings }) => ({ sql, bindings: bindings.map(changed) }))
}

/** The floor: the writes in one plain transaction of knex. */
export async function writePlainly(db: Knex, writes: readonly Write[]): Promise<void> {
  await db.transaction(async (trx) => {
    for (const { sql, bindings } of writes) await trx.raw(sql, bindings as Knex.RawBinding[])
  })
}
