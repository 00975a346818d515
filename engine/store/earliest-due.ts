import type { DuePoint, Instant } from '../time/calendar.js'

/**
 * The earliest due point of some deadlines; `undefined` where there are none. It is provisional where one of those due
 * then is, since that one may still move.
 */
export function earliestDue(
  deadlines: readonly { readonly dueAt: Instant; readonly provisional: boolean }[],
): DuePoint | undefined {
  let earliest: DuePoint | undefined
  for (const { dueAt: at, provisional } of deadlines)
    if (!earliest || at < earliest.at) earliest = { at, provisional }
    else if (at === earliest.at && provisional) earliest = { at, provisional }
  return earliest
}
