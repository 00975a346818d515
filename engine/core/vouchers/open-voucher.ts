import type { CheckedProcess } from '../../definition/checked-process.js'
import type { ScopeValues } from '../../expression/expression.js'
import type { VoucherRecord } from '../record.js'

/** The latest paper of a kind that the case still has: one that went on to another case is not there any more. */
export function latestVoucher(vouchers: readonly VoucherRecord[], paper: string): VoucherRecord | undefined {
  return vouchers.findLast((voucher) => voucher.paper === paper && voucher.state !== 'carried')
}

/** Whether a paper is out: issued or signed, and neither void nor put away. */
export function isOpen({ state }: VoucherRecord): boolean {
  return state === 'issued' || state === 'signed'
}

const noPaper: ScopeValues['vouchers'][string] = { state: '' }

/** What expressions read as `vouchers["…"]`: the state is empty before the first. */
export function voucherValues(
  process: CheckedProcess,
  vouchers: readonly VoucherRecord[],
): ScopeValues['vouchers'] {
  const values = new Map([...process.papers.keys()].map((paper) => [paper, noPaper]))
  // The latest of a kind comes last.
  for (const { paper, state, number } of vouchers)
    if (state !== 'carried' && values.has(paper)) values.set(paper, { state, number })
  return Object.fromEntries(values)
}
