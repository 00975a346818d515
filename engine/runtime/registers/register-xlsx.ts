import type { CellObject, SheetData } from 'write-excel-file/node'
import type { CheckedRegister } from '../../definition/registers/index.js'
import { EngineError } from '../../errors/index.js'
import { localParts, parseInstant } from '../../time/index.js'
import { registerHeads, type ExportHead } from './export-heads.js'
import type { RegisterLine } from './register-lines.js'
import type { RegisterLanguage } from './register-page.js'
import { showCell, type Cell } from './show-cell.js'

/** Most lines of a workbook: it is made in memory. Longer registers are exported as CSV. */
export const mostWorkbookLines = 100_000

/**
 * A register as a workbook (XLSX) of one sheet. Dates, numbers and amounts are what a spreadsheet takes for such; lines
 * that are struck off are crossed out. Rejects with `usage-wrong` beyond 100,000 lines.
 */
export async function registerXlsx(
  register: CheckedRegister,
  lines: AsyncIterable<readonly RegisterLine[]>,
  language: RegisterLanguage,
): Promise<Buffer> {
  const heads = registerHeads(register)
  const data: SheetData = [
    heads.map(({ title }) => ({ value: title[language], fontWeight: 'bold', wrap: true })),
  ]
  for await (const page of lines) {
    data.push(...page.map((line) => heads.map((head) => workbookCell(head, line, language))))
    if (data.length > mostWorkbookLines + 1)
      throw new EngineError(
        'usage-wrong',
        `Expected at most ${mostWorkbookLines} lines for a workbook, but the register has more. Ask for a period, or for CSV.`,
      )
  }
  // Loaded when somebody asks: most programs never do, and it takes 13 MB.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return writeXlsxFile(data, {
    sheet: sheetName(register.title[language]),
    stickyRowsCount: 1,
    orientation: 'landscape',
    columns: heads.map(({ title }) => ({
      width: Math.min(40, Math.max(14, title[language].length * 2 + 4)),
    })),
  }).toBuffer()
}

function workbookCell(
  { cellOf, failureOf }: ExportHead,
  line: RegisterLine,
  language: RegisterLanguage,
): CellObject | undefined {
  const failure = failureOf(line)
  if (failure !== undefined) return { type: String, value: `#! ${failure}` }
  const cell = cellOf(line)
  if (!cell) return undefined
  const struck = line.struckOff && { textDecoration: { strikethrough: true } }
  return { ...valueOf(cell, line, language), ...struck }
}

function valueOf(cell: Cell, { process }: RegisterLine, language: RegisterLanguage): CellObject {
  const { value, type } = cell
  if (typeof value === 'number')
    return { type: Number, value, ...(type.kind === 'money' && { format: '#,##0.00' }) }
  if (typeof value === 'string' && type.kind === 'date')
    return { type: Date, value: new Date(`${value}T00:00:00Z`), format: 'yyyy-mm-dd' }
  const at = typeof value === 'string' && type.kind === 'date-time' ? parseInstant(value) : undefined
  if (at !== undefined)
    return { type: Date, value: wallTime(at, process.scope.types.zone), format: 'yyyy-mm-dd hh:mm' }
  return { type: String, value: inCell(showCell(cell, process, language)) }
}

/** A spreadsheet knows no zones: its times are what the clock on the wall showed. */
function wallTime(at: number, zone: string): Date {
  const { year, month, day, hour, minute } = localParts(at, zone)
  return new Date(Date.UTC(year, month - 1, day, hour, minute))
}

/** Longest text of a cell that spreadsheets take, and no characters XML cannot hold. */
function inCell(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ' ').slice(0, 32_767)
}

/** Spreadsheets bound the name of a sheet to 31 characters, and some to none of these. */
function sheetName(title: string): string {
  return (
    title
      .replaceAll(/[[\]/\\:*?']/g, ' ')
      .slice(0, 31)
      .trim() || 'register'
  )
}
