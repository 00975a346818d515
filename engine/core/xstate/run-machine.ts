import type { CheckedProcess } from '../../definition/checked-process.js'
import { EngineError } from '../../errors/index.js'
import { compileMachine, type CompiledMachine } from './compile-machine.js'
import { historyOf, pathsOf, type History } from './configuration.js'
import { keptScope, listeningScope } from './kept-scope.js'
import type { MachineContext, MachineScope, MachineSnapshot } from './machine.js'
import { restore, type Configuration } from './restore.js'
import type { Stepper } from './stepper.js'

/** Where XState came to rest. */
export interface MachineRest {
  readonly active: readonly string[]
  readonly history: History
  readonly done: boolean
}

/** Thrown when a step takes more microsteps than allowed; the step is refused. */
export class EndlessStep extends Error {}

/** Enters the initial states, those of another machine of the process where one is given. */
export function startMachine(
  process: CheckedProcess,
  stepper: Stepper,
  compiled = compileMachine(process),
): MachineRest {
  const context: MachineContext = { stepper }
  const snapshot = compiled.machine.getInitialSnapshot(scopeOf(compiled), context)
  // XState swallows exceptions of the first step into the snapshot, whose context is the copy it made.
  if (snapshot.status === 'error') throw stopOf(snapshot.context.interruption, snapshot.error)
  return restOf(process, snapshot, {})
}

/**
 * Runs one event to completion, in the `machine` given where it is another one of the process. `expected` is the number
 * of ways the core chose for it.
 * Throws what stopped the step, `EndlessStep`, or an engine error when record, process and XState disagree.
 */
export function runMachine(
  process: CheckedProcess,
  stepper: Stepper,
  from: Configuration,
  chosen: { readonly event: string; readonly expected: number; readonly machine?: CompiledMachine },
): MachineRest {
  const compiled = chosen.machine ?? compileMachine(process)
  const { machine } = compiled
  const context: MachineContext = { stepper }
  const restored = restore(process, compiled, from, context)
  const event = { type: chosen.event, chosen: true } as const
  const found = machine.getTransitionData(restored, event).length
  if (found !== chosen.expected)
    throw new EngineError(
      'engine-bug',
      `Expected ${chosen.expected} ways for '${chosen.event}', but XState found ${found}. Please report this.`,
    )
  let after: MachineSnapshot
  try {
    after = machine.transition(restored, event, scopeOf(compiled))
  } catch (error) {
    throw stopOf(context.interruption, error)
  }
  return restOf(process, after, after.historyValue === restored.historyValue ? from.history : undefined)
}

function scopeOf({ raises }: CompiledMachine): MachineScope {
  return raises ? listeningScope : keptScope
}

function restOf(
  process: CheckedProcess,
  snapshot: MachineSnapshot,
  history: History | undefined,
): MachineRest {
  if (snapshot.status !== 'active' && snapshot.status !== 'done')
    throw new EngineError('engine-bug', `Expected a running case, but XState says '${snapshot.status}'.`, {
      cause: snapshot.error,
    })
  return {
    active: pathsOf(snapshot.value),
    history: history ?? historyOf(process, compileMachine(process), snapshot.historyValue),
    done: snapshot.status === 'done',
  }
}

function stopOf(interruption: unknown, error: unknown): Error {
  if (interruption instanceof Error) return interruption
  const cause = interruption ?? error
  if (cause instanceof Error && cause.message.startsWith('Infinite loop detected'))
    return new EndlessStep(cause.message)
  return new EngineError(
    'engine-bug',
    'Expected XState to finish the step, but it threw. Please report this.',
    { cause },
  )
}
