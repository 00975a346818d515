import { stringify } from 'csv-stringify/sync'
import type { CheckedRegister } from '../../definition/registers/index.js'
import { registerHeads, type ExportHead } from './export-heads.js'
import type { RegisterLine } from './register-lines.js'
import type { RegisterLanguage } from './register-page.js'
import { showCell, type Cell } from './show-cell.js'

/**
 * A register as CSV (RFC 4180): UTF-8 with a byte-order mark, so that spreadsheets read the Chinese. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export async function* registerCsv(
  register: CheckedRegister,
  lines: AsyncIterable<readonly RegisterLine[]>,
  language: RegisterLanguage,
): AsyncGenerator<string> {
  const heads = registerHeads(register)
  // The head goes out with the first lines, so that what is wrong with the request comes before any of it.
  let head: string | undefined = `\uFEFF${rows([heads.map(({ title }) => title[language])])}`
  for await (const page of lines) {
    const written = rows(page.map((line) => heads.map((each) => field(each, line, language))))
    const text: string = (head ?? '') + written
    head = undefined
    if (text !== '') yield text
  }
}

function rows(records: readonly (readonly (string | number)[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    { record_delimiter: 'windows', escape_formulas: true },
  )
}

/** Numbers stay numbers: a negative amount is no formula. */
function field(
  { cellOf, failureOf }: ExportHead,
  line: RegisterLine,
  language: RegisterLanguage,
): string | number {
  const failure = failureOf(line)
  if (failure !== undefined) return `#! ${failure}`
  const cell: Cell | undefined = cellOf(line)
  if (!cell) return ''
  return typeof cell.value === 'number' ? cell.value : showCell(cell, line.process, language)
}
