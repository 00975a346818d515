import { EngineError } from '../errors/index.js'

/**
 * Runs one piece of work at a time, in order of arrival. What nobody waits for any more (`signal`) by the time its turn
 * comes is left out, and rejects with `engine-busy`.
 */
export type InTurn = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** A queue for what takes long, so that it never takes every connection that reads. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work, signal) => {
    const result = last.then(() => {
      if (signal?.aborted) throw givenUp()
      return work()
    })
    last = result.catch(() => undefined)
    return result
  }
}

function givenUp(): EngineError {
  return new EngineError(
    'engine-busy',
    'Expected somebody to wait for the answer until its turn came, but the question was given up.',
    { retryable: true },
  )
}
