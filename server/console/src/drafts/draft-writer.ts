import { ProblemError, type AskedOf, type Client } from '../../../client/index.js'
import type { DraftPlace, DraftState } from './draft-state.js'
import { isNothing, type Entered } from './entered.js'
import { InOrder } from './in-order.js'

type Body = AskedOf<'saveDraft'>['body']

/** How long nobody has to type before what was entered is kept, in milliseconds. */
const pause = 800

/** How long a write that failed waits before it is tried again, in milliseconds; it doubles each time. */
const firstWait = 3_000
const longestWait = 60_000

/** Keeps what is entered in a form on the server, by one request at a time, so that they arrive in order. */
export class DraftWriter {
  readonly #api: Client
  readonly #told: (state: DraftState) => void
  readonly #requests = new InOrder()
  #place: DraftPlace
  #id: string | undefined
  #pending: Entered | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #thrownAway = 0
  #isOpen = true
  #isOver = false

  constructor(
    api: Client,
    draft: { readonly place: DraftPlace; readonly id: string | undefined },
    told: (state: DraftState) => void,
  ) {
    this.#api = api
    this.#told = told
    this.#place = draft.place
    this.#id = draft.id
  }

  /** Keeps it once nobody has typed for a moment; nothing at all is no draft. */
  keep(entered: Entered): void {
    this.#failures = 0
    this.#keepAfter(pause, entered)
  }

  /** Writes what waits to be written, behind what is on its way. */
  flush(): void {
    const write = this.#takePending()
    if (write) this.#requests.behind(write)
  }

  /** Writes at once what waits to be written: the page may be gone the next moment. */
  hurry(): void {
    const write = this.#takePending()
    if (write) this.#requests.atOnce(write)
  }

  /** The form is shown. */
  open(): void {
    this.#isOpen = true
  }

  /** The form is left: what waits is written, and not tried again where it fails. */
  close(): void {
    this.flush()
    this.#isOpen = false
  }

  /** Goes on at another place, such as a later visit, with what was entered so far. */
  moveTo(place: DraftPlace, entered: Entered): void {
    if (JSON.stringify(place) === JSON.stringify(this.#place)) return
    this.clear()
    this.#place = place
    if (!isNothing(entered)) this.keep(entered)
  }

  /** Throws the draft away; what is entered from now on makes another one. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#pending = undefined
    this.#thrownAway += 1
    this.#requests.behind((signal) => this.#remove(signal))
    this.#told({ is: 'none' })
  }

  /** Throws the draft away for good, also one that is on its way: it was sent. */
  drop(): void {
    this.clear()
    this.#isOver = true
  }

  #keepAfter(milliseconds: number, entered: Entered): void {
    if (this.#isOver) return
    this.#pending = entered
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), milliseconds)
  }

  #takePending(): ((signal: AbortSignal) => Promise<void>) | undefined {
    clearTimeout(this.#timer)
    const [entered, place] = [this.#pending, this.#place]
    this.#pending = undefined
    return entered && ((signal) => this.#write(place, entered, signal))
  }

  async #write(place: DraftPlace, entered: Entered, signal: AbortSignal): Promise<void> {
    if (this.#isOver) return
    const thrownAway = this.#thrownAway
    const tell = (state: DraftState) => {
      if (thrownAway === this.#thrownAway) this.#told(state)
    }
    if (isNothing(entered)) {
      await this.#remove(signal)
      tell({ is: 'none' })
      return
    }
    tell({ is: 'keeping' })
    try {
      const body = { ...place, ...(entered as Pick<Body, 'answers' | 'before'>) }
      const { id, updatedAt } = await this.#api.saveDraft({ body }, { signal })
      this.#id = id
      this.#failures = 0
      tell({ is: 'kept', at: updatedAt, entered })
    } catch (error) {
      if (!signal.aborted && thrownAway === this.#thrownAway) this.#failed(entered, error)
    }
  }

  #failed(entered: Entered, error: unknown): void {
    if (error instanceof ProblemError && error.status < 500 && error.status !== 429) {
      this.#told({ is: 'refused', why: error })
      return
    }
    this.#told({ is: 'failed' })
    if (this.#isOpen && !this.#pending)
      this.#keepAfter(Math.min(firstWait * 2 ** this.#failures, longestWait), entered)
    this.#failures += 1
  }

  async #remove(signal: AbortSignal): Promise<void> {
    const id = this.#id
    this.#id = undefined
    // One that is gone already is no loss, and one that stays is over by itself in time.
    if (id !== undefined) await this.#api.discardDraft({ id, body: {} }, { signal }).catch(() => undefined)
  }
}
