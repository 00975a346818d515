/** Papers of a case: issued, signed, void, archived, or carried over to the case that goes on. */
export { giveAway, takeOver } from './carry-over.js'
export { isOpen, latestVoucher, voucherValues } from './open-voucher.js'
export { openPapers } from './refuse-voucher.js'
export { runPaper } from './run-paper.js'
