import type { SecretName } from '../../definition/index.js'
import { EngineError } from '../../errors/index.js'

/** Where secrets are. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The secret a declaration names. Throws `configuration-invalid`, which names the variable and never what it holds. */
export function secretFrom(environment: Environment, { env }: SecretName): string {
  const secret = environment[env]
  if (secret !== undefined && secret !== '') return secret
  throw new EngineError(
    'configuration-invalid',
    `Expected the environment variable ${env} to hold its secret, but found nothing.`,
  )
}
