import type { PageRequest } from '../store/port.js'

const pageSize = 50
const largestPage = 500

/** A page held to what is answered at once: 50 rows unless said otherwise, 500 at most. */
export function boundedPage(page: Partial<PageRequest> = {}): PageRequest {
  return { ...page, limit: Math.min(Math.max(page.limit ?? pageSize, 1), largestPage) }
}
