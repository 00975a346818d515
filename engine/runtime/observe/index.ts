/** How others look on while the engine works. No library for metrics or traces is known here. */
export type { Observation, ObservedSpan, ObservedWork, Observer } from './observer.js'
export { observedCalls } from './observed-calls.js'
export { observedStore } from './observed-store.js'
export { currentTrace, Watch } from './watch.js'
export { workloadOf, type WatchCalls, type Workload } from './workload.js'
