import { createOutgoing, httpService, type Service } from '../../channels/index.js'
import type { DeclaredService } from '../../definition/index.js'
import type { Environment } from './secrets.js'

const usualTimeout = 30_000

/** A declared service made ready. Throws `configuration-invalid` where its secret is missing or cannot be used. */
export function declaredService(
  { method, url, headers, body, auth, answer, refusals, timeout = usualTimeout }: DeclaredService,
  { allow, environment }: { readonly allow: readonly string[]; readonly environment: Environment },
): Service {
  return httpService(
    {
      ...{ method, url, timeout },
      ...(headers && { headers }),
      ...(body && { body }),
      ...(auth && { auth }),
      ...(answer && { answer }),
      ...(refusals && { refusals }),
    },
    { outgoing: createOutgoing({ allow, timeout }), environment },
  )
}
