import type { CalendarDefinition } from '../../time/calendar.js'
import type { CalendarVersionRow } from '../port.js'
import { integer, json, type Row, text } from '../row.js'
import { holdNames, type Session } from '../session.js'

/**
 * Keeps a version of a calendar and makes it the newest of its id; the numbers of the rows say which is. A version
 * that was deployed before and comes back gets a new number, one that is the newest already is left alone.
 */
export async function saveCalendarVersion(session: Session, version: CalendarVersionRow): Promise<void> {
  const table = session.names.calendars
  await holdNames(session, [`calendar ${version.id}`])
  const [newest] = await session.run(`select hash from ${table} where id = ? order by row_id desc limit 1`, [
    version.id,
  ])
  if (newest && text(newest, 'hash') === version.hash) return
  await session.run(`delete from ${table} where hash = ?`, [version.hash])
  await session.run(`insert into ${table} (hash, id, definition, deployed_at) values (?, ?, ?, ?)`, [
    version.hash,
    version.id,
    JSON.stringify(version.definition),
    version.deployedAt,
  ])
}

/** Finds a version by its hash. */
export async function readCalendarVersion(
  session: Session,
  hash: string,
): Promise<CalendarVersionRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.calendars} where hash = ?`, [hash])
  return row && toVersion(row)
}

/** Versions of one calendar or of all, the newest of each id last. */
export async function readCalendarVersions(
  session: Session,
  id?: string,
): Promise<readonly CalendarVersionRow[]> {
  const rows = await session.run(
    `select * from ${session.names.calendars} ${id === undefined ? '' : 'where id = ?'} order by id, row_id`,
    id === undefined ? [] : [id],
  )
  return rows.map(toVersion)
}

function toVersion(row: Row): CalendarVersionRow {
  return {
    hash: text(row, 'hash'),
    id: text(row, 'id'),
    definition: json(row, 'definition') as CalendarDefinition,
    deployedAt: integer(row, 'deployed_at'),
  }
}
