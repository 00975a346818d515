import { existsSync } from 'node:fs'

/** The log of the telephone-repair department: third-party data that is not part of the project. */
export const repairLog = '../shared/data/repair-log.csv'

/** Whether the log is missing; says so aloud, so that nobody takes skipped tests for passed ones. */
export function repairLogIsMissing(): boolean {
  if (existsSync(repairLog)) return false
  console.warn(
    `SKIPPED: these tests need ${repairLog} beside the checkout (see workflows/examples/phone-repair).`,
  )
  return true
}

/** What a sound model makes of the whole log. */
export const wholeLog = {
  cases: 1104,
  events: 11_855,
  outcomes: { repaired: 964, unrepaired: 36 },
  open: 104,
  refused: [],
}
