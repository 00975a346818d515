import { parseCookie, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'

/** How cookies reach a browser: encrypted, or within this machine. */
export type Transport = 'https' | 'loopback'

type CookieUse = 'session' | 'sign-in'

/**
 * `__Host-` has the browser refuse the cookie unless it is `Secure`, for the whole origin and from no other host.
 * Browsers refuse that prefix over plain http even within the machine, where the names are others for this reason.
 */
const names: { readonly [use in CookieUse]: { readonly [transport in Transport]: string } } = {
  session: { https: '__Host-aftercare', loopback: 'aftercare-loopback' },
  'sign-in': { https: '__Host-aftercare-sign-in', loopback: 'aftercare-loopback-sign-in' },
}

/** Longest value that is looked at. */
const longestValue = 2_000

/** The value of a cookie of ours; `undefined` where the browser has none. */
export function readCookie(request: Request, use: CookieUse, transport: Transport): string | undefined {
  const header = request.get('Cookie')
  if (header === undefined) return undefined
  const value = parseCookie(header)[names[use][transport]]
  return value === undefined || value === '' || value.length > longestValue ? undefined : value
}

/** Sets a cookie for so many seconds; 0 takes it away. No script of a page can read it. */
export function setCookie(
  response: Response,
  use: CookieUse,
  cookie: { readonly value: string; readonly seconds: number; readonly transport: Transport },
): void {
  const { value, seconds, transport } = cookie
  response.append(
    'Set-Cookie',
    stringifySetCookie(names[use][transport], value, {
      path: '/',
      httpOnly: true,
      secure: transport === 'https',
      sameSite: 'lax',
      maxAge: Math.floor(seconds),
    }),
  )
}
