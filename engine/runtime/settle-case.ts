import { applyDue, commandOf, isUndeliverable, longestTimerChain, refusalBody, step } from '../core/index.js'
import type { InstanceRecord } from '../core/record.js'
import type { Advanced, StepResult } from '../core/step-result.js'
import { EngineError } from '../errors/index.js'
import type { Instant } from '../time/instant.js'
import type { Fault } from './cases/hold-message.js'
import { Inbox, type DueMessage } from './cases/inbox.js'
import { keepWaiting, settleMessage } from './cases/mark-message.js'
import type { MessageRow } from '../store/port.js'
import { saveAdvanced, type CaseWrites, type MessageWrites, type OnCase } from './save-advanced.js'
import { soonestTimer } from './timers/soonest-timer.js'
import type { StepFacts } from './step-facts.js'

/** How far a case is brought. */
export interface Settling extends OnCase {
  /** Brings the case up to a message, and no further, instead of up to `now`. */
  readonly bringing?: Bringing
  /** Stops as soon as a timer has told another case something, which may have to say something to this one. */
  readonly untilItTells?: boolean
}

/** How the loop brings messages. Once the case has told another something, what comes later is left for the next time. */
export interface Bringing {
  /** The last of them. */
  readonly upTo: string
  /** Those that are brought: of messages a fault holds, only these. */
  readonly ids: ReadonlySet<string>
  /** Stores that one met a fault. `tried`: the revision the case had. Gives it as it stands then. */
  readonly hold: (fault: Fault, tried: number) => Promise<MessageRow>
}

/** Where a case stands: as it is stored, and the steps behind that which are still to be saved. */
export interface Settled {
  readonly before: InstanceRecord | undefined
  readonly done: readonly Advanced[]
}

/**
 * Brings one case up to date inside a transaction: its due timers and the messages other cases have told it, in one
 * order of time, each at its own time; of one moment the timers first, as with any event. What it cannot take waits,
 * and is tried again as soon as it has changed. So it does not matter when the engine comes to the case, as long as the
 * cases that have something to tell it are no further behind: whoever acts on it while the engine is still catching up
 * with those, is ahead of what they have yet to say.
 */
export class SettledCase {
  readonly #tx: CaseWrites
  readonly #facts: StepFacts
  readonly #work: Settling
  #saved: InstanceRecord | undefined
  #done: Advanced[] = []
  #inbox = new Inbox([])
  /** When messages that are brought made the case tell another something. */
  #toldAt = Infinity

  constructor(tx: CaseWrites, facts: StepFacts, work: Settling) {
    this.#tx = tx
    this.#facts = facts
    this.#work = work
    this.#saved = work.before
  }

  /** Works behind what was done `first`. A long row of steps is saved on the way, so that it does not fill the memory. */
  async settle(first: readonly Advanced[]): Promise<Settled> {
    this.#did(first)
    const { mode, untilItTells, bringing } = this.#work
    if (mode === 'live')
      this.#inbox = await Inbox.of(this.#tx, this.#current, { isTold: bringing !== undefined })
    if (bringing) this.#inbox.bring(bringing.ids)
    let reached = -Infinity
    for (;;) {
      const record = this.#current
      const until = record && this.#until(record)
      if (!record || until === undefined) break
      reached = until
      const next = this.#inbox.next(record, until)
      const fired = await this.#fireMoment(record, next?.at ?? until)
      if (fired.length > 0) {
        if (untilItTells && fired.some(({ messages }) => messages.length > 0)) break
        if (this.#done.length >= longestTimerChain) await this.#save()
      } else if (!next) break
      else {
        await this.#take(record, next)
        if (next.message.id === bringing?.upTo) break
      }
    }
    await this.#keepUntried(reached)
    return { before: this.#saved, done: this.#done }
  }

  get #current(): InstanceRecord | undefined {
    return this.#done.at(-1)?.after ?? this.#saved
  }

  /** A message moves with the case it waits for, so its time is looked up each time. */
  #until(record: InstanceRecord): Instant | undefined {
    const { bringing, now } = this.#work
    if (!bringing) return now
    const at = this.#inbox.timeOf(bringing.upTo, record)
    return at === undefined ? undefined : Math.min(at, this.#toldAt)
  }

  /** Fires what is due at the earliest due point, if that is by `until`. Messages may come before the next one. */
  async #fireMoment(record: InstanceRecord, until: Instant): Promise<readonly Advanced[]> {
    const dueAt = soonestTimer(record)
    // A clock that was set back does not bring back the time before the last change.
    if (dueAt === undefined || dueAt > Math.max(until, record.updatedAt)) return []
    const { process } = this.#work
    const fired = await this.#facts.run((known) => applyDue(process, known, record, dueAt))
    if (fired.length >= longestTimerChain) throw restless(process.id)
    this.#did(fired)
    return fired
  }

  async #take(record: InstanceRecord, { message, at }: DueMessage): Promise<void> {
    if (this.#inbox.isHopeless(message, this.#work.process, record)) {
      this.#inbox.passOver(message, record)
      return
    }
    const result = await this.#step(record, { message, at })
    if (!result) return
    if (result.kind === 'advanced') {
      this.#did([result])
      this.#inbox.settled(message)
      await settleMessage(this.#messages, message, 'taken')
    } else if (isUndeliverable(result.refusal)) {
      this.#inbox.settled(message)
      this.#inbox.released(message)
      await settleMessage(this.#messages, message, 'ignored', refusalBody(result.refusal))
      await this.#messages.releaseMessages(message)
    } else {
      const refused = { detail: refusalBody(result.refusal), at: Math.max(at, record.updatedAt) }
      this.#inbox.keep(await keepWaiting(this.#messages, message, record.revision, refused))
    }
  }

  /** A message that meets a fault holds up nobody who only came upon it: the loop brings it by itself, and tells. */
  async #step(record: InstanceRecord, { message, at }: DueMessage): Promise<StepResult | undefined> {
    const { process, bringing } = this.#work
    try {
      return await this.#facts.run((known) => step(process, known, record, commandOf(message), at))
    } catch (error) {
      if (!isFaultOfCase(error)) throw error
      this.#inbox.leave(message)
      if (bringing) this.#inbox.keep(await bringing.hold({ message, error }, record.revision))
      return undefined
    }
  }

  /** What nobody tried, since it is known not to be taken, is not brought again before the case has changed. */
  async #keepUntried(until: Instant): Promise<void> {
    const record = this.#current
    const ids = record ? this.#inbox.untried(record, until) : []
    if (record && ids.length > 0) await this.#messages.keepMessages(ids, record.revision)
  }

  /** Only live work has messages, and it can write them: `Inbox.of` has seen to that. */
  get #messages(): MessageWrites {
    return this.#tx as CaseWrites & MessageWrites
  }

  #did(advanced: readonly Advanced[]): void {
    this.#facts.took(advanced)
    this.#done.push(...advanced)
    if (this.#work.bringing && advanced.some(({ messages }) => messages.length > 0))
      this.#toldAt = Math.min(this.#toldAt, this.#current?.updatedAt ?? Infinity)
  }

  async #save(): Promise<void> {
    this.#saved = await saveAdvanced(this.#tx, { ...this.#work, before: this.#saved }, this.#done)
    this.#done = []
  }
}

/** Not the database's, which concerns whatever else the transaction does. */
function isFaultOfCase(error: unknown): boolean {
  if (!(error instanceof EngineError)) return true
  return ['engine-bug', 'host-failed', 'definition-invalid', 'record-does-not-fit'].includes(error.code)
}

function restless(process: string): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected the timers of '${process}' to come to rest, but ${longestTimerChain} fired at one moment. ` +
      'Look for states that lead to each other after no time.',
  )
}
