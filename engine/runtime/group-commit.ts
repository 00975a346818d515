import { EngineError } from '../errors/index.js'
import { Watch } from './observe/index.js'
import type { GroupTransaction, Store, StoredAnswer, StoreTransaction } from '../store/port.js'

/** A request that can share its transaction with others. */
export interface GroupedWork<T> {
  /** The case it is for; absent for a creation. */
  readonly instance?: string | undefined
  /** The idempotency key it comes with. */
  readonly key?: Pick<StoredAnswer, 'scope' | 'key'> | undefined
  /** The trace it belongs to (`traceparent`). */
  readonly trace?: string | undefined
  /** Does it in a transaction. May be begun again from the start in another one, so it touches nothing else. */
  run(tx: StoreTransaction): Promise<T>
}

interface Waiting {
  readonly work: GroupedWork<unknown>
  readonly done: (value: unknown) => void
  readonly failed: (error: unknown) => void
}

/** Requests that share one transaction at most. More would make all of them wait for the last. */
const mostTogether = 128

/** Requests that wait at most, unless the host says otherwise. */
export const usualMostWaiting = 10_000

/**
 * Commits requests in groups: those that arrive while a transaction is being written share the next one, in order of
 * arrival. Nobody waits for company: with nothing under way a request begins at once. Each is answered after the commit.
 * Should that fail, they run again one by one, so that only the guilty one fails.
 */
export class GroupCommit {
  readonly #store: Pick<Store, 'group' | 'transaction'>
  readonly #mostWaiting: number
  readonly #watch: Watch
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined
  /** Cases that another transaction had locked, with the last request that waits for each by itself. */
  readonly #apart = new Map<string, Promise<void>>()
  /** How many requests wait like that. */
  #waitingApart = 0

  constructor(
    store: Pick<Store, 'group' | 'transaction'>,
    mostWaiting = usualMostWaiting,
    watch = new Watch(),
  ) {
    this.#store = store
    this.#watch = watch
    this.#mostWaiting = mostWaiting
  }

  /** Gives what the request gives, once that is committed. Throws `engine-busy` when too many wait already. */
  run<T>(work: GroupedWork<T>): Promise<T> {
    if (this.waiting >= this.#mostWaiting)
      return Promise.reject(
        new EngineError(
          'engine-busy',
          `Expected fewer than ${this.#mostWaiting} requests to wait, but so many do already. Try again in a moment.`,
          { retryable: true },
        ),
      )
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, done: (value) => resolve(value as T), failed: reject })
      this.#running ??= this.#work()
    })
  }

  /** How many requests wait to be written, those under way left out. */
  get waiting(): number {
    return this.#waiting.length + this.#waitingApart
  }

  /** Settles when everything that waits was answered. */
  async idle(): Promise<void> {
    while (this.#running || this.#apart.size > 0) await Promise.all([this.#running, ...this.#apart.values()])
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, mostTogether)
      const ready = group.filter((one) => !this.#followsApart(one))
      // Waits in any case: were it over before `#running` holds it, nobody would ever be worked for again.
      await (ready.length > 0 ? this.#together(ready) : undefined)
    }
    this.#running = undefined
  }

  async #together(group: readonly Waiting[]): Promise<void> {
    const answers: (() => void)[] = []
    const left: Waiting[] = []
    try {
      const together = async (tx: GroupTransaction): Promise<void> => {
        // A transaction that others got in the way of begins again.
        answers.length = 0
        left.length = 0
        const locked = new Set(await prepare(tx, group))
        for (const one of group) {
          const { instance } = one.work
          if (instance !== undefined && locked.has(instance)) left.push(one)
          else answers.push(await answer(tx, one))
        }
      }
      await this.#traced(group, () => this.#store.group(together, { name: 'group' }))
    } catch (error) {
      await this.#oneByOne(group, error)
      return
    }
    for (const one of left) this.#begin(one)
    for (const tell of answers) tell()
  }

  async #oneByOne(group: readonly Waiting[], error: unknown): Promise<void> {
    // Where the database cannot be had, trying again for each would make all of them wait in vain.
    const isBusy = error instanceof EngineError && error.code === 'database-busy'
    if (group.length === 1 || isBusy) for (const one of group) one.failed(error)
    else for (const one of group) await this.#alone(one)
  }

  async #alone({ work, done, failed }: Waiting): Promise<void> {
    const { trace } = work
    await this.#watch
      .around({ kind: 'commit', name: 'alone', ...(trace !== undefined && { cause: trace }) }, () =>
        this.#store.transaction((tx) => work.run(tx), { name: 'alone' }),
      )
      .then(done, failed)
  }

  /** A commit belongs to the trace of the first request; those of the others are named with it. */
  #traced(group: readonly Waiting[], commit: () => Promise<void>): Promise<void> {
    const [cause, ...links] = group.flatMap(({ work: { trace } }) => (trace === undefined ? [] : [trace]))
    return this.#watch.around(
      { kind: 'commit', name: 'group', links, ...(cause !== undefined && { cause }) },
      commit,
    )
  }

  /** A request for a case that stands apart comes behind those before it. */
  #followsApart(one: Waiting): boolean {
    const { instance } = one.work
    if (instance === undefined || !this.#apart.has(instance)) return false
    this.#begin(one)
    return true
  }

  /** Lets a request wait for its case by itself, so that the others need not. */
  #begin(one: Waiting): void {
    const instance = one.work.instance ?? ''
    this.#waitingApart += 1
    const own = (this.#apart.get(instance) ?? Promise.resolve()).then(() => this.#alone(one))
    const settled = own.then(() => {
      this.#waitingApart -= 1
      if (this.#apart.get(instance) === settled) this.#apart.delete(instance)
    })
    this.#apart.set(instance, settled)
  }
}

function prepare(tx: GroupTransaction, group: readonly Waiting[]): Promise<readonly string[]> {
  const instances = group.flatMap(({ work: { instance } }) => (instance === undefined ? [] : [instance]))
  const keys = group.flatMap(({ work: { key } }) => (key === undefined ? [] : [key]))
  return tx.prepare({ instances: [...new Set(instances)].sort(), keys })
}

/** Does one request and gives how it is answered once all is committed. */
async function answer(tx: GroupTransaction, { work, done, failed }: Waiting): Promise<() => void> {
  const attempted = await tx.attempt(() => work.run(tx))
  return attempted.ok ? () => done(attempted.value) : () => failed(attempted.error)
}
