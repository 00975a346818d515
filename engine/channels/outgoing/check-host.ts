import { isIP } from 'node:net'
import { DeliveryFailed, abortedFailure, failureName } from '../delivery-failed.js'
import type { AllowList } from './allow-list.js'
import { isPublicAddress } from './public-address.js'

/** An address a name stands for. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** Asks for every address of a name. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

/**
 * The addresses an URL may be connected to: all that its host stands for, when each of them is public or allowed. The
 * caller must connect to one of these and not ask for the name again. Throws `DeliveryFailed`: `address-refused`
 * (permanent) for everything that is not to be reached, `host-unknown` where the name has no address now.
 */
export async function checkHost(
  url: URL,
  {
    allow,
    resolve,
    signal,
  }: { readonly allow: AllowList; readonly resolve: Resolve; readonly signal: AbortSignal },
): Promise<readonly ResolvedAddress[]> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(`Expected an http or https address, but found '${url.protocol}'.`)
  if (url.username !== '' || url.password !== '')
    throw refused(`Expected an address without user and password, but the one of '${url.host}' has them.`)
  const addresses = await addressesOf(url.hostname, resolve, signal)
  if (allow.hasHost(url)) return addresses
  const inside = addresses.some(({ address }) => !isPublicAddress(address) && !allow.hasAddress(address))
  if (inside)
    throw refused(
      `Expected '${url.host}' to be a public address, but it lies in a private or reserved range. Name it in 'allow' if it is meant.`,
    )
  return addresses
}

async function addressesOf(
  hostname: string,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<readonly ResolvedAddress[]> {
  // URL has brought every spelling of an IPv4 address (decimal, octal, hexadecimal, short) to the usual one.
  const literal = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(literal)
  if (family !== 0) return [{ address: literal, family }]
  const addresses = await Promise.race([resolve(hostname), aborted(signal)]).catch((error: unknown) => {
    if (error instanceof DeliveryFailed) throw error
    throw unknown(hostname, failureName(error))
  })
  if (addresses.length === 0) throw unknown(hostname, 'no address')
  return addresses
}

/** Never fulfilled; rejected when the signal is aborted. A name server may keep us waiting longer than the limit. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(abortedFailure(signal))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}

function refused(message: string): DeliveryFailed {
  return new DeliveryFailed('address-refused', message, { permanent: true })
}

function unknown(hostname: string, why: string): DeliveryFailed {
  return new DeliveryFailed(
    'host-unknown',
    `Expected to find the address of '${hostname}', but got ${why}.`,
    {
      permanent: false,
    },
  )
}
