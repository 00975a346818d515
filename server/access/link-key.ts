import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { EngineError, loadOrCreateSecret } from '../../engine/index.js'

/** Signs customer links with a key the database does not know: whoever reads the database can make none. */
export interface LinkKey {
  /** HMAC-SHA-256 of a text, base64url. */
  sign(text: string): string
  /** Takes the same time whatever is wrong. */
  isSignature(text: string, signature: string): boolean
}

const keyBytes = 32

/** A key of this process alone: links it signs are good until the process ends. */
export function temporaryLinkKey(): LinkKey {
  return keyOf(randomBytes(keyBytes))
}

/**
 * Reads the key from a file, or creates both (mode 0600). All servers on one database need the same file. Throws
 * `configuration-invalid` for a file without such a key.
 */
export function loadOrCreateLinkKey(path: string): Promise<LinkKey> {
  return loadOrCreateSecret(path, {
    called: 'the key of customer links',
    create: () => `${randomBytes(keyBytes).toString('base64url')}\n`,
    parse: (written) => parseKey(written, path),
  })
}

function keyOf(secret: Buffer): LinkKey {
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url')
  return {
    sign,
    isSignature: (text, signature) => {
      const [expected, given] = [Buffer.from(sign(text)), Buffer.from(signature)]
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}

function parseKey(written: string, path: string): LinkKey {
  const secret = Buffer.from(written.trim(), 'base64url')
  if (secret.length === keyBytes && secret.toString('base64url') === written.trim()) return keyOf(secret)
  throw new EngineError(
    'configuration-invalid',
    `Expected a key of customer links in '${path}', but there is something else. Restore the file from your backup.`,
  )
}
