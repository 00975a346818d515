import type { CheckedProcess } from '../../definition/checked-process.js'
import { EngineError } from '../../errors/index.js'
import type { CompiledMachine } from './compile-machine.js'
import { historyNodes, pathsOf, samePaths, valueOf, type History } from './configuration.js'
import type { MachineContext, MachineSnapshot } from './machine.js'

/** Where a case stands, as XState needs to know it. */
export interface Configuration {
  readonly active: ReadonlySet<string>
  readonly history: History
}

/** Configurations kept per process. A parallel state has many: those beyond are restored anew each time. */
const mostKept = 500

const kept = new WeakMap<CompiledMachine, Map<string, MachineSnapshot>>()

/**
 * A snapshot of XState that stands where the record says. Restoring is a third of what XState does in a step, and the
 * cases of a process stand in few places: what was restored is kept, without context, as long as nothing is
 * remembered. Throws `record-does-not-fit` when record and process do not belong together.
 */
export function restore(
  process: CheckedProcess,
  compiled: CompiledMachine,
  from: Configuration,
  context: MachineContext,
): MachineSnapshot {
  if (Object.keys(from.history).length > 0) return resolve(process, compiled, from, context)
  const known = kept.get(compiled) ?? new Map<string, MachineSnapshot>()
  kept.set(compiled, known)
  const key = [...from.active].join(' ')
  let snapshot = known.get(key)
  if (!snapshot) {
    snapshot = resolve(process, compiled, from, {} as MachineContext)
    if (known.size < mostKept) known.set(key, snapshot)
  }
  return { ...snapshot, context }
}

function resolve(
  process: CheckedProcess,
  compiled: CompiledMachine,
  from: Configuration,
  context: MachineContext,
): MachineSnapshot {
  const restored = compiled.machine.resolveState({
    value: valueOf(process, from.active),
    context,
    historyValue: historyNodes(process, compiled, from.history),
  })
  const found = pathsOf(restored.value)
  if (!samePaths(from.active, found))
    throw new EngineError(
      'record-does-not-fit',
      `Expected [${[...from.active].join(', ')}] to be restored, but got [${found.join(', ')}].`,
    )
  return restored
}
