import { integer, text } from '../row.js'
import { insertRows, type Session } from '../session.js'

/** Last numbers drawn, by series key; a key that never drew is absent. Locked where the database locks rows. */
export async function lockSeries(
  session: Session,
  keys: readonly string[],
): Promise<{ readonly [key: string]: number }> {
  if (keys.length === 0) return {}
  const rows = await session.run(
    `select key, value from ${session.names.series} where key in (${session.dialect.selectTexts})
     order by key${session.dialect.forUpdate}`,
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
