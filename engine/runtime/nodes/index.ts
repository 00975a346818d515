export { usualNodeId } from './node-id.js'
export { Presence } from './presence.js'
export { TimeKeeping } from './time-keeping.js'
