import type { ReactNode } from 'react'
import './rows-table.css'

/** A column: its head, and what a row shows in it. */
export interface Column<Row> {
  readonly name: string
  readonly title: string
  readonly show: (row: Row) => ReactNode
}

/** A page of rows. Which rows and in which order is the server's business. */
export function RowsTable<Row extends { readonly id: string }>({
  caption,
  columns,
  rows,
  isStale,
}: {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** Other rows are on their way. */
  readonly isStale: boolean
}) {
  return (
    <div className="panel rows" aria-busy={isStale}>
      <table>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, title }) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ name, show }) => (
                <td key={name}>{show(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
