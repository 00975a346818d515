import type { Attempt } from '../../channels/index.js'
import { abortedFailure } from '../../channels/delivery-failed.js'
import type { Clock } from '../ports.js'
import { outcomeOf, outcomeOfThrown, type AttemptOutcome, type FailedAttempt } from './attempt-outcome.js'

export interface AttemptOptions {
  readonly key: string
  /** From 1. */
  readonly attempt: number
  /** Longest time it may take, in milliseconds. */
  readonly timeout: number
  readonly clock: Clock
  /** Aborted by whoever does not want it any more; the time limit aborts it with a `TimeoutError`. */
  readonly controller: AbortController
  /** What is tried. */
  readonly run: (attempt: Attempt) => Promise<unknown>
  /** Told of an answer that came when nobody waited for it any more. */
  readonly late: (outcome: AttemptOutcome) => void
}

/**
 * Makes one attempt. It ends by itself, at its time limit or when it is aborted, whatever the handler does with its
 * signal; what comes of it never throws. A handler that does not give the program back at all cannot be ended.
 */
export async function attempt(options: AttemptOptions): Promise<AttemptOutcome> {
  const { key, attempt: number, timeout, clock, controller, run, late } = options
  const { signal } = controller
  const forget = clock.wakeAt(clock.now() + timeout, () =>
    controller.abort(new DOMException('The time limit of the attempt is over.', 'TimeoutError')),
  )
  const aborted = new Promise<FailedAttempt>((resolve) => {
    const tell = (): void => resolve(outcomeOfThrown(abortedFailure(signal)) as FailedAttempt)
    if (signal.aborted) tell()
    else signal.addEventListener('abort', tell, { once: true })
  })
  // Begun in a promise, so that one that throws at once is no other than one that throws later.
  const work = Promise.resolve()
    .then(() => run({ key, attempt: number, signal }))
    .then(outcomeOf, outcomeOfThrown)
  try {
    const outcome = await Promise.race([work, aborted])
    if (signal.aborted) void work.then(late)
    return outcome
  } finally {
    forget()
  }
}
