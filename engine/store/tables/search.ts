import { createHash } from 'node:crypto'
import { normaliseSearch } from '../../errors/index.js'
import { integer, text } from '../row.js'
import { gramsOf } from '../search-grams.js'
import { deleteKeyed, insertRows, type Session } from '../session.js'

/** Values of fields marked `search`. */
export type SearchValues = readonly { readonly field: string; readonly value: string }[]

/** Tells whether what a case is found by changed, search values and unit, without keeping it a third time. */
export function searchHash({
  search,
  unit,
}: {
  readonly search: SearchValues
  readonly unit?: string
}): string {
  const pairs = search.map(({ field, value }) => [field, value])
  const told = unit === undefined ? pairs : [...pairs, unit]
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
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
      await deleteKeyed(session, { table, columns: { instance: 'integer' } }, [[rowId]])
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

/** Of those of the cases that have a value in this field, whether it is this one. */
export async function readSameValues(
  session: Session,
  wanted: { readonly field: string; readonly value: string },
  cases: readonly string[],
): Promise<{ readonly [instance: string]: boolean }> {
  if (cases.length === 0) return {}
  const { instances, search_values: searched } = session.names
  const rows = await session.run(
    `select i.id, case when v.value = ? then 1 else 0 end as same
     from ${instances} i join ${searched} v on v.instance = i.row_id and v.field = ?
     where i.id in (${cases.map(() => '?').join(', ')})`,
    [normaliseSearch(wanted.value), wanted.field, ...cases],
  )
  return Object.fromEntries(rows.map((row) => [text(row, 'id'), integer(row, 'same') === 1]))
}
