import { logLevels, type LogLevel } from './create-log.js'

/** What of the environment says how a server is watched. */
export interface WatchVariables {
  readonly AFTERCARE_LOG_LEVEL: string | undefined
  readonly AFTERCARE_METRICS_TOKEN: string | undefined
}

/** From which level on lines are logged, and the token that opens the metrics. */
export interface WatchSettings {
  readonly logLevel: LogLevel
  readonly metricsToken?: string
}

/** What is wrong with each variable, or nothing. What a secret holds is never told. */
export const watchChecks = {
  AFTERCARE_LOG_LEVEL: (level: string) =>
    logLevels.some((one) => one === level)
      ? undefined
      : `Expected ${logLevels.join(', ')} as AFTERCARE_LOG_LEVEL, but found '${level}'.`,
  AFTERCARE_METRICS_TOKEN: (token: string) =>
    /^[\x21-\x7e]{16,}$/.test(token)
      ? undefined
      : 'Expected 16 characters or more of ASCII without spaces as AFTERCARE_METRICS_TOKEN, but found others. Make one with: openssl rand -hex 32',
}

/** The settings those variables say, once they are checked. */
export function watchSettings(variables: WatchVariables): WatchSettings {
  const { AFTERCARE_LOG_LEVEL: level, AFTERCARE_METRICS_TOKEN: metricsToken } = variables
  return {
    logLevel: logLevels.find((one) => one === level) ?? 'info',
    ...(metricsToken !== undefined && { metricsToken }),
  }
}
