import { toCalendarSet } from '../calendar-set.js'
import { fromCursor, toCursor, toPage } from '../cursor.js'
import type { CalendarSet, Page, PageRequest } from '../port.js'
import { integer, text } from '../row.js'
import type { Session } from '../session.js'

/** Written out, not bound: only so does the partial index of these cases apply. */
const openAndLive = "status = 'active' and timers_armed = 1 and calendars <> ''"

/** Other indexes begin with the status too. */
function openCases({ names, dialect }: Session): string {
  return `${names.instances}${dialect.along(`${names.instances}_calendars`)}`
}

/**
 * The sets of calendars of open live cases. Each is one seek in the index behind the set before, so that a million
 * cases with three sets cost four seeks.
 */
export async function readCalendarSets(session: Session): Promise<readonly CalendarSet[]> {
  const sets: CalendarSet[] = []
  for (let after = ''; ;) {
    const [row] = await session.run(
      `select calendars from ${openCases(session)} where ${openAndLive} and calendars > ?
       order by calendars limit 1`,
      [after],
    )
    if (!row) return sets
    after = text(row, 'calendars')
    sets.push(toCalendarSet(after))
  }
}

/** Ids of open live cases that count with one set, in the order in which they were begun. */
export async function listInstancesCountedWith(
  session: Session,
  set: string,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<string>> {
  const [, after = 0] = fromCursor('counted', page, 'number') ?? []
  const rows = await session.run(
    `select row_id, id from ${openCases(session)} where ${openAndLive} and calendars = ? and row_id > ?
     order by row_id limit ?`,
    [set, after, page.limit + 1],
  )
  return toPage(rows, page.limit, {
    item: (row) => text(row, 'id'),
    cursor: (row) => toCursor('counted', [0, integer(row, 'row_id')]),
  })
}
