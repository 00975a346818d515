import type { Store } from '../store/port.js'
import { EngineError } from '../errors/index.js'
import type { Instant } from '../time/instant.js'
import type { Clock, EngineLog } from './ports.js'

/** Cases taken up in one round of the loop. */
const roundSize = 200

/** A case whose timers failed is left alone this long before it is tried again. */
const pauseAfterFailure = 60_000

export interface TimerLoop {
  start(): void
  /** Waits for the case under way; what else is due stays due. Safe to call when it was not started, and twice. */
  stop(): Promise<void>
  /** Applies what is due now, each case once. Gives the number of cases worked on. Waits for a round under way. */
  runDue(): Promise<number>
  /** Called after a commit that may have armed an earlier timer. */
  armed(at: Instant | undefined): void
}

/**
 * Fires durable timers. Sleeps until the next one of all cases, at most `pollInterval` (another process may have
 * armed one), and works in rounds. One case's failure is logged, pauses that case and holds up nobody else.
 */
export function createTimerLoop(options: {
  store: Store
  clock: Clock
  pollInterval: number
  log: EngineLog
  /** Applies the due timers of one case in a transaction of its own. */
  fire: (instance: string, now: Instant) => Promise<void>
}): TimerLoop {
  const { store, clock, pollInterval, log, fire } = options
  const pausedUntil = new Map<string, Instant>()
  let running = false
  let stopping = false
  let round: Promise<unknown> = Promise.resolve()
  let wakeAt = Infinity
  let cancelWake = (): void => undefined

  /** Rounds never overlap: two at once would try each case twice. */
  function runDue(): Promise<number> {
    const own = round.then(() => work())
    round = own.catch(() => undefined)
    return own
  }

  async function work(): Promise<number> {
    const started = clock.now()
    for (const [instance, until] of pausedUntil) if (until <= started) pausedUntil.delete(instance)
    /** Due still, and not to be taken up (again) in this call. Those at rest are not kept, so that memory stays flat. */
    const passedBy = new Set(pausedUntil.keys())
    let taken = new Set<string>()
    let worked = 0
    for (;;) {
      const now = clock.now()
      const due = await store.read.dueInstances(now, roundSize + passedBy.size)
      for (const { instance } of due) if (taken.has(instance)) passedBy.add(instance)
      taken = new Set(due.map(({ instance }) => instance).filter((instance) => !passedBy.has(instance)))
      if (taken.size === 0) return worked
      for (const instance of taken) {
        if (stopping) return worked
        if (!(await fireOne(instance, now))) passedBy.add(instance)
        worked += 1
      }
    }
  }

  async function fireOne(instance: string, now: Instant): Promise<boolean> {
    try {
      await fire(instance, now)
      return true
    } catch (error) {
      pausedUntil.set(instance, now + pauseAfterFailure)
      log({
        level: 'error',
        code: codeOf(error),
        instance,
        message: 'The due timers of a case could not be applied; tried again in a minute.',
      })
      return false
    }
  }

  function wake(): void {
    wakeAt = Infinity
    cancelWake = () => undefined
    round = runDue()
      .catch((error: unknown) => {
        log({
          level: 'error',
          code: codeOf(error),
          message: 'The timers could not be read; tried again at the next poll.',
        })
      })
      .then(() => plan())
  }

  async function plan(): Promise<void> {
    if (!running) return
    const next = await store.read.nextTimerAt().catch(() => undefined)
    const now = clock.now()
    // A due timer that is still there belongs to a paused case: it waits for the poll.
    const soonest = next === undefined || next <= now ? Infinity : next
    sleepUntil(Math.min(soonest, now + pollInterval))
  }

  function sleepUntil(at: Instant): void {
    // `stop` may have come while the next timer was being read.
    if (!running || at >= wakeAt) return
    cancelWake()
    wakeAt = at
    cancelWake = clock.wakeAt(at, wake)
  }

  return {
    runDue,
    armed: (at) => at !== undefined && sleepUntil(at),
    start() {
      if (running) return
      running = true
      stopping = false
      wake()
    },
    async stop() {
      running = false
      stopping = true
      cancelWake()
      wakeAt = Infinity
      await round
    },
  }
}

function codeOf(error: unknown): string {
  return error instanceof EngineError ? error.code : 'engine-bug'
}
