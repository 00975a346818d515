import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { escapeHtml } from '../reference/escape-html.js'
import { unknownRoute } from '../http/unknown-route.js'

/** What the page has to know before it can ask for anything. */
export interface ConsoleSettings {
  /** Where the HTTP surface is mounted, without a slash at the end: empty, or the prefix of a host. */
  readonly base: string
  /** Marks the styles that scripts of the page may add. */
  readonly nonce: string
  /** People sign in at an identity provider. */
  readonly provider: boolean
  /** Somebody may be signed in, so that it is worth asking who. */
  readonly known: boolean
}

/** What the server says of itself and of a request. */
export interface ConsoleOptions {
  readonly provider: boolean
  readonly isKnown: (request: Request) => boolean
}

/**
 * The web console below the path it is mounted at: one page for every address, and its files. Files have names made of
 * their content, so browsers keep them for good; the page itself is made anew for each request, with a nonce of its own.
 */
export function serveConsole(folder: string, options: ConsoleOptions): Router {
  const router = Router()
  router.use('/assets', files(join(folder, 'assets'), 'public, max-age=31536000, immutable'))
  router.use('/favicon.svg', files(join(folder, 'favicon.svg'), 'public, max-age=86400'))
  router.use(['/assets', '/favicon.svg'], ({ originalUrl }: Request) => {
    throw unknownRoute(originalUrl)
  })
  router.get(/^\/.*$/, async (request, response) => {
    await sendPage(folder, { request, response }, options)
  })
  return router
}

function files(place: string, cacheControl: string): RequestHandler {
  return express.static(place, {
    index: false,
    redirect: false,
    setHeaders: (response: Response) => response.set('Cache-Control', cacheControl),
  })
}

async function sendPage(
  folder: string,
  { request, response }: { readonly request: Request; readonly response: Response },
  { provider, isKnown }: ConsoleOptions,
): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
  if (page === undefined) throw unknownRoute(request.originalUrl)
  const nonce = randomBytes(16).toString('base64')
  const place = request.baseUrl
  const told: ConsoleSettings = {
    base: place.slice(0, place.lastIndexOf('/')),
    nonce,
    provider,
    known: isKnown(request),
  }
  response
    .set({ 'Content-Security-Policy': policy(nonce), 'Referrer-Policy': 'same-origin' })
    .type('text/html; charset=utf-8')
    .send(
      page
        .replaceAll(/(src|href)="\.\//g, `$1="${escapeHtml(place)}/`)
        .replace('{{settings}}', escapeHtml(JSON.stringify(told))),
    )
}

/** Scripts and styles of this origin alone; what a script adds as a style needs the nonce. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
