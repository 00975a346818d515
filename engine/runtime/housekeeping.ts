import type { Attachments } from './attachments/index.js'
import type { Store } from '../store/port.js'
import { loggedFailure } from './failure-text.js'
import type { Clock, EngineLog } from './ports.js'

const hour = 3_600_000

/**
 * Once an hour while started: forgets idempotency keys that are older than `keyRetention`, and removes attachments no
 * case has come to use.
 */
export function createHousekeeping(options: {
  readonly store: Store
  readonly clock: Clock
  readonly log: EngineLog
  readonly keyRetention: number
  readonly attachments: Pick<Attachments, 'removeUnused'>
}): { start(): void; stop(): Promise<void> } {
  const { store, clock, log, keyRetention, attachments } = options
  let running = false
  let cancel = (): void => undefined
  let round: Promise<void> = Promise.resolve()

  /** What fails is logged and tried again in an hour; it does not keep the rest from being done. */
  async function attempt(failed: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const { code, detail } = loggedFailure(error)
      log({ level: 'error', code, message: `${failed}; tried again in an hour. ${detail}` })
    }
  }

  async function tidy(): Promise<void> {
    await attempt('Old keys could not be forgotten', () =>
      store.transaction((tx) => tx.purgeIdempotencyKeys(clock.now() - keyRetention)),
    )
    await attempt('Unused attachments could not be removed', () => attachments.removeUnused())
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
