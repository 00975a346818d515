import { loggedFailure } from '../failure-text.js'
import { giveUp, isOfDatabase, type SettlingHost } from './give-up.js'
import { settlementOf, type FinishedAttempt, type Settlement } from './settle-effect.js'

/** Pause before what could not be written is written again, in milliseconds. */
const pause = 250

interface Waiting {
  readonly finished: FinishedAttempt
  readonly written: () => void
}

export interface SettlerOptions extends SettlingHost {
  /** Told that a result was left for a case. */
  readonly told: () => void
}

/**
 * Writes what came of attempts, those that end while others are being written together. What the database does not take
 * is written again until the lease of the effect is over; then the effect is done again by whoever takes it, with the
 * same key.
 */
export class EffectSettler {
  readonly #options: SettlerOptions
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined

  constructor(options: SettlerOptions) {
    this.#options = options
  }

  /** Settles once it is written, or too late to be. Never rejects. */
  settle(finished: FinishedAttempt): Promise<void> {
    return new Promise((written) => {
      this.#waiting.push({ finished, written })
      this.#running ??= this.#work()
    })
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      if (!(await this.#write(batch))) await this.#later(batch)
    }
    this.#running = undefined
  }

  /** `false` where none of it could be written. Of several, the ones that can be are written by themselves. */
  async #write(batch: readonly Waiting[]): Promise<boolean> {
    try {
      await this.#together(batch.map(({ finished }) => finished))
      for (const { written } of batch) written()
      return true
    } catch (error) {
      if (batch.length === 1 || isBusy(error)) {
        this.#tell(error, batch)
        // A fault of the program would be met again each time: the lease sees to the effect.
        if (!isOfDatabase(error)) for (const { written } of batch) written()
        return !isOfDatabase(error)
      }
      const left: Waiting[] = []
      for (const one of batch) if (!(await this.#write([one]))) left.push(one)
      if (left.length > 0) await this.#later(left)
      return true
    }
  }

  async #together(finished: readonly FinishedAttempt[]): Promise<void> {
    const { store, told, clock, random, log } = this.#options
    const now = clock.now()
    const settled = await store.transaction(
      async (tx) => {
        const rows = await tx.lockEffects(finished.map(({ effect }) => effect.id))
        const current = new Map(rows.map((row) => [row.id, row]))
        const settlements = finished.map((one) =>
          settlementOf(one, current.get(one.effect.id), { now, random }),
        )
        const changes = settlements.flatMap((one) => (one.kind === 'change' ? [one] : []))
        await tx.saveEffects(changes.map(({ change }) => change))
        await tx.addMessages(changes.flatMap((one) => one.told ?? []))
        // Dead by another's attempt, and done after all.
        const revived = rows.filter(({ id, status }) => status === 'dead' && isChanged(changes, id))
        await tx.overtakeIncidents(
          revived.map(({ id }) => id),
          now,
        )
        return settlements
      },
      { name: 'effect-settle' },
    )
    if (settled.some((one) => one.kind === 'change' && one.told)) told()
    for (const [index, { kind }] of settled.entries()) {
      const one = finished[index] as FinishedAttempt
      if (kind === 'needless') log({ level: 'info', instance: one.effect.instance, message: needless(one) })
      if (kind === 'give-up') await giveUp(this.#options, one)
    }
  }

  /** Puts back what may still be written, and waits a little. */
  async #later(batch: readonly Waiting[]): Promise<void> {
    const { clock, log } = this.#options
    await new Promise<void>((wake) => clock.wakeAt(clock.now() + pause, wake))
    for (const one of batch) {
      const { effect, leaseUntil } = one.finished
      if (leaseUntil > clock.now()) {
        this.#waiting.push(one)
        continue
      }
      const message = `What came of effect '${effect.id}' could not be written before its lease was over; it is done again.`
      log({ level: 'error', code: 'database-busy', instance: effect.instance, message })
      one.written()
    }
  }

  #tell(error: unknown, batch: readonly Waiting[]): void {
    const { code, detail } = loggedFailure(error)
    const message = `What came of ${batch.length} effects could not be written; tried again in a moment. ${detail}`
    this.#options.log({ level: 'warn', code, message })
  }
}

function isChanged(changes: readonly Extract<Settlement, { kind: 'change' }>[], id: string): boolean {
  return changes.some(({ change }) => change.id === id)
}

function needless({ effect: { id }, outcome }: FinishedAttempt): string {
  return `An attempt at effect '${id}' changes nothing (${outcome.kind}): it was settled, or taken by another node, before.`
}

function isBusy(error: unknown): boolean {
  return isOfDatabase(error) && (error as { readonly retryable?: boolean }).retryable === true
}
