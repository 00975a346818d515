import type { Actor } from '../../core/command.js'
import type { Store } from '../../store/port.js'
import { usualKeyRetention } from '../idempotency.js'
import { systemClock } from '../ports.js'
import type { EffectCalls } from './effect-calls.js'
import { createSwitchCalls } from './switch-calls.js'

/**
 * The switches of a database beside which no engine runs here, and without definitions: the processes are those that were
 * deployed to it. Running nodes heed a change at their next poll. Actors are taken as they are given.
 */
export async function databaseSwitches(
  store: Store,
): Promise<Pick<EffectCalls, 'holdEffects' | 'releaseEffects' | 'drain' | 'reopen' | 'switches'>> {
  const versions = await store.read.processVersions()
  const processes = [...new Set(versions.map(({ process }) => process))].map((id) => ({ id }))
  return createSwitchCalls({
    store,
    catalogue: { all: () => processes, has: (id) => processes.some((one) => one.id === id) },
    clock: systemClock,
    keyRetention: usualKeyRetention,
    log: () => undefined,
    switches: { keep: () => undefined },
    actorOf: (input) => Promise.resolve(asGiven(input)),
    asked: () => store.hint('effects'),
    told: () => store.hint('due'),
  })
}

/** Without a directory nobody is known by an id alone. */
function asGiven(input: Actor | string): Actor | undefined {
  return typeof input === 'string' ? undefined : input
}
