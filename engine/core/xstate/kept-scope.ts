import { createActor, createMachine, type AnyActor, type InspectionEvent } from 'xstate'
import type { ExecutableAction, MachineContext, MachineScope } from './machine.js'
import type { MachineEvent } from './stepper.js'

/**
 * One actor scope for all steps. The public `transition()` builds an actor per call, whose constructor runs the initial
 * state of the machine with its guards and actions: slow, and it would write into the running step. The actor behind
 * this scope belongs to an empty machine, so nothing of ours ever runs in it.
 */
export const keptScope: MachineScope = createKeptScope()

/** The same, with an ear for raised events that nobody takes up; XState then tells of every microstep, which is dear. */
export const listeningScope: MachineScope = createKeptScope({ listening: true })

function createKeptScope({ listening = false } = {}): MachineScope {
  const self = createActor(createMachine({}))
  if (listening) listen(self)
  return {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => undefined,
    defer: () => undefined,
    stopChild: () => undefined,
    emit: () => undefined,
    // Actions run at once, in the order XState reaches them. `raise` has already filled the queue.
    actionExecutor: (action: ExecutableAction) => {
      if (action.type !== 'xstate.raise') action.exec?.(action.info, action.params)
    },
  } as MachineScope
}

function listen(self: AnyActor): void {
  self.system.inspect((event: InspectionEvent) => {
    if (event.type !== '@xstate.microstep') return
    const {
      event: heard,
      snapshot,
      _transitions,
    } = event as unknown as {
      event: MachineEvent
      snapshot: { context: MachineContext }
      _transitions: readonly unknown[]
    }
    // A raised event that nothing accepts vanishes in XState; the trail says so.
    if (heard.raised && _transitions.length === 0) snapshot.context.stepper.unheard(heard)
  })
}
