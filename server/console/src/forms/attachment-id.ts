/** Whether a value is the id of a file the server keeps, and no name somebody typed as a signature. */
export function isAttachmentId(value: unknown): value is string {
  return typeof value === 'string' && /^att-[\w-]+$/.test(value)
}
