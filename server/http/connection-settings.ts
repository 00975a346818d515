import { plainDuration } from '../../engine/index.js'
import { usualConnectionLimits, type ConnectionLimits } from './connection-limits.js'

/** The variables as they were set; those that were not are undefined. */
export interface ConnectionVariables {
  readonly AFTERCARE_CONNECTIONS: string | undefined
  readonly AFTERCARE_REQUEST_TIMEOUT: string | undefined
}

const most = 100_000
const shortest = 1_000
const longest = 3_600_000

/** What is wrong with each variable, or nothing. */
export const connectionChecks: {
  readonly [name in keyof ConnectionVariables]: (value: string) => string | undefined
} = {
  AFTERCARE_CONNECTIONS: (value) =>
    /^[1-9][0-9]{0,5}$/.test(value) && Number(value) <= most
      ? undefined
      : `Expected a whole number from 1 to ${most} as AFTERCARE_CONNECTIONS, but found '${value.slice(0, 60)}'.`,
  AFTERCARE_REQUEST_TIMEOUT: (value) => {
    const duration = plainDuration(value) ?? 0
    return duration >= shortest && duration <= longest
      ? undefined
      : `Expected a duration from '1 second' to '1 hour' as AFTERCARE_REQUEST_TIMEOUT, but found '${value.slice(0, 60)}'.`
  },
}

/** The limits of variables without mistakes. */
export function connectionSettings({
  AFTERCARE_CONNECTIONS: connections,
  AFTERCARE_REQUEST_TIMEOUT: timeout,
}: ConnectionVariables): ConnectionLimits {
  return {
    arrival: (timeout === undefined ? undefined : plainDuration(timeout)) ?? usualConnectionLimits.arrival,
    connections: connections === undefined ? usualConnectionLimits.connections : Number(connections),
  }
}
