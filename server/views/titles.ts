import type { CheckedProcess, Engine, Text } from '../../engine/index.js'

/** Names of what rows speak of, as the version says that the case runs on. */
export interface Titles {
  /** Of the process. */
  process(version: string): Text | undefined
  /** Of a state, by its path. */
  state(version: string, path: string): Text | undefined
}

/** The names for rows of lists; each version is looked up once. */
export async function titlesOf(
  engine: Engine,
  rows: readonly { readonly version: string }[],
): Promise<Titles> {
  const versions = [...new Set(rows.map(({ version }) => version))]
  const found = await Promise.all(
    versions.map(async (version): Promise<[string, CheckedProcess]> => [
      version,
      await engine.processOf({ version }),
    ]),
  )
  const processes = new Map(found)
  return {
    process: (version) => processes.get(version)?.title,
    state: (version, path) => processes.get(version)?.states.get(path)?.title,
  }
}
