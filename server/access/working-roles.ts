import {
  EngineError,
  type CheckedProcess,
  type CheckedState,
  type Engine,
  type InstanceRecord,
} from '../../engine/index.js'

/** How long what the database holds is believed, in milliseconds: a replay beside the server may add versions. */
const believed = 60_000

/**
 * Which roles have something to do in a process: in any version of it, current or stored, since running cases stay on
 * theirs when the folder changes.
 */
export interface WorkingRoles {
  /** By process. */
  all(): Promise<ReadonlyMap<string, ReadonlySet<string>>>
  /** Those of the process of a case; the version the case runs on is always among those looked at. */
  ofCase(record: InstanceRecord): Promise<ReadonlySet<string>>
}

export function createWorkingRoles(engine: Engine): WorkingRoles {
  const byProcess = new Map<string, Set<string>>()
  const seen = new Set<string>()
  let readAt: number | undefined

  function add(process: CheckedProcess): void {
    if (seen.has(process.hash)) return
    seen.add(process.hash)
    const roles = byProcess.get(process.id) ?? new Set<string>()
    for (const role of rolesIn(process)) roles.add(role)
    byProcess.set(process.id, roles)
  }

  async function addStored(): Promise<void> {
    for (const { hash } of await engine.store.read.processVersions()) {
      if (seen.has(hash)) continue
      const process = await engine.processOf({ version: hash }).catch(unlessItDoesNotCompile)
      if (process) add(process)
    }
  }

  async function all(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    for (const process of engine.processes()) add(process)
    const now = engine.now()
    if (readAt === undefined || now - readAt >= believed) {
      await addStored()
      readAt = now
    }
    return byProcess
  }

  return {
    all,
    async ofCase(record) {
      const known = await all()
      if (!seen.has(record.version)) add(await engine.processOf(record))
      return known.get(record.process) ?? new Set()
    },
  }
}

/** A version an earlier release wrote and this one cannot read must not close the lists of all others. */
function unlessItDoesNotCompile(error: unknown): undefined {
  if (error instanceof EngineError && error.code === 'definition-invalid') return
  throw error
}

function toldOfBreach({ escalate, ladder }: CheckedState['deadlines'][number]): readonly string[] {
  return [...escalate, ...ladder.flatMap(({ to }) => to)]
}

function rolesIn(process: CheckedProcess): readonly string[] {
  const states = [...process.states.values()]
  return [
    ...process.startRoles,
    ...(process.editable?.roles ?? []),
    ...states.flatMap((state) => state.task?.roles ?? []),
    ...states.flatMap((state) => state.task?.mayAssign ?? []),
    // Whom a breach is told may have to give the work to somebody else.
    ...states.flatMap((state) => state.deadlines.flatMap(toldOfBreach)),
    ...states.flatMap((state) => [...state.on.values()].flatMap((handler) => handler.roles)),
  ]
}
