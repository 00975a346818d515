export { assignTask } from './assign-task.js'
export { claimTask, giveTask, releaseTask } from './change-assignee.js'
export { loadOf } from './load-of.js'
export { whyTaken } from './task-taken.js'
