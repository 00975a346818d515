/** Whether a host name, with or without brackets, is one of this machine itself. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name === '::1' || /^127(\.[0-9]{1,3}){3}$/.test(name)
}

/** Whether an address of a connection is one of this machine itself. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && isLoopbackHost(address.replace(/^::ffff:/i, ''))
}
