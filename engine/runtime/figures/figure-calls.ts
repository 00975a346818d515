import type { InstanceFilter, Page, PageRequest, Store } from '../../store/port.js'
import type { Calendar } from '../../time/calendar.js'
import { boundedPage } from '../bounded-page.js'
import { checkInstanceFilter } from '../check-instance-filter.js'
import type { InTurn } from '../in-turn.js'
import type { Clock } from '../ports.js'
import { readCasesDue, type CaseDue } from './cases-due.js'
import { figurePeriod } from './figure-period.js'
import { tellFigures, type Figures, type FiguresRequest } from './tell-figures.js'

/** What the house promises and keeps. All of it takes the filter of lists, and each figure leads to a list. */
export interface FigureCalls {
  /**
   * What happened in a period: cases begun and ended, deadlines broken and how late, how long states lasted. All of one
   * moment. One question is answered at a time, each behind those before it, so that they never take every connection.
   * Rejects with `usage-wrong` for a period that is none or longer than 400 days, and with `engine-busy` where `signal` was
   * aborted before its turn came.
   */
  figures(request?: FiguresRequest, options?: { readonly signal?: AbortSignal }): Promise<Figures>
  /** Cases with a deadline that runs, the soonest due first, each with that deadline and whose turn it is. */
  casesDue(filter?: InstanceFilter, page?: Partial<Omit<PageRequest, 'sort'>>): Promise<Page<CaseDue>>
}

/** The calls over a store, with the zone of the house's calendars. */
export function createFigureCalls({
  store,
  clock,
  calendars,
  inTurn,
}: {
  readonly store: Pick<Store, 'snapshot'>
  readonly clock: Clock
  readonly calendars: () => Iterable<Calendar>
  readonly inTurn: InTurn
}): FigureCalls {
  return {
    figures: async ({ filter = {}, ...asked } = {}, { signal } = {}) => {
      checkInstanceFilter(filter)
      const now = clock.now()
      const period = figurePeriod(asked, { now, zones: [...calendars()].map(({ zone }) => zone) })
      const { since: from, until: to } = period
      const told = await inTurn(
        () => store.snapshot((read) => read.figures({ filter, from, to, now })),
        signal,
      )
      return tellFigures(period, told)
    },
    casesDue: async (filter = {}, page) => {
      checkInstanceFilter(filter)
      return store.snapshot((read) => readCasesDue(read, filter, boundedPage(page)))
    },
  }
}
