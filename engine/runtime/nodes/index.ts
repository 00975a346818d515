export { usualNodeId } from './node-id.js'
export { Presence } from './presence.js'
export { TimeKeeping, timeLease } from './time-keeping.js'
