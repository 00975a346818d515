import ipaddr from 'ipaddr.js'
import { invalid } from '../check-options.js'
import { parseAddress, type Address } from './parse-address.js'

type Range = [Address, number]

/** What may be reached although it is not public. */
export interface AllowList {
  /** Whether the address names an allowed host, with any port or with just this one. */
  hasHost(url: URL): boolean
  /** Whether the IP address lies in an allowed range. */
  hasAddress(address: string): boolean
}

/**
 * Reads entries such as `crm.internal`, `crm.internal:8443`, `10.1.2.3`, `[::1]:8080` and `10.1.0.0/16`. Throws
 * `EngineError('configuration-invalid')` for an entry that is none of these.
 */
export function readAllowList(entries: readonly string[]): AllowList {
  const ranges: Range[] = []
  const hosts = new Set<string>()
  for (const entry of entries) {
    const address = parseAddress(entry)
    if (address) ranges.push([address, address.kind() === 'ipv4' ? 32 : 128])
    else if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry))
    else hosts.add(readHost(entry))
  }
  return {
    hasHost: (url) => {
      const host = plainHost(url.hostname)
      return hosts.has(host) || hosts.has(`${host}:${portOf(url)}`)
    },
    hasAddress: (address) => {
      const parsed = parseAddress(address)
      if (!parsed) return false
      // A mapped address is the IPv4 address: the kernel connects to that.
      const meant =
        parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed
      return ranges.some(([range, bits]) => range.kind() === meant.kind() && meant.match(range, bits))
    },
  }
}

/** The port of an address, also where it is the usual one of its scheme. */
function portOf(url: URL): string {
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
}

/** A host as a URL spells it: lower case, Punycode, no dot at its end. */
function readHost(entry: string): string {
  const spelled = `http://${entry}/`
  if (!/[\s/?#@\\*]/.test(entry) && URL.canParse(spelled)) {
    const url = new URL(spelled)
    const port = /:(\d+)$/.exec(entry.replace(/^\[[^\]]*\]/, ''))?.[1]
    if (url.hostname !== '')
      return port === undefined ? plainHost(url.hostname) : `${plainHost(url.hostname)}:${Number(port)}`
  }
  throw invalid(
    `Expected each entry of 'allow' to be a host, a host with port, an IP address or a range such as 10.1.0.0/16, but found ${JSON.stringify(entry)}.`,
  )
}

const plainHost = (hostname: string): string => hostname.replace(/\.$/, '')
