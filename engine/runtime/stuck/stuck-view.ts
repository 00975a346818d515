import { formatInstant, type Instant } from '../../time/index.js'
import type { ToldStuck } from './told-stuck.js'

/** As it is printed and sent: instants with the offset of the case's zone. For whoever sees the whole case. */
export function stuckView({ instance, at, zone, waits, next }: ToldStuck): object {
  const time = (name: string, value: Instant | undefined): object =>
    value === undefined ? {} : { [name]: formatInstant(value, zone) }
  return {
    instance: instance.id,
    ...(instance.number === undefined ? {} : { number: instance.number }),
    status: instance.status,
    at: formatInstant(at, zone),
    waits: waits.map(({ since, until, ...wait }) => ({
      ...wait,
      ...time('since', since),
      ...time('until', until),
    })),
    next,
  }
}
