import { nodeLease } from '../../store/index.js'
import type { Store } from '../../store/port.js'
import { loggedFailure } from '../failure-text.js'
import type { EngineLog } from '../ports.js'

/** How long a node counts as alive without another word, in milliseconds, unless said otherwise. */
const usualDuration = 15_000

/**
 * Says to the other nodes that this one is alive: an upgrade with which it could not go on waits for it. A node that was
 * held up for longer than it counts as alive looks at the tables anew, and says what is wrong with them.
 */
export class Presence {
  readonly #store: Pick<Store, 'migrate' | 'takeLease' | 'releaseLease'>
  readonly #node: string
  readonly #log: EngineLog
  readonly #duration: number
  #next: NodeJS.Timeout | undefined
  #saying: Promise<void> = Promise.resolve()
  #saidAt = 0
  #gone = false

  constructor(options: {
    readonly store: Pick<Store, 'migrate' | 'takeLease' | 'releaseLease'>
    readonly node: string
    readonly log: EngineLog
    readonly duration?: number
  }) {
    this.#store = options.store
    this.#node = options.node
    this.#log = options.log
    this.#duration = options.duration ?? usualDuration
  }

  /** Brings the tables up to date and is alive from then on. Throws as `Store.migrate` does. */
  async begin(): Promise<void> {
    await this.#join()
    this.#plan()
  }

  /** Takes leave. Safe to call twice. */
  async end(): Promise<void> {
    if (this.#gone) return
    this.#gone = true
    clearTimeout(this.#next)
    await this.#saying
    const lease = { name: nodeLease(this.#node), holder: this.#node }
    // Where that fails it counts as alive for some seconds more.
    await this.#store.releaseLease(lease).catch(() => undefined)
  }

  async #join(): Promise<void> {
    const asked = performance.now()
    await this.#store.migrate({ node: this.#node, duration: this.#duration })
    this.#saidAt = asked
  }

  #plan(): void {
    if (this.#gone) return
    this.#next = setTimeout(() => {
      this.#saying = this.#say().then(() => this.#plan())
    }, this.#duration / 3)
    this.#next.unref()
  }

  async #say(): Promise<void> {
    const asked = performance.now()
    try {
      if (asked - this.#saidAt >= this.#duration) {
        await this.#join()
        return
      }
      const name = nodeLease(this.#node)
      await this.#store.takeLease({ name, holder: this.#node, duration: this.#duration })
      this.#saidAt = asked
    } catch (error) {
      // Of a database that cannot be had, whoever needs it next is told.
      const { code, detail } = loggedFailure(error)
      if (code !== 'database-newer' || this.#gone) return
      this.#log({ level: 'error', code, message: `This node (${this.#node}) has to be stopped. ${detail}` })
    }
  }
}
