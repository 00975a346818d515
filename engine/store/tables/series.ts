import { integer, text } from '../row.js'
import { holdNames, insertRows, type Session } from '../session.js'

interface SeriesValues {
  readonly [key: string]: number
}

/** Last numbers drawn, by series key; a key that never drew is absent. */
export function readSeries(session: Session, keys: readonly string[]): Promise<SeriesValues> {
  return select(session, keys, '')
}

/** The same, locked where the database locks rows. */
export async function lockSeries(session: Session, keys: readonly string[]): Promise<SeriesValues> {
  await holdNames(
    session,
    keys.map((key) => `series ${key}`),
  )
  return select(session, keys, session.dialect.forUpdate)
}

async function select(session: Session, keys: readonly string[], lock: string): Promise<SeriesValues> {
  if (keys.length === 0) return {}
  const rows = await session.run(
    `select key, value from ${session.names.series} where key in (${session.dialect.selectTexts})
     order by key${lock}`,
    [JSON.stringify(keys)],
  )
  return Object.fromEntries(rows.map((row) => [text(row, 'key'), integer(row, 'value')]))
}

/** Stores the last numbers drawn. */
export async function saveSeries(
  session: Session,
  values: { readonly [key: string]: number },
): Promise<void> {
  await insertRows(
    session,
    {
      table: session.names.series,
      columns: { key: 'text', value: 'integer' },
      conflict: 'on conflict (key) do update set value = excluded.value',
    },
    Object.entries(values),
  )
}
