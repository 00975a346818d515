import type { Attachments } from './attachments/index.js'
import type { Store } from '../store/port.js'
import { forgetChanges } from './changes/index.js'
import { loggedFailure } from './failure-text.js'
import type { Clock, EngineLog } from './ports.js'

const hour = 3_600_000

/** How long sessions that are over stay, so that somebody can look into who was signed in: thirty days. */
const sessionRetention = 720 * hour

/**
 * Once an hour while started, where this node is the one to do it: forgets idempotency keys that are older than
 * `keyRetention`, sessions that have long been over, drafts nobody has changed for `draftRetention`, and changes that are
 * older than `changeRetention`, and removes attachments that neither a case nor a draft names.
 */
export function createHousekeeping(options: {
  readonly store: Store
  readonly clock: Clock
  readonly log: EngineLog
  readonly keyRetention: number
  readonly changeRetention: number
  readonly draftRetention: number
  readonly attachments: Pick<Attachments, 'removeUnused'>
  /** Whether this node is the one to do it; it always is unless given. */
  readonly holds?: () => Promise<boolean>
}): { start(): void; stop(): Promise<void> } {
  const { store, clock, log, keyRetention, changeRetention, draftRetention, attachments } = options
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
    // Where the database does not answer there is nothing to tidy either.
    if (options.holds && !(await options.holds().catch(() => false))) return
    await attempt('Old keys could not be forgotten', () =>
      store.transaction((tx) => tx.purgeIdempotencyKeys(clock.now() - keyRetention), {
        name: 'housekeeping',
      }),
    )
    await attempt('Sessions that are over could not be forgotten', () =>
      store.transaction((tx) => tx.purgeSessions(clock.now() - sessionRetention), { name: 'housekeeping' }),
    )
    await attempt('Old drafts could not be forgotten', () =>
      store.transaction((tx) => tx.purgeDrafts(clock.now() - draftRetention), { name: 'housekeeping' }),
    )
    await attempt('Old changes could not be forgotten', () =>
      forgetChanges(store, changeRetention, () => !running),
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
