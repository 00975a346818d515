import ipaddr from 'ipaddr.js'
import { parseAddress, type Address } from './parse-address.js'

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
const translated = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/**
 * Whether an address lies in the public Internet. False for private, loopback, link-local, unique local, carrier NAT,
 * multicast, unspecified, benchmark, documentation and every other reserved range, and for the forms in which IPv6
 * carries such an address: mapped, translated (NAT64) and 6to4. False for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text)
  return address !== undefined && isPublic(address)
}

function isPublic(address: Address): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast'
  const carried = carriedAddress(address)
  if (carried) return isPublic(carried)
  // The table of the library knows what is reserved inside the assigned block, not what is not assigned at all.
  return address.match(globalUnicast) && address.range() === 'unicast'
}

/** The IPv4 address inside an IPv6 one, where a router or the kernel would go on to it. */
function carriedAddress(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray()
  if (address.range() === 'ipv4Mapped' || address.match(translated)) return new ipaddr.IPv4(bytes.slice(12))
  if (address.range() === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6))
  return undefined
}
