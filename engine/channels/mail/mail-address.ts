import { oneLine } from '../message-text.js'

/** An address with the name it is shown with. */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

/**
 * Whether a text is one plain mail address. Narrower than the standard on purpose: no quoted parts, no comments, no
 * spaces or control characters, so that it cannot mean two addresses or another header.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{Cc}@,:;<>()[\]"\\]{1,64}@[^\s\p{Cc}@,:;<>()[\]"\\]+$/u.test(text)
}

/** Reads `service@example.cn` or `After-sales <service@example.cn>`; `undefined` for everything else. */
export function readMailAddress(text: string): MailAddress | undefined {
  const [, name = '', inside] = /^([^<>\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim()) ?? []
  const address = inside ?? text.trim()
  return isMailAddress(address) ? { name: oneLine(name.replaceAll('"', '')), address } : undefined
}
