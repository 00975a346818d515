import { createHash } from 'node:crypto'
import { gramsOf, normaliseSearch } from '../search-grams.js'
import { insertRows, type Session } from '../session.js'

/** Values of fields marked `search`. */
export type SearchValues = readonly { readonly field: string; readonly value: string }[]

/** Tells whether search values changed without keeping them a third time. */
export function searchHash(values: SearchValues): string {
  const pairs = values.map(({ field, value }) => [field, value])
  return createHash('sha256').update(JSON.stringify(pairs)).digest('hex')
}

/** Replaces the search values of a case and the grams under which they are found. */
export async function saveSearch(
  session: Session,
  rowId: number,
  values: SearchValues,
  options: { readonly isNew: boolean },
): Promise<void> {
  const { search_values: valueTable, search_grams: gramTable } = session.names
  if (!options.isNew)
    for (const table of [valueTable, gramTable])
      await session.run(`delete from ${table} where instance = ?`, [rowId])
  const normalised = values
    .map(({ field, value }) => [field, normaliseSearch(value)] as const)
    .filter(([, value]) => value !== '')
  await insertRows(
    session,
    { table: valueTable, columns: { instance: 'integer', field: 'text', value: 'text' } },
    normalised.map(([field, value]) => [rowId, field, value]),
  )
  await insertRows(
    session,
    { table: gramTable, columns: { gram: 'text', instance: 'integer' } },
    gramsOf(normalised.map(([, value]) => value)).map((gram) => [gram, rowId]),
  )
}
