import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

/** An id for this process that no other has: the machine, the process and a random part, so that logs can be read. */
export function usualNodeId(): string {
  return `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
}
