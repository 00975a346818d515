export type { ProcessVersion } from './process-versions.js'
export { storedVersions, type StoredVersions } from './stored-versions.js'
export { versionCalls } from './version-calls.js'
