import { EngineError } from '../engine/index.js'

/** Which page of a list is asked for. */
export interface PageOptions {
  readonly limit: string
  readonly cursor?: string
  readonly before?: string
}

/** The page of the options `--limit`, `--cursor` and `--before`. Throws `usage-wrong` for a limit that is none. */
export function pageOptions({ limit, cursor, before }: PageOptions): {
  readonly limit: number
  readonly cursor?: string
  readonly before?: string
} {
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > 500)
    throw new EngineError(
      'usage-wrong',
      `Expected --limit to be a number from 1 to 500, but found '${limit}'.`,
    )
  return {
    limit: Number(limit),
    ...(cursor !== undefined && { cursor }),
    ...(before !== undefined && { before }),
  }
}
