export type { ClockRule, ClockRun, ClockSpan, Recurrence } from '../../time/clock.js'
export type { Instant, TraceLine } from '../../time/instant.js'
