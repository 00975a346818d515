import { boundedPage } from '../bounded-page.js'
import { checkVoucherFilter } from '../check-request.js'
import type { Engine } from '../engine.js'
import { papersOf, printedPaper, type PaperReads } from './read-papers.js'

/** The engine's methods that tell of papers. */
export function createPaperReads(reads: PaperReads): Pick<Engine, 'papers' | 'printPaper' | 'vouchers'> {
  return {
    papers: (id) => papersOf(reads, id),
    printPaper: (id, paper, number) => printedPaper(reads, id, { paper, number }),
    vouchers: async (filter = {}, page) => {
      checkVoucherFilter(filter)
      return reads.read.vouchers(filter, boundedPage(page))
    },
  }
}
