import type { JsonObject, Text } from '../errors/index.js'

/** One attempt to deliver. */
export interface Attempt {
  /** Stable over all attempts: `<instance>-e<n>`. Whatever receives it should take each key once. */
  readonly key: string
  /** From 1. */
  readonly attempt: number
  /** Aborted at the time limit (with a `TimeoutError`), and when the effect is cancelled (with any other reason). */
  readonly signal: AbortSignal
  /** The trace this attempt belongs to, as the header `traceparent` of W3C Trace Context says it. Absent: none. */
  readonly traceparent?: string
}

/** Where somebody is reached. */
export interface Recipient {
  readonly role: string
  /** Id of somebody of the house; absent for outsiders, such as a customer. */
  readonly person?: string
  /** Id of the outside party the recipient belongs to. */
  readonly party?: string
  readonly name?: string
  readonly email?: string
  readonly mobile?: string
  /** Absent: not known. What a channel then sends is said with the channel. */
  readonly language?: 'zh-CN' | 'en'
}

/** A rendered message. It does not change between attempts. */
export interface OutgoingMessage {
  readonly to: readonly Recipient[]
  /** Id of the template it was rendered from. */
  readonly template: string
  readonly subject?: Text
  readonly body: Text
  /** Id of the case. */
  readonly instance: string
  readonly process: string
  /** Case number, where the process draws one. */
  readonly number?: string
  /** When the case wrote it, in ms since 1970. */
  readonly at: number
}

/**
 * Sends messages. Called at least once for each message. Throws `DeliveryFailed`; anything else thrown counts as
 * temporary. What it returns is kept with the effect, such as the id the receiver gave; it holds no addresses.
 */
export interface Channel {
  // A channel written by a host may have nothing to tell.
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type
  send(message: OutgoingMessage, attempt: Attempt): Promise<JsonObject | void>
  /**
   * Why it cannot reach somebody; `undefined` where it can. Absent from a channel that goes to a program or a group,
   * whoever the message is for. Asked where there are channels to fall back on.
   */
  readonly obstacle?: (recipient: Recipient) => 'no-address' | 'address-invalid' | undefined
}

/**
 * Does outside work with the input of an effect. Called at least once for each effect. Throws `DeliveryFailed`; what it
 * returns is the output of the effect.
 */
// A service written by a host may have no output.
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type
export type Service = (input: JsonObject, attempt: Attempt) => Promise<JsonObject | void>
