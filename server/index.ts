export { loadOrCreateLinkKey, type LinkKey } from './access/link-key.js'
export { allRoutes, createApp, createRouter, type AppOptions, type RouterOptions } from './create-app.js'
export {
  readConfiguration,
  type Configuration,
  type ConfigurationMistake,
  type ConfigurationResult,
} from './configuration.js'
export { createLog, logLevels, type Log, type LogLevel } from './logging/index.js'
export { startServer, type RunningServer } from './start-server.js'
export { createWatching, type Watching } from './watching.js'
