import { parse } from 'csv-parse/sync'
import { EngineError } from '../../errors/index.js'
import type { Replay } from '../../definition/generated/replay.js'

/** One row of an event log, by column. */
export interface LogRow {
  /** Line in the file, from 1 (the heading is line 1). */
  readonly line: number
  readonly case: string
  readonly cells: { readonly [column: string]: string }
}

/**
 * Reads a CSV log with a heading. Rows of one case stand in the order of `columns.order`, or of the file.
 * Throws `usage-wrong` when the file is no CSV, lacks one of the columns or of the `others` that are read, or has no
 * number as its order.
 */
export function readLogRows(
  csv: string,
  columns: Replay['columns'],
  others: readonly string[] = [],
): readonly LogRow[] {
  const rows = parseCsv(csv).map(({ record, info }) => ({
    line: info.lines,
    case: record[columns.case] ?? '',
    cells: record,
  }))
  const [first] = rows
  const order = columns.order === undefined ? [] : [columns.order]
  const needed = [columns.case, columns.time, ...order, ...others]
  const missing = needed.find((column) => first && !Object.hasOwn(first.cells, column))
  if (first && missing !== undefined)
    throw new EngineError(
      'usage-wrong',
      `Expected a column '${missing}' in the log, but its columns are: ${Object.keys(first.cells).join(', ')}.`,
    )
  return columns.order === undefined ? rows : inCaseOrder(rows, columns.order)
}

function parseCsv(csv: string): readonly { record: { [column: string]: string }; info: { lines: number } }[] {
  try {
    return parse(csv, { columns: true, info: true, bom: true, skip_empty_lines: true }) as unknown as {
      record: { [column: string]: string }
      info: { lines: number }
    }[]
  } catch (error) {
    const found = error instanceof Error ? error.message : 'something else'
    throw new EngineError('usage-wrong', `Expected a CSV file with a heading, but: ${found}.`)
  }
}

/** Puts the rows of each case in order, in the places the case's rows have in the file. */
function inCaseOrder(rows: readonly LogRow[], column: string): readonly LogRow[] {
  const byCase = new Map<string, { readonly row: LogRow; readonly order: number }[]>()
  for (const row of rows) {
    const placed = { row, order: orderOf(row, column) }
    const own = byCase.get(row.case)
    if (own) own.push(placed)
    else byCase.set(row.case, [placed])
  }
  for (const own of byCase.values()) own.sort((a, b) => a.order - b.order)
  return rows.flatMap((row) => byCase.get(row.case)?.shift()?.row ?? [])
}

function orderOf({ cells, line }: LogRow, column: string): number {
  const text = cells[column] ?? ''
  if (/^-?[0-9]{1,15}(\.[0-9]+)?$/.test(text)) return Number(text)
  throw new EngineError(
    'usage-wrong',
    `Expected a number as '${column}', but line ${line} of the log has '${text}'.`,
  )
}
