/** The door of the folder: what leaves the house, and what a host can make of its own. */
export type { Attempt, Channel, OutgoingMessage, Recipient, Service } from './channel.js'
export { DeliveryFailed, deliveryCodes, type DeliveryCode } from './delivery-failed.js'
export { ServiceRefused } from './service-refused.js'
export {
  createOutgoing,
  type Outgoing,
  type OutgoingAnswer,
  type OutgoingOptions,
  type OutgoingRequest,
} from './outgoing/outgoing.js'
export { mailChannel, type MailOptions } from './mail/mail-channel.js'
export type { SmtpServer } from './mail/smtp-server.js'
export { webhookChannel, type WebhookOptions } from './webhook/webhook-channel.js'
export { dingTalkChannel, type DingTalkOptions } from './bots/dingtalk-channel.js'
export { weComChannel, type WeComOptions } from './bots/wecom-channel.js'
export { firstOfChannel } from './first-of/first-of-channel.js'
export { smsChannel, type ShortMessage, type SmsOptions, type SmsPort } from './sms/sms-channel.js'
export { httpService, type HttpServiceOptions } from './service/http-service.js'
export type { HttpDeclaration, HttpMethod } from './service/http-declaration.js'
