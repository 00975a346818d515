import type { OutgoingMessage } from '../../channels/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { EffectRow } from '../../store/port.js'
import type { AddressBook } from './address-book.js'
import { recipientsOf, type AddressedCase } from './recipients.js'

/** The case of a message as it stands, and where people are found. */
export interface MessageHost extends AddressedCase {
  readonly record: Pick<InstanceRecord, 'data' | 'parties' | 'number' | 'process'>
  readonly book: AddressBook
}

/**
 * The message an effect asks for, addressed. What it says was written with the step and never changes; who is reached is
 * looked up at each attempt, so that it goes to whoever has the role by then.
 */
export async function outgoingMessage(
  { to = [], template = '', subject, message, instance, at }: EffectRow,
  { book, ...addressed }: MessageHost,
): Promise<OutgoingMessage> {
  const { number, process } = addressed.record
  return {
    to: await recipientsOf(to, addressed, book),
    template,
    ...(subject && { subject }),
    body: message ?? { 'zh-CN': '', en: '' },
    instance,
    process,
    ...(number !== undefined && { number }),
    at,
  }
}
