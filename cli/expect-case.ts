import { caseNamed, EngineError, type StoreReads } from '../engine/index.js'

/** The case of a command's argument, by its number or id. Throws `usage-wrong` where there is none. */
export async function expectCase(
  read: StoreReads,
  name: string,
): Promise<{ readonly id: string; readonly number?: string }> {
  return (await caseNamed(read, name)) ?? refuseUnknown(name)
}

/** Throws `usage-wrong` for a name that no case has. */
export function refuseUnknown(name: string): never {
  throw new EngineError('usage-wrong', `Expected the number or id of a case, but there is no case '${name}'.`)
}
