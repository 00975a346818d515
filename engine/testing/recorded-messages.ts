import type { Channel, CheckedWorkflows, Clock, OutgoingMessage } from '../index.js'

/** A message as it went out. */
export interface RecordedMessage extends OutgoingMessage {
  /** Name of the channel; `default` for messages that name none. */
  readonly channel: string
  /** The same at every attempt. */
  readonly key: string
  /** When it went out, in milliseconds since 1970. */
  readonly sentAt: number
}

/** Channels under all declared names, and under `default`, that take everything and write it down. */
export function recordChannels(
  { outside }: Pick<CheckedWorkflows, 'outside'>,
  clock: Pick<Clock, 'now'>,
): { readonly handlers: Record<string, Channel>; readonly messages: readonly RecordedMessage[] } {
  const messages: RecordedMessage[] = []
  const recorded = (channel: string): Channel => ({
    send: (message, { key }) => {
      messages.push({ ...message, channel, key, sentAt: clock.now() })
      return Promise.resolve()
    },
  })
  const names = new Set(['default', ...(outside?.channels.keys() ?? [])])
  return { handlers: Object.fromEntries([...names].map((name) => [name, recorded(name)])), messages }
}
