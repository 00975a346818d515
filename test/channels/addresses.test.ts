import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAllowList } from '../../engine/channels/outgoing/allow-list.js'
import { isPublicAddress } from '../../engine/channels/outgoing/public-address.js'
import { complaintOf } from './bench.js'

const inside = {
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local': ['169.254.169.254', 'fe80::1', 'fec0::1'],
  'unique local': ['fc00::1', 'fd12:3456:789a::1'],
  'carrier NAT': ['100.64.0.1', '100.127.255.255'],
  multicast: ['224.0.0.1', 'ff02::1'],
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  broadcast: ['255.255.255.255'],
  benchmark: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  reserved: ['192.0.0.1', '240.0.0.1', '100::1', '5f00::1', '4000::1'],
  mapped: ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe'],
  'IPv4-compatible': ['::127.0.0.1', '::10.0.0.1', '::8.8.8.8'],
  translated: ['64:ff9b::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b:1::1', '::ffff:0:127.0.0.1'],
  '6to4': ['2002:7f00:1::1', '2002:a00:1::1', '2002:c0a8:101::'],
  teredo: ['2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  'no address': ['', 'localhost', '1.2.3.4.5', '300.1.1.1'],
}

describe('the public Internet', () => {
  it.each(Object.entries(inside))('does not hold %s addresses', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([])
  })

  it('holds ordinary addresses, also where IPv6 carries one', () => {
    const outside = [
      '8.8.8.8',
      '47.94.1.1',
      '100.63.255.255',
      '172.32.0.1',
      '2400:3200::1',
      '::ffff:8.8.8.8',
      '64:ff9b::8.8.8.8',
      '2002:808:808::1',
    ]

    expect(outside.filter((address) => !isPublicAddress(address))).toEqual([])
  })

  it('holds no form of an IPv4 address that does not belong to it as such', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const hex = address
          .split('.')
          .map((part) => Number(part).toString(16).padStart(2, '0'))
          .join('')
        const words = `${hex.slice(0, 4)}:${hex.slice(4)}`
        const carried = [`::ffff:${words}`, `64:ff9b::${words}`, `2002:${words}::1`]

        expect(carried.map(isPublicAddress)).toEqual(carried.map(() => isPublicAddress(address)))
      }),
    )
  })
})

describe('the list of what is allowed', () => {
  const hasHost = (entry: string, url: string): boolean => readAllowList([entry]).hasHost(new URL(url))

  it.each([
    ['crm.internal', 'http://crm.internal/', true],
    ['crm.internal', 'https://CRM.internal.:8443/', true],
    ['crm.internal', 'http://evil-crm.internal/', false],
    ['crm.internal:8443', 'https://crm.internal:8443/', true],
    ['crm.internal:443', 'https://crm.internal/', true],
    ['crm.internal:8443', 'https://crm.internal/', false],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/', true],
    ['127.0.0.1:8080', 'http://127.0.0.1:22/', false],
    ['[::1]:8080', 'http://[::1]:8080/', true],
    ['例子.测试', 'http://xn--fsqu00a.xn--0zwm56d/', true],
  ])('%s and %s: %s', (entry, url, allowed) => {
    expect(hasHost(entry, url)).toBe(allowed)
  })

  it.each([
    ['10.1.0.0/16', '10.1.2.3', true],
    ['10.1.0.0/16', '10.2.0.1', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '::ffff:10.1.2.3', true],
    ['10.1.2.3', '::10.1.2.3', false],
    ['fd00::/8', 'fd12::1', true],
    ['fd00::/8', '10.1.2.3', false],
    ['crm.internal', '10.1.2.3', false],
  ])('%s and the address %s: %s', (entry, address, allowed) => {
    expect(readAllowList([entry]).hasAddress(address)).toBe(allowed)
  })

  it.each(['', 'http://crm.internal', '*.internal', 'a b', '10.0.0.0/33', 'user@host'])(
    'refuses the entry %j',
    (entry) => {
      const complaint = complaintOf(() => readAllowList([entry]))

      expect(complaint.code).toBe('configuration-invalid')
      expect(complaint.message).toContain(JSON.stringify(entry))
    },
  )
})
