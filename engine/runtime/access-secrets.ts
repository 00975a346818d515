import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits cannot be guessed, so one fast hash is enough: slow hashes are for passwords. */
const secretBytes = 32

/** A new secret of 256 random bits behind a prefix that tells what it is. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(secretBytes).toString('base64url')
}

/** What is kept of a secret: its SHA-256 in hexadecimal. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** A public id: `<kind>_<16 hexadecimal digits>`. */
export function newId(kind: 'key' | 'ses'): string {
  return `${kind}_${randomBytes(8).toString('hex')}`
}
