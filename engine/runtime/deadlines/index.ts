export { deadlinesOutline, deadlinesView } from './deadlines-view.js'
export { databaseDeadlines } from './database-deadlines.js'
export { readDeadlines, type ToldDeadlines } from './read-deadlines.js'
export type { ClockWords } from './tell-clock.js'
