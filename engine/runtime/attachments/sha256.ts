import { createHash } from 'node:crypto'

/** SHA-256 of bytes, in hexadecimal. */
export function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Whether a text is a SHA-256 as this program writes it: 64 small hexadecimal digits. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
