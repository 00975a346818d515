import type { Recipient } from '../channel.js'
import { DeliveryFailed } from '../delivery-failed.js'
import { oneLine, type Language } from '../message-text.js'
import { isMailAddress, type MailAddress } from './mail-address.js'

/** Recipients that get one mail together. */
export interface MailGroup {
  /** Stable for the same group of the same message. */
  readonly id: string
  /** Absent: both languages. */
  readonly language: Language | undefined
  readonly to: readonly MailAddress[]
}

/**
 * The mails a message needs: one for each language, and apart for the house, for each party and for everybody who
 * belongs to neither, since the recipients of one mail see each other's addresses. Each address once. Roles without an
 * address are told apart; throws `DeliveryFailed` (permanent) where nobody has one (`no-address`) and where one is no
 * mail address (`address-invalid`).
 */
export function mailGroups(recipients: readonly Recipient[]): {
  readonly groups: readonly MailGroup[]
  readonly withoutAddress: string[]
} {
  const groups = new Map<string, { language: Language | undefined; to: MailAddress[] }>()
  const withoutAddress: string[] = []
  const seen = new Set<string>()
  for (const recipient of recipients) {
    const address = addressOf(recipient)
    const obstacle = mailObstacle(recipient)
    if (obstacle === 'no-address') {
      withoutAddress.push(recipient.role)
      continue
    }
    if (obstacle === 'address-invalid') throw notAnAddress(recipient.role)
    if (seen.has(address.toLowerCase())) continue
    seen.add(address.toLowerCase())
    const id = groupOf(recipient, address)
    const group = groups.get(id) ?? { language: recipient.language, to: [] }
    group.to.push({ name: oneLine(recipient.name ?? ''), address })
    groups.set(id, group)
  }
  if (groups.size === 0)
    throw new DeliveryFailed('no-address', 'Expected a recipient with a mail address, but none has one.', {
      permanent: true,
    })
  return { groups: Array.from(groups, ([id, group]) => ({ id, ...group })), withoutAddress }
}

/** Why no mail can be sent to somebody; `undefined` where one can. */
export function mailObstacle(recipient: Recipient): 'no-address' | 'address-invalid' | undefined {
  const address = addressOf(recipient)
  if (address === '') return 'no-address'
  return isMailAddress(address) ? undefined : 'address-invalid'
}

function addressOf({ email = '' }: Recipient): string {
  return email.trim()
}

function groupOf({ language, party, person }: Recipient, address: string): string {
  const side = party !== undefined ? ['party', party] : person !== undefined ? ['house'] : ['alone', address]
  return JSON.stringify([language ?? 'both', ...side])
}

function notAnAddress(role: string): DeliveryFailed {
  return new DeliveryFailed(
    'address-invalid',
    `Expected '${role}' to have a mail address such as name@example.cn, but what is on record is none.`,
    { permanent: true },
  )
}
