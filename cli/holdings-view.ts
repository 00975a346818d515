import { formatInstant, type DatabaseHoldings } from '../engine/index.js'

/** What a database holds, as JSON shows it: moments in RFC 3339. */
export function holdingsView({ oldest, newest, anchor, ...holds }: DatabaseHoldings): object {
  return {
    ...holds,
    ...(oldest !== undefined && { oldest: formatInstant(oldest) }),
    ...(newest !== undefined && { newest: formatInstant(newest) }),
    ...(anchor && { anchor: { ...anchor, at: formatInstant(anchor.at) } }),
  }
}
