import type { SharedChanges } from '../core/command.js'
import type { Session } from './session.js'
import { saveSeries } from './tables/series.js'
import { saveRotations } from './tables/rotations.js'
import { saveUnits } from './tables/units.js'

/** Stores what a step did to rows that cases share. */
export async function saveShared(
  session: Session,
  { units = {}, rotations = {}, series }: SharedChanges,
): Promise<void> {
  if (Object.keys(series).length > 0) await saveSeries(session, series)
  await saveRotations(session, rotations)
  await saveUnits(session, Object.values(units))
}
