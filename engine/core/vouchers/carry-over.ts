import type { Draft } from '../draft.js'
import type { VoucherRecord } from '../record.js'
import { isOpen } from './open-voucher.js'

/**
 * Gives the open papers of a case away to the one that goes on with it, and answers them as they were. Here they stand
 * as `carried` from now on.
 */
export function giveAway(draft: Draft, to: string): readonly VoucherRecord[] {
  const open = draft.vouchers.filter(isOpen)
  draft.vouchers = draft.vouchers.map((voucher) =>
    isOpen(voucher) ? { ...voucher, state: 'carried', carriedTo: to } : voucher,
  )
  for (const { paper, number } of open) draft.note('voucher-carried', { paper, number, to })
  return open
}

/**
 * Takes over the open papers of the case this one comes from. All of them: a paper its process has no name for is still
 * out there, so it stays in the list of the case although no action speaks of it.
 */
export function takeOver(draft: Draft, vouchers: readonly VoucherRecord[]): void {
  const from = draft.identity.origin?.instance
  for (const voucher of vouchers.filter(isOpen)) {
    const { paper, number } = voucher
    const issuer = voucher.from ?? from
    draft.vouchers = [...draft.vouchers, { ...voucher, ...(issuer !== undefined && { from: issuer }) }]
    draft.note('voucher-carried', { paper, number, ...(from !== undefined && { from }) })
  }
}
