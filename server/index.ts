export { allRoutes, createApp, type AppOptions } from './create-app.js'
export {
  readConfiguration,
  type Configuration,
  type ConfigurationMistake,
  type ConfigurationResult,
} from './configuration.js'
export { startServer, type RunningServer } from './start-server.js'
