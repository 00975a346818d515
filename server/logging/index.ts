/** Lines of JSON without personal data, and the ids by which requests are found in them. */
export { createLog, logLevels, type Log, type LoggedRequest, type LogLevel } from './create-log.js'
export { requestIdOf } from './request-id.js'
export { watchChecks, watchSettings, type WatchSettings, type WatchVariables } from './watch-settings.js'
