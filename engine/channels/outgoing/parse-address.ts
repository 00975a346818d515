import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/**
 * Reads an IP address as the kernel would; `undefined` for what is none, and for one bound to a network interface. Goes
 * through `URL` for IPv6: the library takes `::8.8.8.8`, as resolvers write it, for the mapped `::ffff:8.8.8.8`.
 */
export function parseAddress(text: string): Address | undefined {
  const family = isIP(text)
  if (family === 0) return undefined
  if (family === 4) return ipaddr.IPv4.parse(text)
  const spelled = `http://[${text}]/`
  return URL.canParse(spelled) ? ipaddr.IPv6.parse(new URL(spelled).hostname.slice(1, -1)) : undefined
}
