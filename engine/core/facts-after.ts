import type { Facts, SharedChanges } from './command.js'
import { withFacts } from './fact-needed.js'
import { voucherKey } from './voucher-key.js'

/**
 * The facts as a step leaves them: what it drew, turned or wrote is what the next step of the same transaction reads.
 * What it may have changed without a trace here, values other cases are compared by, is asked for anew.
 */
export function factsAfter(facts: Facts, { series, rotations, units, vouchers = [] }: SharedChanges): Facts {
  return withFacts(
    { ...facts, sameValues: {} },
    {
      series,
      ...(rotations && { rotations }),
      ...(units && { units }),
      ...(vouchers.length > 0 && {
        usedVouchers: Object.fromEntries(
          vouchers.map(({ paper, number }) => [voucherKey(paper, number), true]),
        ),
      }),
    },
  )
}
