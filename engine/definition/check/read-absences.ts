import type { JsonObject } from '../../errors/json.js'
import { addToDate, isDate, isZone, startOfDate } from '../../time/index.js'
import type { Absence } from '../checked-workflows.js'
import { listAt, textAt } from '../compile/json-access.js'

/** A person's absences, those left out whose days could not be read; none where the file names no zone. */
export function readAbsences(person: JsonObject, zone: string | undefined): readonly Absence[] {
  if (zone === undefined || !isZone(zone)) return []
  return listAt(person, 'absent').flatMap((written) => {
    const [first, last] = [textAt(written, 'from'), textAt(written, 'to')]
    if (first === undefined || last === undefined || !isDate(first) || !isDate(last) || last < first)
      return []
    const [deputy, reason] = [textAt(written, 'deputy'), textAt(written, 'reason')]
    return [
      {
        from: startOfDate(first, zone),
        to: startOfDate(addToDate(last, { days: 1 }), zone),
        ...(deputy !== undefined && { deputy }),
        ...(reason !== undefined && { reason }),
      },
    ]
  })
}
