/** Every thrown error. A test compares this list with the pages in `docs/problems/`. */
export const errorCodes = [
  'engine-bug',
  'record-does-not-fit',
  'database-newer',
  'database-in-use',
  'database-failed',
  'database-busy',
  'engine-stopped',
  'engine-busy',
  'configuration-invalid',
  'host-failed',
  'definition-invalid',
  'version-changed',
  'usage-wrong',
  'cursor-expired',
  'attachment-damaged',
] as const

export type ErrorCode = (typeof errorCodes)[number]
