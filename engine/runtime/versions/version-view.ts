import type { JsonObject } from '../../errors/index.js'
import { formatInstant } from '../../time/index.js'
import type { ProcessVersion } from './process-versions.js'

/** A version as programs read it. */
export function versionView({
  hash,
  version,
  profile,
  deployedAt,
  deployed,
  status,
  retired,
  openCases,
}: ProcessVersion): JsonObject {
  return {
    ...{ hash, version },
    ...(profile !== undefined && { profile }),
    deployedAt: formatInstant(deployedAt),
    ...(deployed && { deployed: { ...deployed } }),
    status,
    ...(retired && { retired: { ...retired, at: formatInstant(retired.at) } }),
    openCases,
  }
}
