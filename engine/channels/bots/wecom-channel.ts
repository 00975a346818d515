import type { Channel } from '../channel.js'
import { checkOptions, invalid, isHttpUrl, isLine, outgoingRule, type OptionRules } from '../check-options.js'
import { cutToBytes } from '../message-text.js'
import { createOutgoing, type Outgoing } from '../outgoing/outgoing.js'
import { askBot, type BotCodes } from './ask-bot.js'
import { botMessage, botRules, mobilesToMention, type BotOptions } from './bot-message.js'

export interface WeComOptions extends BotOptions {
  /** The whole address of the robot, or else `key`. */
  readonly url?: string
  /** The `key` in the robot's address, or else `url`. */
  readonly key?: string
  /** Who is called by name: nobody (unless given), the recipients of the house, or the whole group. Only in `text`. */
  readonly mentions?: 'none' | 'recipients' | 'all'
  readonly outgoing?: Outgoing
}

const rules: OptionRules<WeComOptions> = {
  ...botRules,
  url: { expected: 'an http or https address', holds: isHttpUrl, optional: true, secret: true },
  key: { expected: 'the key of the robot', holds: isLine, optional: true, secret: true },
  mentions: {
    expected: "'none', 'recipients' or 'all'",
    holds: (value) => ['none', 'recipients', 'all'].includes(value as string),
    optional: true,
  },
  outgoing: outgoingRule,
}

/** Bytes of UTF-8 a robot takes. */
const longest = { text: 2048, markdown: 4096 }

const codes: BotCodes = {
  name: 'WeCom',
  // A robot may send 20 messages a minute.
  tooMany: new Map([
    [45009, 60_000],
    [45033, 60_000],
  ]),
  busy: new Set([-1]),
}

/**
 * Sends each message to a group through its WeCom robot. A robot takes 2,048 bytes of text or 4,096 of markdown; a
 * longer message is cut at a whole character, and the result says so. Throws `EngineError('configuration-invalid')` for
 * options it cannot use.
 */
export function weComChannel(options: WeComOptions): Channel {
  checkOptions('the WeCom channel', options, rules)
  const url = robotUrl(options)
  const { format = 'text', mentions = 'none', outgoing = createOutgoing() } = options
  if (format === 'markdown' && mentions !== 'none')
    throw invalid(
      "Expected 'mentions' of the WeCom channel only with format 'text', but found it with 'markdown'.",
    )
  return {
    send: async (message, { signal }) => {
      const { text, cut } = cutToBytes(botMessage(message, options).text, longest[format])
      const called =
        mentions === 'all' ? ['@all'] : mentions === 'recipients' ? mobilesToMention(message.to) : []
      const content = { content: text, ...(called.length > 0 && { mentioned_mobile_list: called }) }
      await askBot({ url, body: { msgtype: format, [format]: content }, signal }, outgoing, codes)
      return cut ? { cut: true } : {}
    },
  }
}

function robotUrl({ url, key }: WeComOptions): string {
  if ((url === undefined) === (key === undefined))
    throw invalid(
      "Expected either 'url' or 'key' of the WeCom channel, but found " + (url ? 'both.' : 'neither.'),
    )
  if (url !== undefined) return url
  const robot = new URL('https://qyapi.weixin.qq.com/cgi-bin/webhook/send')
  robot.searchParams.set('key', key ?? '')
  return robot.href
}
