import type { Page, PageRequest } from '../store/port.js'

/** Rows of a page, where all are read anyway: the most that is answered at once. */
const pageSize = 500

/** Every row of a list, one page after another as they are needed. */
export async function* everyRow<T>(
  readPage: (page: Pick<PageRequest, 'limit' | 'cursor'>) => Promise<Pick<Page<T>, 'items' | 'next'>>,
  limit = pageSize,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined
  do {
    const page = await readPage({ limit, ...(cursor !== undefined && { cursor }) })
    yield* page.items
    cursor = page.next
  } while (cursor !== undefined)
}

/** The same, all of them at once. */
export async function allRows<T>(readPage: Parameters<typeof everyRow<T>>[0]): Promise<readonly T[]> {
  const rows: T[] = []
  for await (const row of everyRow(readPage)) rows.push(row)
  return rows
}
