/** Why a case does not move, in words, and what may be done next. */
export { databaseStuck, type StuckFolder } from './database-stuck.js'
export { readStuck } from './read-stuck.js'
export { stuckView } from './stuck-view.js'
export type { NextStep, ToldStuck, Wait, WaitKind } from './told-stuck.js'
