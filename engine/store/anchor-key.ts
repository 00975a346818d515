import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { EngineError } from '../errors/index.js'
import { loadOrCreateSecret } from './secret-file.js'

/** Signs anchors with a key that the database does not know. */
export interface AnchorSigner {
  /** Fingerprint of the public key: first 16 hex digits of the SHA-256 of its DER form. */
  readonly key: string
  /** Public key as PEM, for whoever verifies. */
  readonly publicKey: string
  /** Ed25519 signature of a text, base64. */
  sign(text: string): string
}

/**
 * Reads the anchor key from a file, or creates both (mode 0600). The file belongs somewhere else than the database
 * and its backups: who has both can forge anchors. Throws `configuration-invalid` for a file without such a key.
 */
export function loadOrCreateAnchorKey(path: string): Promise<AnchorSigner> {
  return loadOrCreateSecret(path, {
    called: 'the anchor key',
    create: () =>
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    parse: (pem) => createSigner(parseKey(pem, path)),
  })
}

/** Fingerprint of a public key, as anchors name it. */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
}

function createSigner(privateKey: KeyObject): AnchorSigner {
  const publicKey = createPublicKey(privateKey)
  return {
    key: keyFingerprint(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  }
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below, without the content of the file.
  }
  throw new EngineError(
    'configuration-invalid',
    `Expected an Ed25519 private key (PEM) in '${path}', but there is something else. Restore the key from your backup.`,
  )
}
