export { ScheduleLoop } from './schedule-loop.js'
export { nextOccurrences, type ScheduleStatus } from './schedule-status.js'
