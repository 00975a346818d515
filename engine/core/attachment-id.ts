/**
 * Whether a text is the id of an attachment, and no name somebody typed as a signature: behind that stands in words that
 * it was typed.
 */
export function isAttachmentId(text: string): boolean {
  return /^att-[\w-]+$/.test(text)
}
