/**
 * Lets one piece of work run at a time, in order of arrival. SQLite has one writer; waiting here instead of inside
 * the driver keeps the order fair and the only writing connection free of waiting statements.
 */
export class WriteQueue {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs `work` once everything queued before has finished, well or badly. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Settles when everything queued so far has finished. */
  async idle(): Promise<void> {
    await this.#last
  }
}
