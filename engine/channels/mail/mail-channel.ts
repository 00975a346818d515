import { createHash } from 'node:crypto'
import type { JsonObject } from '../../errors/index.js'
import type { Channel, OutgoingMessage } from '../channel.js'
import { checkOptions, invalid, isLine, isText, type OptionRules } from '../check-options.js'
import type { DeliveryFailed } from '../delivery-failed.js'
import { bodyIn, oneLine, subjectIn } from '../message-text.js'
import { readMailAddress, type MailAddress } from './mail-address.js'
import { mailFailure, refusedMail } from './mail-failure.js'
import { mailGroups, mailObstacle, type MailGroup } from './mail-groups.js'
import { isSmtp, smtpConnection, smtpExpected, type SmtpConnection, type SmtpServer } from './smtp-server.js'

export interface MailOptions {
  /** `service@example.cn` or `After-sales <service@example.cn>`. */
  readonly from: string
  /** The server, or its address: `smtps://user:password@mail.example.cn`. */
  readonly smtp: SmtpServer | string
  /** Stands before every subject. */
  readonly subjectPrefix?: string
}

const rules: OptionRules<MailOptions> = {
  from: {
    expected: "a mail address such as 'service@example.cn' or 'After-sales <service@example.cn>'",
    holds: (value) => isText(value) && readMailAddress(value) !== undefined,
  },
  smtp: { expected: smtpExpected, holds: isSmtp, secret: true },
  subjectPrefix: { expected: 'one line of text', holds: isLine, optional: true },
}

/** Until a connection stands, and until the server greets, in ms. The attempt's signal bounds the rest. */
const connectTimeout = 10_000

/**
 * Sends each message as plain text over SMTP: one mail per language and side (see `mailGroups`). The same key gives the
 * same `Message-ID` at every attempt, so that a receiver can drop what it has already. When one mail fails the others are
 * still tried, and then the failure is thrown, a temporary one first. Throws `EngineError('configuration-invalid')` for
 * options it cannot use.
 */
export function mailChannel(options: MailOptions): Channel {
  checkOptions('the mail channel', options, rules)
  const from = readMailAddress(options.from)
  if (!from)
    throw invalid("Expected 'from' of the mail channel to be a mail address, but found something else.")
  const prefix = options.subjectPrefix === undefined ? '' : `${oneLine(options.subjectPrefix)} `
  const connection = smtpConnection(options.smtp)
  let opened: ReturnType<typeof openTransport> | undefined
  return {
    obstacle: mailObstacle,
    send: async (message, { key, signal }) => {
      const { groups, withoutAddress } = mailGroups(message.to)
      const transport = await (opened ??= openTransport(connection))
      const failures: DeliveryFailed[] = []
      const mails: JsonObject[] = []
      for (const group of groups) {
        try {
          const mail = { ...mailTo(group, { message, key, from, prefix }), signal }
          mails.push(toldMail(await transport.sendMail(mail)))
        } catch (error) {
          failures.push(mailFailure(error, signal))
        }
      }
      const failure = failures.find(({ permanent }) => !permanent) ?? failures[0]
      if (failure) throw failure
      return { mails, ...(withoutAddress.length > 0 && { withoutAddress }) }
    },
  }
}

async function openTransport(connection: SmtpConnection) {
  // Loaded with the first mail: many houses send none, and it takes several megabytes.
  const { createTransport } = await import('nodemailer')
  return createTransport({
    ...connection,
    connectionTimeout: connectTimeout,
    greetingTimeout: connectTimeout,
  })
}

interface MailFacts {
  readonly message: OutgoingMessage
  readonly key: string
  readonly from: MailAddress
  readonly prefix: string
}

function mailTo({ id, language, to }: MailGroup, { message, key, from, prefix }: MailFacts) {
  return {
    from: { ...from },
    to: to.map((address) => ({ ...address })),
    subject: prefix + subjectIn(message, language),
    text: bodyIn(message, language),
    messageId: `<${createHash('sha256').update(`${key}\n${id}`).digest('hex').slice(0, 40)}@${domainOf(from)}>`,
    // Keeps out-of-office answers away (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    // A body is text; nothing in it may make the library read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const domainOf = ({ address }: MailAddress): string => address.slice(address.lastIndexOf('@') + 1)

interface TakenMail {
  readonly messageId: string
  readonly accepted?: readonly unknown[] | undefined
  readonly rejected?: readonly unknown[] | undefined
  readonly rejectedErrors?: readonly { readonly responseCode?: number | undefined }[] | undefined
}

/**
 * What is kept of a mail: its id and how many addresses the server took and refused. Where it put one off, the mail has
 * to be sent again: those who have it already drop the double by its id.
 */
function toldMail({ messageId, accepted = [], rejected = [], rejectedErrors = [] }: TakenMail): JsonObject {
  const putOff = rejectedErrors.find(({ responseCode = 0 }) => responseCode < 500)
  if (putOff) throw refusedMail(putOff.responseCode ?? 450)
  return { id: messageId, accepted: accepted.length, refused: rejected.length }
}
