import { invalid, isLine, isPlainObject } from '../check-options.js'

/** A server that takes mail. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (usually port 465). Otherwise TLS is begun when the server offers it. */
  readonly secure: boolean
  readonly user?: string
  readonly password?: string
}

/** What the library is given. */
export interface SmtpConnection {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  /** Whether a connection without TLS fails. */
  readonly requireTLS: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
}

export const smtpExpected =
  "{ host, port, secure, user?, password? } or an address such as 'smtps://user:password@mail.example.cn'"

/**
 * Reads a server, or an address with scheme `smtp` or `smtps`. A password never goes over a line without TLS, except to
 * this machine. Throws `EngineError('configuration-invalid')`, which tells neither user nor password.
 */
export function smtpConnection(smtp: SmtpServer | string): SmtpConnection {
  const { host, port, secure, user, password } = typeof smtp === 'string' ? readAddress(smtp) : smtp
  if (user === undefined) return { host, port, secure, requireTLS: false }
  const requireTLS = !secure && !['localhost', '127.0.0.1', '::1'].includes(host)
  return { host, port, secure, requireTLS, auth: { user, pass: password ?? '' } }
}

/** Whether a value can be used as `smtp`. */
export function isSmtp(value: unknown): boolean {
  if (typeof value === 'string') {
    try {
      readAddress(value)
      return true
    } catch {
      return false
    }
  }
  if (!isPlainObject(value)) return false
  const { host, port, secure, user, password, ...others } = value
  return (
    isLine(host) &&
    Number.isInteger(port) &&
    Number(port) >= 1 &&
    Number(port) <= 65_535 &&
    typeof secure === 'boolean' &&
    (user === undefined || isLine(user)) &&
    (password === undefined || (isLine(password) && user !== undefined)) &&
    Object.keys(others).length === 0
  )
}

function readAddress(address: string): SmtpServer {
  const url = URL.canParse(address) ? new URL(address) : undefined
  // The library would take options from the query, such as one that turns the check of certificates off.
  const isServer =
    url &&
    ['smtp:', 'smtps:'].includes(url.protocol) &&
    url.hostname !== '' &&
    ['', '/'].includes(url.pathname) &&
    url.search === '' &&
    url.hash === ''
  if (!isServer)
    throw invalid(`Expected 'smtp' of the mail channel to be ${smtpExpected}, but found something else.`)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(url.username !== '' && { user: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
  }
}
