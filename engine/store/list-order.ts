/** Value of a due point where nothing is due: one past the last instant a `Date` can hold, so that it sorts last. */
export const neverDue = 8_640_000_000_000_001

/** Sort value of cases that have ended: nothing is urgent about them, whatever they were. */
export const lastRank = 8_640_000_000_000_001

/** Sort value of a priority: the most urgent comes first in an ascending index. Without one it counts as 0. */
export function priorityRank(priority = 0): number {
  return 0 - priority
}
