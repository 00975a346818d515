import type { JsonObject } from '../../errors/index.js'
import type { Channel, OutgoingMessage, Recipient } from '../channel.js'
import { invalid, isPlainObject } from '../check-options.js'
import { abortedFailure, DeliveryFailed } from '../delivery-failed.js'

/** Recipients one of the channels gets, with its name. */
interface Share {
  readonly name: string
  readonly channel: Channel
  readonly to: Recipient[]
}

/** A channel that was asked first and could not reach somebody, and why. */
interface PassedOver extends JsonObject {
  readonly role: string
  readonly channel: string
  readonly why: string
}

/**
 * Sends each message by the first of some channels, in the order of their names, that has an address for the recipient;
 * of several recipients each goes its own way. A channel without `obstacle` reaches everybody. Kept of a message are, by
 * role, the channels that `sent` it with what each told, those that were `passedOver` before them and why, and the roles
 * nobody could reach (`withoutAddress`). When one channel fails the others still send, and then the failure is thrown, a
 * temporary one first. Throws `EngineError('configuration-invalid')` for anything but channels.
 */
export function firstOfChannel(channels: Readonly<Record<string, Channel>>): Channel {
  checkChannels(channels)
  return {
    obstacle: (recipient) => {
      const obstacles = Object.values(channels).map((channel) => channel.obstacle?.(recipient))
      return obstacles.every((one) => one !== undefined) ? obstacles[0] : undefined
    },
    send: async (message, attempt) => {
      const { shares, passedOver, withoutAddress } = dealt(message, channels)
      const sent: JsonObject[] = []
      const failures: unknown[] = []
      for (const { name, channel, to } of shares) {
        if (attempt.signal.aborted) throw abortedFailure(attempt.signal)
        try {
          const told = await channel.send({ ...message, to }, attempt)
          sent.push({ channel: name, to: to.map(({ role }) => role), ...(told && { told }) })
        } catch (error) {
          failures.push(named(error, name))
        }
      }
      if (failures.length > 0) throw failures.find((one) => !isPermanent(one)) ?? failures[0]
      return {
        sent,
        ...(passedOver.length > 0 && { passedOver }),
        ...(withoutAddress.length > 0 && { withoutAddress }),
      }
    },
  }
}

function checkChannels(channels: unknown): void {
  const given = isPlainObject(channels) ? Object.entries(channels) : []
  const strange = given.find(
    ([, channel]) => typeof (Object(channel) as { readonly send?: unknown }).send !== 'function',
  )
  if (given.length < 2 || strange)
    throw invalid(
      `Expected two channels or more to choose from, but ${strange ? `'${strange[0]}' is none` : `found ${given.length}`}.`,
    )
}

/** Who gets the message by which channel. Throws `DeliveryFailed` (permanent) where none reaches anybody. */
function dealt(
  { to }: OutgoingMessage,
  channels: Readonly<Record<string, Channel>>,
): {
  readonly shares: readonly Share[]
  readonly passedOver: PassedOver[]
  readonly withoutAddress: string[]
} {
  const all = Object.entries(channels).map(([name, channel]): Share => ({ name, channel, to: [] }))
  const passedOver: PassedOver[] = []
  const withoutAddress: string[] = []
  for (const recipient of to) {
    const { role } = recipient
    const share = all.find(({ name, channel }) => {
      const why = channel.obstacle?.(recipient)
      if (why !== undefined) passedOver.push({ role, channel: name, why })
      return why === undefined
    })
    if (share) share.to.push(recipient)
    else withoutAddress.push(role)
  }
  const shares = all.filter((share) => share.to.length > 0)
  if (shares.length === 0) throw unreached(passedOver)
  return { shares, passedOver, withoutAddress }
}

/** `address-invalid` where an address is there that could be mended; `no-address` otherwise. */
function unreached(passedOver: readonly PassedOver[]): DeliveryFailed {
  const isInvalid = passedOver.some(({ why }) => why === 'address-invalid')
  const reasons = passedOver.map(({ role, channel, why }) => `'${role}' not by '${channel}' (${why})`)
  return new DeliveryFailed(
    isInvalid ? 'address-invalid' : 'no-address',
    `Expected a recipient whom one of the channels reaches, but there is none: ${reasons.join(', ') || 'nobody is addressed'}.`,
    { permanent: true },
  )
}

/** A failure with the channel it is of. What is no `DeliveryFailed` stays what it is. */
function named(error: unknown, name: string): unknown {
  if (!(error instanceof DeliveryFailed)) return error
  const { code, message, permanent, retryAfter } = error
  return new DeliveryFailed(code, `Channel '${name}': ${message}`, { permanent, retryAfter })
}

function isPermanent(error: unknown): boolean {
  return error instanceof DeliveryFailed && error.permanent
}
