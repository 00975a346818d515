import type { CustomerLinkRow } from '../../engine/index.js'
import type { LinkKey } from './link-key.js'

/** What a customer link ends with: the link's id, and a signature over everything that is kept of it. */
export function customerToken(link: CustomerLinkRow, key: LinkKey): string {
  return `${link.id}.${key.sign(signedText(link))}`
}

/** The id a token claims; '' for what is none. */
export function linkIdOf(token: string): string {
  return /^([0-9a-f-]{36})\.[\w-]{43}$/.exec(token)?.[1] ?? ''
}

/** Whether a token was signed for this link as it is kept: another case, role or day would need another signature. */
export function isTokenOf(token: string, link: CustomerLinkRow, key: LinkKey): boolean {
  return key.isSignature(signedText(link), token.slice(link.id.length + 1))
}

function signedText({ id, instance, role, expiresAt }: CustomerLinkRow): string {
  return JSON.stringify(['customer-link', id, instance, role, expiresAt])
}
