import type { JsonObject } from '../../errors/index.js'
import { answerFailure } from '../answer-failure.js'
import type { Channel, OutgoingMessage } from '../channel.js'
import {
  checkOptions,
  isHttpUrl,
  isLine,
  isPlainObject,
  isText,
  outgoingRule,
  type OptionRules,
} from '../check-options.js'
import { createOutgoing, type Outgoing } from '../outgoing/outgoing.js'
import { readWebhookSecret, signWebhook } from './sign-webhook.js'

export interface WebhookOptions {
  readonly url: string
  /** `whsec_` and 24 to 64 bytes in base64; several, newest first, while one is being exchanged. */
  readonly secret: string | readonly string[]
  /** Where the events come from, as a URI reference, such as `https://service.example.cn/aftercare`. */
  readonly source: string
  /** The event type by template. `aftercare.message.sent` for every other. */
  readonly types?: Readonly<Record<string, string>>
  readonly outgoing?: Outgoing
}

const rules: OptionRules<WebhookOptions> = {
  url: { expected: 'an http or https address without user and password', holds: isHttpUrl, secret: true },
  secret: {
    expected: "'whsec_' and 24 to 64 bytes in base64, or a list of such secrets",
    holds: (value) =>
      secretsOf(value).length > 0 && secretsOf(value).every((each) => keyOf(each) !== undefined),
    secret: true,
  },
  source: {
    expected: 'a URI reference, such as https://service.example.cn/aftercare',
    holds: (value) => isLine(value) && !/\s/.test(value) && URL.canParse(value, 'http://base.invalid'),
  },
  types: {
    expected: 'event types by template',
    holds: (value) => isPlainObject(value) && Object.values(value).every(isLine),
    optional: true,
  },
  outgoing: outgoingRule,
}

/**
 * Posts each message as a CloudEvent 1.0 (structured JSON), signed as Standard Webhooks 1.0. The event's `id` and
 * `webhook-id` are the key, and the content is the same at every attempt. Throws `EngineError('configuration-invalid')`
 * for options it cannot use.
 */
export function webhookChannel(options: WebhookOptions): Channel {
  checkOptions('the webhook channel', options, rules)
  const { url, source, types = {}, outgoing = createOutgoing() } = options
  const keys = secretsOf(options.secret).flatMap((secret) => keyOf(secret) ?? [])
  return {
    send: async (message, { key, signal, traceparent }) => {
      const type =
        (Object.hasOwn(types, message.template) && types[message.template]) || 'aftercare.message.sent'
      const body = JSON.stringify(eventOf(message, { id: key, source, type }))
      const answer = await outgoing.request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents+json; charset=utf-8',
          ...signWebhook({ id: key, at: Date.now(), body }, keys),
          ...(traceparent !== undefined && { traceparent }),
        },
        body,
        signal,
        // Elsewhere the signature would be missing, and nobody should take an unsigned event.
        sameOrigin: true,
        // Taken is taken, whatever else the receiver says.
        ignoreAnswer: true,
      })
      const failure = answerFailure(answer)
      if (failure) throw failure
      return { status: answer.status }
    },
  }
}

function eventOf(
  message: OutgoingMessage,
  { id, source, type }: { readonly id: string; readonly source: string; readonly type: string },
): JsonObject {
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject: message.instance,
    time: new Date(message.at).toISOString(),
    datacontenttype: 'application/json',
    data: {
      process: message.process,
      ...(message.number !== undefined && { number: message.number }),
      template: message.template,
      // Roles only: addresses of people are not the receiver's business.
      to: [...new Set(message.to.map(({ role }) => role))],
      ...(message.subject && { subject: { ...message.subject } }),
      body: { ...message.body },
    },
  }
}

const secretsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])
const keyOf = (secret: unknown): Buffer | undefined =>
  isText(secret) ? readWebhookSecret(secret) : undefined
