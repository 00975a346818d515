import { EngineError } from '../../errors/index.js'
import type { ChangeRow, Store } from '../../store/port.js'
import { checkText } from '../check-request.js'
import type { Clock } from '../ports.js'
import type { Changes, ChangesRequest } from './changes.js'
import { Doorbell } from './doorbell.js'

/** Changes read at once. */
const batch = 500

export interface ChangeFeedOptions {
  readonly store: Pick<Store, 'read' | 'onHint'>
  readonly clock: Clock
  /** Longest wait for what another process has committed, in milliseconds. */
  readonly pollInterval: number
}

/** Lets readers follow what is committed, each at its own pace. */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions
  readonly #bell: Doorbell
  readonly #reading = new Set<Promise<unknown>>()
  readonly #questions = new Map<string, ReturnType<Store['read']['changes']>>()
  #stopped = false

  constructor(options: ChangeFeedOptions) {
    this.#options = options
    this.#bell = new Doorbell(options)
  }

  /** Throws `usage-wrong` for a request that is none. */
  follow(request: ChangesRequest = {}): Changes {
    check(request)
    if (!this.#stopped) this.#bell.listen()
    const reader = new Reader(request, {
      store: this.#options.store,
      bell: this.#bell,
      isStopped: () => this.#stopped,
      during: (work) => this.#during(work),
      readBehind: (place) => this.#readBehind(place),
    })
    return reader
  }

  /**
   * Most readers stand at the end, all at one place: they share one question, or a commit would be asked for a thousand
   * times. Only between two rings: who has heard a ring must not be given what was read before it.
   */
  #readBehind(place: string): ReturnType<Store['read']['changes']> {
    const key = `${this.#bell.count} ${place}`
    const asked = this.#questions.get(key)
    if (asked) return asked
    const question = this.#options.store.read.changes(place, batch)
    this.#questions.set(key, question)
    const over = (): boolean => this.#questions.delete(key)
    question.then(over, over)
    return question
  }

  /** Ends every reading, after the question to the database that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#bell.close()
    await Promise.allSettled(this.#reading)
  }

  #during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#stopped)
      return Promise.reject(
        new EngineError('engine-stopped', 'Expected an engine that runs, but it has been stopped.'),
      )
    const own = work()
    this.#reading.add(own)
    const over = (): boolean => this.#reading.delete(own)
    own.then(over, over)
    return own
  }
}

interface ReaderTools {
  readonly store: Pick<Store, 'read'>
  readonly bell: Doorbell
  readonly isStopped: () => boolean
  /** Has `stop` wait for a question to the database. */
  readonly during: <T>(work: () => Promise<T>) => Promise<T>
  /** A batch of what comes behind a place. */
  readonly readBehind: (place: string) => ReturnType<Store['read']['changes']>
}

class Reader implements Changes {
  cursor: string | undefined
  readonly #request: ChangesRequest
  readonly #tools: ReaderTools
  readonly #begun: Promise<string>

  constructor(request: ChangesRequest, tools: ReaderTools) {
    this.#request = request
    this.#tools = tools
    this.#begun = this.#begin()
    // Whoever reads or waits for it is told; nobody may do either.
    this.#begun.catch(() => undefined)
  }

  async opened(): Promise<void> {
    await this.#begun
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ChangeRow, void, undefined> {
    const { signal, process, after, from } = this.#request
    const { bell, during, readBehind } = this.#tools
    let place = await this.#begun
    // From the start means: of what is kept.
    let mayBeGone = after === undefined && from === 'start'
    while (!this.#isOver()) {
      const heard = bell.count
      const behind = place
      const { items, end, more, gap } = await during(() => readBehind(behind))
      if (gap && !mayBeGone) throw expired()
      mayBeGone = false
      for (const change of items) {
        if (process !== undefined && change.process !== process) continue
        // The reader may have taken its time.
        if (this.#isOver()) return
        this.cursor = change.cursor
        yield change
      }
      place = end
      this.cursor = place
      if (!more && !this.#isOver()) await bell.wait(heard, signal)
    }
  }

  async #begin(): Promise<string> {
    const { after, from = 'now' } = this.#request
    const { read } = this.#tools.store
    const cursor = await this.#tools.during(async () => {
      if (after === undefined) return read.changeCursor(from)
      await read.checkChangeCursor(after)
      if ((await read.changes(after, 1)).gap) throw expired()
      return after
    })
    this.cursor = cursor
    return cursor
  }

  #isOver(): boolean {
    return this.#tools.isStopped() || this.#request.signal?.aborted === true
  }
}

/** What a program without types may get wrong. */
function check({ process, after, from, signal }: { readonly [Key in keyof ChangesRequest]: unknown }): void {
  if (process !== undefined) checkText('process', process)
  if (after !== undefined) checkText('after', after)
  if (after !== undefined && from !== undefined)
    throw new EngineError(
      'usage-wrong',
      "Expected either 'after' or 'from', but found both. A cursor says where to go on.",
    )
  if (from !== undefined && from !== 'now' && from !== 'start')
    throw new EngineError('usage-wrong', "Expected 'now' or 'start' as 'from', but found something else.")
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new EngineError('usage-wrong', "Expected an AbortSignal as 'signal', but found something else.")
}

function expired(): EngineError {
  return new EngineError(
    'cursor-expired',
    'Expected a cursor whose changes are all kept, but some behind it are gone. Follow the changes from now on, then ' +
      'read the cases once.',
  )
}
