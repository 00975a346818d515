import type { Store } from '../store/port.js'
import { loggedFailure } from './failure-text.js'
import type { Clock, EngineLog } from './ports.js'

const hour = 3_600_000

/** Forgets idempotency keys that are older than `keyRetention`, once an hour while started. */
export function createHousekeeping(options: {
  readonly store: Store
  readonly clock: Clock
  readonly log: EngineLog
  readonly keyRetention: number
}): { start(): void; stop(): Promise<void> } {
  const { store, clock, log, keyRetention } = options
  let running = false
  let cancel = (): void => undefined
  let round: Promise<void> = Promise.resolve()

  async function tidy(): Promise<void> {
    try {
      await store.transaction((tx) => tx.purgeIdempotencyKeys(clock.now() - keyRetention))
    } catch (error) {
      const { code, detail } = loggedFailure(error)
      const message = `Old keys could not be forgotten; tried again in an hour. ${detail}`
      log({ level: 'error', code, message })
    }
  }

  function plan(): void {
    if (!running) return
    cancel = clock.wakeAt(clock.now() + hour, () => {
      round = tidy().then(plan)
    })
  }

  return {
    start() {
      if (running) return
      running = true
      plan()
    },
    async stop() {
      running = false
      cancel()
      await round
    },
  }
}
