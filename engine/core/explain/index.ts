export { explainClocks, type ExplainedCase } from './explain-clocks.js'
export type { Cause } from './cause.js'
export type { ClockHistory } from './deadline-history.js'
export type * from './explained-clock.js'
