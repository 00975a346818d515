import { createAnchor, loadOrCreateAnchorKey, type AnchorRow, type AnchorSigner } from '../store/index.js'
import { formatInstant, type Instant } from '../time/index.js'
import { anchorPlan, usualAnchorTimes, type AnchorTimes } from './anchor-times.js'
import type { Engine } from './engine.js'
import { loggedFailure } from './failure-text.js'
import type { EngineLog } from './ports.js'

/** How anchors are written. */
export interface AnchoringOptions {
  /** File of the key that signs them; made where there is none. */
  readonly keyFile: string
  readonly log: EngineLog
  /** Every hour unless given. */
  readonly times?: AnchorTimes
}

/**
 * Signs the heads of all chains at the set times, on the node that keeps the time, and once more at `stop`, which comes
 * before the engine's own and is safe to call twice. One whose time passed while nobody was there is written at once. A
 * failure is logged; the next anchor covers what this one would have. Throws `configuration-invalid` for a key that
 * cannot be used, and for times of day whose zone nobody says.
 */
export async function startAnchoring(
  engine: Engine,
  { keyFile, log, times = usualAnchorTimes }: AnchoringOptions,
): Promise<{ stop(): Promise<void> }> {
  const signer = await loadOrCreateAnchorKey(keyFile)
  const next = anchorPlan(times, engine.calendars())
  const anchoring = new Anchoring(engine, { signer, log, next })
  await anchoring.begin()
  let ending: Promise<void> | undefined
  return { stop: () => (ending ??= anchoring.end()) }
}

/** How long a node waits for the one that keeps the time to write an anchor, in milliseconds. */
const patience = 60_000

interface Means {
  readonly signer: AnchorSigner
  readonly log: EngineLog
  /** The first set time behind an instant. */
  readonly next: (after: Instant) => Instant
}

class Anchoring {
  readonly #engine: Engine
  readonly #how: Means
  /** The set time that comes next, or was missed. */
  #dueAt = 0
  #cancel = (): void => undefined
  #running: Promise<void> = Promise.resolve()

  constructor(engine: Engine, how: Means) {
    this.#engine = engine
    this.#how = how
  }

  async begin(): Promise<void> {
    const now = this.#engine.now()
    const { read } = this.#engine.store
    const last = await read.lastAnchor()
    // Cases without any anchor wait for none.
    const isLate = !last && (await read.heads(undefined, 1)).length > 0
    this.#dueAt = isLate ? now : this.#how.next(last && isOfThePast(last, now) ? last.at : now)
    if (this.#dueAt < now) {
      const message = `No server wrote the anchor that was due at ${formatInstant(this.#dueAt)}: it is written now.`
      this.#how.log({ level: 'info', message })
    }
    this.#plan(this.#dueAt)
  }

  /** One more, whenever the next is due. */
  async end(): Promise<void> {
    this.#cancel()
    await this.#running
    // The one under way has planned the next.
    this.#cancel()
    await this.#anchor()
  }

  #plan(at: Instant): void {
    this.#cancel = this.#engine.clock.wakeAt(at, () => {
      this.#running = this.#wake().then((then) => this.#plan(then))
    })
  }

  /** Gives when to look again. */
  async #wake(): Promise<Instant> {
    const engine = this.#engine
    const last = await engine.store.read.lastAnchor().catch(() => undefined)
    const isWritten = last && isOfThePast(last, engine.now()) && last.at >= this.#dueAt
    if (isWritten) return (this.#dueAt = this.#how.next(last.at))
    // Of several nodes one does it. Where that cannot be told, twice is better than never.
    if (!(await engine.keepsTime().catch(() => true))) return engine.now() + patience
    const at = engine.now()
    await this.#anchor()
    return (this.#dueAt = this.#how.next(at))
  }

  async #anchor(): Promise<void> {
    const { signer, log } = this.#how
    try {
      await createAnchor(this.#engine.store, signer, this.#engine.now())
    } catch (error) {
      const { code, detail } = loggedFailure(error)
      const message = `An anchor could not be written; the next one covers the same rows. ${detail}`
      log({ level: 'error', code, message })
    }
  }
}

/** One from a clock that ran ahead stands for no time to come. */
function isOfThePast({ at }: AnchorRow, now: Instant): boolean {
  return at <= now
}
