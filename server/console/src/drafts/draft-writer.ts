import type { AskedOf, Client } from '../../../client/index.js'

type Answers = Readonly<Record<string, unknown>>
type Body = AskedOf<'saveDraft'>['body']

/** Where a draft belongs: to an event of a case during one visit, or to the beginning of a case. */
export type DraftPlace = Omit<Body, 'answers'>

/** How it stands with what was entered: nothing to keep, on its way, kept by the server, or not taken by it. */
export type DraftState = 'none' | 'keeping' | 'kept' | 'failed'

/** How long nobody has to type before what was entered is kept, in milliseconds. */
const pause = 800

/**
 * Keeps what is entered in a form on the server. One write at a time, so that they arrive in order; only leaving the page
 * does not wait. After `drop` nothing is written any more.
 */
export class DraftWriter {
  readonly #api: Client
  readonly #told: (state: DraftState) => void
  #place: DraftPlace
  #id: string | undefined
  #pending: Answers | undefined
  #last: Answers | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #queue: Promise<void> = Promise.resolve()
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

  /** Keeps the answers once nobody has typed for a moment; none at all are no draft. */
  keep(answers: Answers): void {
    if (this.#isOver) return
    this.#pending = answers
    this.#last = answers
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#flush(), pause)
  }

  /** Writes at once what waits to be written: its reader is about to leave. */
  leave(): void {
    clearTimeout(this.#timer)
    const answers = this.#pending
    this.#pending = undefined
    if (answers && !this.#isOver) void this.#write(answers)
  }

  /** Goes on at another place, such as a later visit, with what was entered so far. */
  moveTo(place: DraftPlace): void {
    if (JSON.stringify(place) === JSON.stringify(this.#place)) return
    this.#discard()
    this.#place = place
    if (this.#last) this.keep(this.#last)
  }

  /** Throws the draft away; what is entered from now on makes another one. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#pending = undefined
    this.#last = undefined
    this.#discard()
    this.#told('none')
  }

  /** Throws the draft away for good: it was sent. */
  drop(): void {
    this.clear()
    this.#isOver = true
  }

  #flush(): void {
    const answers = this.#pending
    this.#pending = undefined
    if (answers) this.#queue = this.#queue.then(() => this.#write(answers))
  }

  async #write(answers: Answers): Promise<void> {
    if (this.#isOver) return
    if (Object.keys(answers).length === 0) {
      this.clear()
      return
    }
    this.#told('keeping')
    try {
      const body = { ...this.#place, answers: answers as Body['answers'] }
      this.#id = (await this.#api.saveDraft({ body })).id
      this.#told('kept')
    } catch {
      this.#told('failed')
    }
  }

  #discard(): void {
    this.#queue = this.#queue.then(async () => {
      const id = this.#id
      this.#id = undefined
      // One that is gone already is no loss, and one that stays is over by itself in time.
      if (id !== undefined) await this.#api.discardDraft({ id, body: {} }).catch(() => undefined)
    })
  }
}
