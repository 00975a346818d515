import { createHmac } from 'node:crypto'
import type { Channel } from '../channel.js'
import { checkOptions, invalid, isHttpUrl, isLine, outgoingRule, type OptionRules } from '../check-options.js'
import { DeliveryFailed } from '../delivery-failed.js'
import { cutToBytes } from '../message-text.js'
import { createOutgoing, type Outgoing } from '../outgoing/outgoing.js'
import { askBot, type BotCodes } from './ask-bot.js'
import { botMessage, botRules, mobilesToMention, type BotOptions } from './bot-message.js'

export interface DingTalkOptions extends BotOptions {
  /** The whole address of the robot, or else `token`. */
  readonly url?: string
  /** The `access_token` of the robot, or else `url`. */
  readonly token?: string
  /** Where the robot demands signatures: `SEC…`. */
  readonly secret?: string
  /** Who is called by name: nobody (unless given), the recipients of the house, or the whole group. */
  readonly mentions?: 'none' | 'recipients' | 'all'
  readonly outgoing?: Outgoing
}

const rules: OptionRules<DingTalkOptions> = {
  ...botRules,
  url: { expected: 'an http or https address', holds: isHttpUrl, optional: true, secret: true },
  token: { expected: 'an access token', holds: isLine, optional: true, secret: true },
  secret: { expected: 'the signing secret of the robot', holds: isLine, optional: true, secret: true },
  mentions: {
    expected: "'none', 'recipients' or 'all'",
    holds: (value) => ['none', 'recipients', 'all'].includes(value as string),
    optional: true,
  },
  outgoing: outgoingRule,
}

const minute = 60_000
/** A robot that sent more than 20 messages in a minute is held for ten. */
const held = 10 * minute
/** The robot takes 20,000 bytes; what remains is for the wrapping and the escapes of JSON. */
const longestText = 18_000

const codes: BotCodes = {
  name: 'DingTalk',
  tooMany: new Map([
    [130101, held],
    [130102, held],
    [410100, held],
    // The number of calls a group may take in a longer span is used up.
    [90030, 60 * minute],
    [90018, minute],
  ]),
  busy: new Set([-1]),
}

/**
 * Sends each message to a group through its DingTalk robot. Who the recipients are matters only for mentions. A text of
 * more than 18,000 bytes is cut, and the result says so. Throws `EngineError('configuration-invalid')` for options it
 * cannot use.
 */
export function dingTalkChannel(options: DingTalkOptions): Channel {
  checkOptions('the DingTalk channel', options, rules)
  const robot = robotUrl(options)
  const { format = 'text', mentions = 'none', outgoing = createOutgoing() } = options
  return {
    send: async (message, { signal }) => {
      const whole = botMessage(message, options)
      const mobiles = mentions === 'recipients' ? mobilesToMention(message.to) : []
      const { text, cut } = cutToBytes(whole.text, longestText)
      // A robot marks the people it mentions in markdown only where their numbers stand in the text.
      const calls =
        format === 'markdown' && mobiles.length > 0
          ? `\n\n${mobiles.map((mobile) => `@${mobile}`).join(' ')}`
          : ''
      const content =
        format === 'markdown'
          ? { markdown: { title: whole.title, text: text + calls } }
          : { text: { content: text } }
      const body = { msgtype: format, ...content, at: { atMobiles: mobiles, isAtAll: mentions === 'all' } }
      await askBot({ url: signed(robot, options.secret), body, signal }, outgoing, codes).catch(throwHeld)
      return cut ? { cut: true } : {}
    },
  }
}

function robotUrl({ url, token }: DingTalkOptions): URL {
  if ((url === undefined) === (token === undefined))
    throw invalid(
      "Expected either 'url' or 'token' of the DingTalk channel, but found " + (url ? 'both.' : 'neither.'),
    )
  if (url !== undefined) return new URL(url)
  const robot = new URL('https://oapi.dingtalk.com/robot/send')
  robot.searchParams.set('access_token', token ?? '')
  return robot
}

/** The robot's address with the time and its signature, as it demands. */
function signed(robot: URL, secret: string | undefined): string {
  if (secret === undefined) return robot.href
  const timestamp = String(Date.now())
  const url = new URL(robot)
  url.searchParams.set('timestamp', timestamp)
  url.searchParams.set(
    'sign',
    createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'),
  )
  return url.href
}

/** A robot that is held sends whoever keeps calling to a page that says so. */
function throwHeld(error: unknown): never {
  if (error instanceof DeliveryFailed && error.code === 'redirected')
    throw new DeliveryFailed(
      'rate-limited',
      'Expected DingTalk to take the message, but it redirects, as it does while a robot is held.',
      { permanent: false, retryAfter: held },
    )
  throw error
}
