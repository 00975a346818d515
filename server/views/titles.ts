import type { CheckedProcess, Engine, InstanceCount, Text } from '../../engine/index.js'

/** Names of what rows speak of, as the version says that the case runs on. */
export interface Titles {
  /** Of the process. */
  process(version: string): Text | undefined
  /** Of a state, by its path. */
  state(version: string, path: string): Text | undefined
  /** Of a deadline, by its id. */
  deadline(version: string, id: string): Text | undefined
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
    deadline: (version, id) => {
      const mark = id.lastIndexOf('#')
      const state = processes.get(version)?.states.get(id.slice(0, mark))
      return state?.deadlines.find(({ name }) => name === id.slice(mark + 1))?.title
    },
  }
}

/** Counts with the names of what they count, as the current versions have them. */
export function titledCounts(
  counts: readonly InstanceCount[],
  processes: readonly CheckedProcess[],
): readonly object[] {
  const known = new Map(processes.map((process) => [process.id, process]))
  return counts.map((count) => {
    const process = known.get(count.process ?? '')
    const title = count.state === undefined ? process?.title : process?.states.get(count.state)?.title
    return { ...count, ...(title && { title }) }
  })
}
