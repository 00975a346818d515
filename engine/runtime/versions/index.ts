export {
  changedVersions,
  versionChanged,
  type ChangedVersion,
  type ChangedVersions,
} from './changed-versions.js'
export type { CheckedSource, CheckedVersion, PlayedStories, ProcessSource } from './check-source.js'
export { CurrentVersions, type CurrentVersionsOptions } from './current-versions.js'
export { databaseVersions } from './database-versions.js'
export type {
  DeployAnswer,
  DeployedVersion,
  DeployRequest,
  RetireAnswer,
  RetireRequest,
  VersionManagement,
} from './manage-calls.js'
export type { ProcessVersion } from './process-versions.js'
export { storedVersions, type StoredVersions } from './stored-versions.js'
export { versionCalls } from './version-calls.js'
export { VersionManager } from './version-manager.js'
export { versionRetired } from './version-refusals.js'
export { versionView } from './version-view.js'
