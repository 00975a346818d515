export { ChangeFeed } from './change-feed.js'
export type { Changes, ChangesRequest } from './changes.js'
export { forgetChanges, shortestChangeRetention, usualChangeRetention } from './forget-changes.js'
