/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * An http or https address, without user and password.
 */
export type HttpUrl = string
/**
 * Name of an environment variable.
 */
export type Variable = string
/**
 * How long one attempt may take, in seconds or minutes (default 30 seconds).
 */
export type Timeout = string
/**
 * A name used in expressions, in camelCase.
 */
export type CamelName = string

/**
 * Services that processes call, each an HTTP request. They name secrets and never hold them.
 */
export interface Services {
  services: KebabName
  title?: Text
  outgoing?: Outgoing
  /**
   * Services by the name processes call them.
   */
  define: {
    [k: string]: Service
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
 * One service.
 */
export interface Service {
  title?: Text
  /**
   * The method of the request. POST, PUT and PATCH send the input as JSON; GET and DELETE as query.
   */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: HttpUrl
  /**
   * Constant headers. None that holds a secret, and none that the call sets itself.
   */
  headers?: {
    /**
     * Value of the header.
     */
    [k: string]: string
  }
  /**
   * Constant members sent beside the input, whose members win.
   */
  body?: {}
  /**
   * The environment variable that holds the secret: a token (`bearer`), or `user:password` (`basic`).
   */
  auth?: {
    bearer?: Variable
    basic?: Variable
  }
  /**
   * Outputs by their path in the answer. The whole answer without it.
   */
  answer?: {
    /**
     * A path with dots.
     */
    [k: string]: string
  }
  /**
   * Statuses by which the service says no for a reason of the matter: `onError` is taken at once, nothing is tried again.
   *
   * Items: An HTTP status.
   */
  refusals?: number[]
  timeout?: Timeout
  retry?: Retry
  /**
   * Names of what it must be given; with `?` what may be left out. Any name without the list.
   *
   * Items: A name.
   */
  input?: string[]
  /**
   * Names of what it answers, each of which may be absent. Those of `answer` without the list; any name where neither is there.
   */
  output?: CamelName[]
}
/**
 * How often outside work is tried again.
 */
export interface Retry {
  /**
   * Attempts in all.
   */
  maxAttempts?: number
  /**
   * Time before the second attempt.
   */
  interval?: string
  /**
   * Factor by which the time grows.
   */
  backoff?: number
  /**
   * Longest time between attempts.
   */
  maxInterval?: string
}
