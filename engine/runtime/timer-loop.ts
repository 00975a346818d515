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
  /** Waits for a round under way. Safe to call when it was not started, and twice. */
  stop(): Promise<void>
  /** Applies what is due now; resolves when no case has a due timer left. Gives the number of cases worked on. */
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
  let round: Promise<unknown> = Promise.resolve()
  let wakeAt = Infinity
  let cancelWake = (): void => undefined

  async function runDue(): Promise<number> {
    let worked = 0
    const tried = new Set<string>()
    for (;;) {
      const now = clock.now()
      const due = await store.read.dueInstances(now, roundSize + pausedUntil.size)
      const ready = due.filter(
        ({ instance }) => !tried.has(instance) && (pausedUntil.get(instance) ?? 0) <= now,
      )
      if (ready.length === 0) return worked
      for (const { instance } of ready) {
        tried.add(instance)
        await fireOne(instance, now)
        worked += 1
      }
    }
  }

  async function fireOne(instance: string, now: Instant): Promise<void> {
    try {
      await fire(instance, now)
      pausedUntil.delete(instance)
    } catch (error) {
      pausedUntil.set(instance, now + pauseAfterFailure)
      const code = error instanceof EngineError ? error.code : 'engine-bug'
      log({
        level: 'error',
        code,
        instance,
        message: 'The due timers of a case could not be applied; tried again in a minute.',
      })
    }
  }

  function wake(): void {
    wakeAt = Infinity
    round = round
      .then(() => runDue())
      .catch((error: unknown) => {
        const code = error instanceof EngineError ? error.code : 'engine-bug'
        log({ level: 'error', code, message: 'The timers could not be read; tried again at the next poll.' })
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
      wake()
    },
    async stop() {
      running = false
      cancelWake()
      wakeAt = Infinity
      await round
    },
  }
}
