/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * Name of an environment variable.
 */
export type Variable = string
/**
 * An http or https address, without user and password.
 */
export type HttpUrl = string

/**
 * How messages leave the house. Secrets stand in the environment.
 */
export interface Channels {
  channels: KebabName
  title?: Text
  usual?: KebabName
  outgoing?: Outgoing
  /**
   * Channels by the name templates and messages call them.
   */
  define: {
    [k: string]: Channel
  }
}
/**
 * A text people see, in both languages. A plain string serves both.
 */
export interface Text {
  /**
   * The Chinese text.
   */
  'zh-CN': string
  /**
   * The English text.
   */
  en: string
}
/**
 * What may be reached beside public addresses.
 */
export interface Outgoing {
  /**
   * Hosts, IP addresses and ranges that are not public but meant.
   *
   * Items: A host, with a port if you like, an address or a range.
   */
  allow: string[]
}
/**
 * One channel. Which keys it has depends on its kind.
 */
export interface Channel {
  title?: Text
  /**
   * What it is. SMS needs a program.
   */
  kind: 'mail' | 'webhook' | 'dingtalk' | 'wecom' | 'first-of'
  /**
   * For first-of: channels to choose from. Each recipient gets a message by the first that has an address for him.
   */
  channels?: KebabName[]
  /**
   * Sender of mails: an address, a name before it if you like.
   */
  from?: string
  smtp?: Secret
  /**
   * Stands before every subject of a mail.
   */
  subjectPrefix?: string
  url?: HttpUrl
  /**
   * Where the events of a webhook come from.
   */
  source?: string
  /**
   * Types of the events of a webhook by template; `aftercare.message.sent` for every other.
   */
  types?: {
    /**
     * A type.
     */
    [k: string]: string
  }
  token?: Secret
  key?: Secret
  secret?: Secret
  /**
   * How a robot shows messages (default text).
   */
  format?: 'text' | 'markdown'
  /**
   * Language of a robot; both, Chinese first, without it.
   */
  language?: 'zh-CN' | 'en'
  /**
   * Whom a robot calls by name (default none).
   */
  mentions?: 'none' | 'recipients' | 'all'
}
/**
 * A secret, by the environment variable that holds it.
 */
export interface Secret {
  env: Variable
}
