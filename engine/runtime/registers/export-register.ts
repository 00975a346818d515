import type { RegisterBook } from './register-book.js'
import { registerCsv } from './register-csv.js'
import type { RegisterRequest } from './register-page.js'

/** Forms a register is exported in. */
export type RegisterFormat = 'csv' | 'xlsx'

/**
 * The bytes of an export, as they come: CSV page by page, a workbook at its end. Throws `usage-wrong` for an unknown
 * register or a wrong period at the first read.
 */
export async function* exportRegister(
  book: RegisterBook,
  id: string,
  { format, ...request }: RegisterRequest & { readonly format: RegisterFormat },
): AsyncGenerator<Uint8Array> {
  const register = book.known(id)
  const language = request.language ?? 'zh-CN'
  const lines = book.lines(id, request)
  if (format === 'csv') {
    const encoder = new TextEncoder()
    for await (const text of registerCsv(register, lines, language)) yield encoder.encode(text)
    return
  }
  // Only whoever asks for a workbook needs what makes one.
  const { registerXlsx } = await import('./register-xlsx.js')
  yield await registerXlsx(register, lines, language)
}
