import type { CheckedWorkflows, Organisation } from '../../../engine/definition/checked-workflows.js'
import { checkWorkflows, compileProcess, readSources } from '../../../engine/definition/index.js'
import type { JsonObject } from '../../../engine/errors/index.js'
import { parcelFiles } from './parcel-files.js'

/** Checked definitions as they are handed to a node: each process resolved, as the database keeps its version. */
export interface SentWorkflows {
  readonly resolved: readonly JsonObject[]
  readonly organisation: Organisation
}

/** Checks what the nodes run, once for all of them: checking YAML takes a node longer than all else at its start. */
export function sentWorkflows(): SentWorkflows {
  const { problems, processes, organisation } = checkWorkflows(readSources(parcelFiles))
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'))
  return { resolved: processes.map(({ resolved }) => resolved), organisation }
}

/** Compiles what was handed over, as the engine compiles a version that only the database has. */
export function receivedWorkflows({ resolved, organisation }: SentWorkflows): CheckedWorkflows {
  const processes = resolved.map((one) => {
    const { process, problems } = compileProcess(one)
    if (!process) throw new Error(problems.map(({ message }) => message).join('\n'))
    return process
  })
  return {
    ...{ problems: [], processes, organisation, calendars: new Map(), schedules: [] },
    ...{ scenarios: [], replays: [], mutations: [], cast: { people: {}, things: {} } },
  }
}
