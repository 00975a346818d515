import { pino, type DestinationStream } from 'pino'
import type { EngineLog } from '../../engine/index.js'

/** From which level on lines are written. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export type LogLevel = (typeof logLevels)[number]

/** A request over HTTP that was answered, for the log: nothing of what was asked for or said. */
export interface LoggedRequest {
  readonly requestId: string
  readonly method: string
  /** Pattern of its address. */
  readonly route: string
  readonly status: number
  readonly ms: number
  readonly traceId?: string
}

/** A log of JSON objects, one a line, each with `time`, `level` and `message`. */
export interface Log {
  /** Writes a line of the engine, or of the server, with the request it belongs to where there is one. */
  readonly write: EngineLog
  /** Writes a request that was answered, at the level `debug`. */
  readonly request: (answered: LoggedRequest) => void
}

/**
 * Writes to the error output, or to `destination`. Written at once: what was told before the process ends is there. Only
 * the members named here are written, whatever else a line may hold.
 */
export function createLog({
  level = 'info',
  destination = pino.destination({ fd: 2, sync: true }),
}: { readonly level?: LogLevel; readonly destination?: DestinationStream } = {}): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  return {
    write: ({ level: own, message, code, instance, requestId }) =>
      logger[own](
        {
          ...(code !== undefined && { code }),
          ...(instance !== undefined && isLoggable(instance) && { instance }),
          ...(requestId !== undefined && { requestId }),
        },
        message,
      ),
    request: ({ requestId, method, route, status, ms, traceId }) =>
      logger.debug(
        { requestId, method, route, status, ms, ...(traceId !== undefined && { traceId }) },
        'Request answered.',
      ),
  }
}

/** An id that came with an address may be anything somebody typed: a name, or a telephone number. */
function isLoggable(id: string): boolean {
  return /^(?=.*[A-Za-z])[A-Za-z0-9._:-]{1,64}$/.test(id)
}
