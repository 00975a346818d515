/** Longest part of a value that is indexed; what stands behind is not found. */
const longestValue = 200

/** How values and questions are compared: compatibility forms and case do not count, nor do control characters. */
export function normaliseSearch(value: string): string {
  const plain = value
    .normalize('NFKC')
    .toLowerCase()
    // Lone surrogates and control characters cannot be stored alike by every database.
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .trim()
  return Array.from(plain).slice(0, longestValue).join('')
}
