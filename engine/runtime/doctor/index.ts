/** Looks at everything a server stands on, and says what to mend. Changes nothing. */
export type { Finding } from './finding.js'
export { lookAtDatabase } from './look-at-database.js'
export { lookAtCalendars, lookAtFolder, lookAtVersions } from './look-at-folder.js'
export { diskFinding, lookAtDisk, lookAtNode } from './look-at-machine.js'
export { lookAtWork } from './look-at-work.js'
