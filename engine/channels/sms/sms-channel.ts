import { createHash } from 'node:crypto'
import type { JsonObject } from '../../errors/index.js'
import type { Channel, OutgoingMessage, Recipient } from '../channel.js'
import { checkOptions, invalid, type OptionRules } from '../check-options.js'
import { DeliveryFailed, abortedFailure, failureName } from '../delivery-failed.js'
import { bodyIn, type Language } from '../message-text.js'
import { readMobileNumber } from './mobile-number.js'

/** One short message to one number. */
export interface ShortMessage {
  /** In the form of E.164: `+8613800138000`. */
  readonly mobile: string
  /** The whole text; a provider splits what is too long for one message. */
  readonly text: string
  /** Stable over all attempts, different for each number. The provider should take each key once. */
  readonly key: string
  readonly signal: AbortSignal
}

/**
 * What a host connects its provider with. Throws `DeliveryFailed`; anything else thrown counts as temporary. What the
 * provider calls the message is kept as its `id`.
 */
export interface SmsPort {
  send(message: ShortMessage): Promise<{ readonly id?: string }>
}

export interface SmsOptions {
  /** Language for whoever has none on record. Chinese unless given: two languages would cost twice. */
  readonly language?: Language
}

const rules: OptionRules<SmsOptions> = {
  language: {
    expected: "'zh-CN' or 'en'",
    holds: (value) => value === 'zh-CN' || value === 'en',
    optional: true,
  },
}

/**
 * Sends the body of each message as a short message to every recipient with a mobile number, each number once. When one
 * fails the others are still tried, and then the failure is thrown, a temporary one first. Throws
 * `EngineError('configuration-invalid')` for what is no port and for options it cannot use.
 */
export function smsChannel(port: SmsPort, options: SmsOptions = {}): Channel {
  // A port may be an object of a class with more than this method, and need not be one at all.
  const { send } = Object(port) as { readonly send?: unknown }
  if (typeof send !== 'function')
    throw invalid("Expected 'send' of the SMS port to be a function, but found none.")
  checkOptions('the SMS channel', options, rules)
  return {
    obstacle: smsObstacle,
    send: async (message, { key, signal }) => {
      const { reached, withoutAddress } = reachable(message)
      const failures: DeliveryFailed[] = []
      const sent: JsonObject[] = []
      for (const [mobile, recipient] of reached) {
        if (signal.aborted) throw abortedFailure(signal)
        const text = bodyIn(message, recipient.language ?? options.language ?? 'zh-CN')
        try {
          const { id } = await port.send({ mobile, text, key: keyFor(key, mobile), signal })
          sent.push({ role: recipient.role, ...(id !== undefined && { id }) })
        } catch (error) {
          failures.push(portFailure(error, signal))
        }
      }
      const failure = failures.find(({ permanent }) => !permanent) ?? failures[0]
      if (failure) throw failure
      return { sent, ...(withoutAddress.length > 0 && { withoutAddress }) }
    },
  }
}

/** Why no short message can be sent to somebody; `undefined` where one can. */
function smsObstacle({ mobile = '' }: Recipient): 'no-address' | 'address-invalid' | undefined {
  if (mobile.trim() === '') return 'no-address'
  return readMobileNumber(mobile) === undefined ? 'address-invalid' : undefined
}

function reachable({ to }: OutgoingMessage): {
  readonly reached: ReadonlyMap<string, Recipient>
  readonly withoutAddress: string[]
} {
  const reached = new Map<string, Recipient>()
  const withoutAddress: string[] = []
  for (const recipient of to) {
    const { mobile: written = '' } = recipient
    if (written.trim() === '') {
      withoutAddress.push(recipient.role)
      continue
    }
    const mobile = readMobileNumber(written)
    if (mobile === undefined)
      throw new DeliveryFailed(
        'address-invalid',
        `Expected the mobile number of '${recipient.role}' to be a mainland mobile number or one that begins with +, but it is neither.`,
        { permanent: true },
      )
    if (!reached.has(mobile)) reached.set(mobile, recipient)
  }
  if (reached.size === 0)
    throw new DeliveryFailed('no-address', 'Expected a recipient with a mobile number, but none has one.', {
      permanent: true,
    })
  return { reached, withoutAddress }
}

/** Each number has a key of its own, or a provider that takes a key once would leave out all but the first. */
function keyFor(key: string, mobile: string): string {
  return `${key}-${createHash('sha256').update(`${key}\n${mobile}`).digest('hex').slice(0, 8)}`
}

function portFailure(error: unknown, signal: AbortSignal): DeliveryFailed {
  if (error instanceof DeliveryFailed) return error
  if (signal.aborted) return abortedFailure(signal)
  return new DeliveryFailed(
    'receiver-failed',
    `Expected the SMS port to send, but it threw ${failureName(error)}.`,
    { permanent: false },
  )
}
