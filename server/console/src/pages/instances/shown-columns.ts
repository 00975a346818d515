import type { ListAddress } from './instance-views.js'

/** Columns of the list, in their order. The number, which leads to the case, is always there. */
export const columnNames = ['number', 'process', 'state', 'due', 'status', 'updated'] as const
export type ColumnName = (typeof columnNames)[number]

/** Columns the reader may leave out. */
export const choosable = columnNames.filter((name) => name !== 'number')

/** The columns an address asks for; all of them unless it says. */
export function shownColumns({ columns }: ListAddress): readonly ColumnName[] {
  if (columns === undefined) return columnNames
  const asked = columns.split(',')
  return columnNames.filter((name) => name === 'number' || asked.includes(name))
}

/** What the address says with one column shown or left out; nothing where all are shown. */
export function withColumn(address: ListAddress, column: ColumnName, isShown: boolean): string | undefined {
  const shown = new Set(shownColumns(address))
  if (isShown) shown.add(column)
  else shown.delete(column)
  return shown.size === columnNames.length ? undefined : columnNames.filter((one) => shown.has(one)).join(',')
}
