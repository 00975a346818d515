import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import type { Reading } from '../access/index.js'
import { senderOf } from '../identity/index.js'
import { isLoopbackAddress, isLoopbackHost } from '../identity/loopback.js'
import { RefusedRequest } from '../http/problem-response.js'

/** Headers of proxies: what comes through one comes from somewhere else, whatever its address says. */
const proxied = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Lets whoever has the token read the metrics, and those whose roles have the permission; without a token also programs
 * on this machine that ask this machine, unless the server is reached from elsewhere (`isOpenHere`). Throws the problem
 * everybody else has.
 */
export async function expectMayScrape(
  { reading }: { readonly reading: Pick<Reading, 'may'> },
  request: Request,
  { token, isOpenHere = true }: { readonly token?: string | undefined; readonly isOpenHere?: boolean },
): Promise<void> {
  const given = /^bearer +(.+)$/i.exec(request.get('Authorization') ?? '')?.[1]
  if (token !== undefined && given !== undefined && isSame(given, token)) return
  if (isOpenHere && token === undefined && given === undefined && isFromHere(request)) return
  const { actor } = await senderOf(request)
  const decision = await reading.may(actor, 'metrics')
  if (!decision.allowed) throw new RefusedRequest(decision.refusal)
}

/** Takes the same time whatever is wrong. */
function isSame(given: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(token))
}

function isFromHere(request: Request): boolean {
  return (
    isLoopbackAddress(request.socket.remoteAddress) &&
    // A page in a browser may have its own name point here.
    isLoopbackHost((request.headers.host ?? '').replace(/:\d+$/, '')) &&
    proxied.every((name) => request.headers[name] === undefined)
  )
}
