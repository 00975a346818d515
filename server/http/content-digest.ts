import { RequestProblem } from './problem-response.js'

/** SHA-256 of a `Content-Digest` header (RFC 9530) in hexadecimal; other algorithms are passed over. */
export function sha256OfDigest(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const digests = header.split(',').map((part) => part.trim())
  const ours = digests.find((digest) => /^sha-256=/i.test(digest))
  if (ours === undefined) return undefined
  const [, base64] = /^sha-256=:([A-Za-z0-9+/]{43}=):$/i.exec(ours) ?? []
  if (base64 === undefined)
    throw new RequestProblem(
      'request-malformed',
      "Expected 'Content-Digest: sha-256=:<44 characters of base64>:', but found another form.",
    )
  return Buffer.from(base64, 'base64').toString('hex')
}

/** The header for content with this SHA-256. */
export function digestOfSha256(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`
}
