import type { JsonObject } from '../../errors/json.js'
import type { CheckedProcess } from '../checked-process.js'
import type { Compilation, KnownNames } from './compilation.js'
import { textAt } from './json-access.js'

/**
 * Items `prices[...]` may name: those of the list the process names. Of a list that is not at hand, as when a stored
 * version is compiled again, the items the process speaks of: they were checked when it was deployed.
 */
export function priceItems(resolved: JsonObject, { prices }: KnownNames): readonly string[] | undefined {
  const list = textAt(resolved, 'prices')
  if (list === undefined) return undefined
  const known = prices && Object.hasOwn(prices, list) ? prices[list] : undefined
  return known ?? spokenOf(resolved)
}

/** The price list of the process; reports one that no file defines. */
export function compilePriceList({ resolved, known, log }: Compilation): Pick<CheckedProcess, 'priceList'> {
  const list = textAt(resolved, 'prices')
  if (list === undefined) return {}
  if (known.prices && !Object.hasOwn(known.prices, list))
    log.reportUnknown('unknown-prices', ['prices'], {
      what: 'the name of a price list',
      name: list,
      known: Object.keys(known.prices),
    })
  return { priceList: list }
}

function spokenOf(resolved: JsonObject): readonly string[] {
  const written = JSON.stringify(resolved)
  const names = written.matchAll(/\bprices(?:\.([a-z][a-z0-9]*)|\[\\?["']([a-z][a-z0-9-]*)\\?["']\])/g)
  return [...new Set([...names].map(([, plain, quoted]) => plain ?? quoted ?? ''))]
}
