import type { CaseHost } from '../cases/operator-work.js'
import type { EngineLog } from '../ports.js'
import type { EffectCalls } from './effect-calls.js'
import type { EffectLoop } from './effect-loop.js'
import { createIncidentCalls } from './incidents.js'
import { createSwitchCalls } from './switch-calls.js'
import type { Switches } from './switches.js'

/** What the calls about work outside need. */
export interface EffectCallsHost extends CaseHost {
  readonly log: EngineLog
  readonly switches: Switches
  readonly loop: Pick<EffectLoop, 'wake' | 'waitingLanes' | 'deliveredLanes'>
  /** Told that a result was left for a case, or one may begin again. */
  readonly told: () => void
}

/** The engine's calls about what is done outside. */
export function createEffectCalls(host: EffectCallsHost): EffectCalls {
  const { store, loop } = host
  const asked = (): void => {
    store.hint('effects')
    loop.wake()
  }
  return {
    effects: (instance) => store.read.effects(instance),
    deliveredLanes: () => loop.deliveredLanes(),
    waitingLanes: () => loop.waitingLanes(),
    ...createIncidentCalls({ ...host, asked }),
    ...createSwitchCalls({ ...host, asked }),
  }
}
