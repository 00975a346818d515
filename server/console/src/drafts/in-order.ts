type Work = (signal: AbortSignal) => Promise<void>

/** Does one thing after the other. What is done at once ends what is under way, and takes the place of what waits. */
export class InOrder {
  #done: Promise<unknown> = Promise.resolve()
  #turn = 0
  #firstTurn = 0
  #running: AbortController | undefined

  behind(work: Work): void {
    const run = this.#taking(work)
    this.#done = this.#done.then(run)
  }

  atOnce(work: Work): void {
    const run = this.#taking(work)
    this.#firstTurn = this.#turn
    this.#running?.abort()
    this.#done = Promise.all([this.#done, run()])
  }

  #taking(work: Work): () => Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    return async () => {
      if (turn < this.#firstTurn) return
      const running = new AbortController()
      this.#running = running
      await work(running.signal)
    }
  }
}
