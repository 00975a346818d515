export type * from './checked-schedule.js'
export { slotOf, type Occurrence, type ScheduleRule } from './schedule-rule.js'
export { nextOccurrence, occurrencesAfter } from './next-occurrence.js'
