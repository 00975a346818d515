import type { InstanceRecord } from '../../core/record.js'
import { nextOccurrence, type CheckedSchedule, type Occurrence } from '../../definition/index.js'
import { EngineError, type JsonObject } from '../../errors/index.js'
import type { ScheduleRow, ScheduleSlotRow, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'
import type { Clock, EngineLog } from '../ports.js'
import { planOccurrences } from './plan-occurrences.js'
import { brokenStart } from './schedule-refusals.js'
import { startBatch, type BatchOutcome, type Starting } from './start-batch.js'

/** Objects dealt with in one transaction, so that events of people come in between. */
const batchSize = 25

export interface RunnerOptions extends Starting {
  readonly store: Store
  readonly clock: Clock
  readonly log: EngineLog
  /** Told of each case after its commit, so that its timers are not slept through. */
  readonly committed: (record: InstanceRecord) => void
}

type Advance =
  | { readonly kind: 'rest' }
  | { readonly kind: 'planned'; readonly slots: readonly ScheduleSlotRow[] }
  | ({ readonly kind: 'batch' } & BatchOutcome)

/** Failures of the database and of an engine that stops: they are nothing the object could help. */
const notTheObjects = ['database-failed', 'database-busy', 'database-newer', 'engine-stopped']

/**
 * Does what schedules have to do now, in small transactions. All that is known of the progress is read and written in
 * the same transaction as the cases, so that it may be killed at any point, and run in several processes at once.
 */
export class ScheduleRunner {
  readonly #options: RunnerOptions
  #schedules: readonly CheckedSchedule[] = []
  /** The next occurrence after an instant, by schedule; forgotten with the schedules. */
  #next = new WeakMap<CheckedSchedule, { readonly after: Instant; readonly occurrence?: Occurrence }>()

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  get schedules(): readonly CheckedSchedule[] {
    return this.#schedules
  }

  /** Takes over the schedules of a folder. One that is seen for the first time begins now; others go on. */
  async replace(schedules: readonly CheckedSchedule[]): Promise<void> {
    const { store, clock } = this.#options
    const known = new Set((await store.read.schedules()).map(({ id }) => id))
    const fresh = schedules.filter(({ id }) => !known.has(id))
    if (fresh.length > 0)
      await store.transaction(
        async (tx) => {
          const now = clock.now()
          for (const { id } of fresh) await begin(tx, id, now)
        },
        { name: 'schedule' },
      )
    this.#schedules = schedules
  }

  /** When something is to be done next: now or earlier where an occurrence is open or due. */
  async nextAt(): Promise<Instant | undefined> {
    const due = await this.#dueTimes()
    return due.length === 0 ? undefined : Math.min(...due.map(({ at }) => at))
  }

  /** Works until nothing is due, or `mayGoOn` says no. Gives the number of cases started. */
  async run(mayGoOn: () => Promise<boolean>): Promise<number> {
    if (this.#schedules.length === 0 || !(await mayGoOn())) return 0
    let started = 0
    const now = this.#options.clock.now()
    for (const { schedule, at } of await this.#dueTimes()) {
      if (at > now) continue
      for (let isDone = false; !isDone;) {
        if (!(await mayGoOn())) return started
        const advance = await this.#advance(schedule)
        started += this.#tell(schedule, advance)
        isDone = advance.kind === 'rest'
      }
    }
    return started
  }

  async #dueTimes(): Promise<readonly { readonly schedule: CheckedSchedule; readonly at: Instant }[]> {
    if (this.#schedules.length === 0) return []
    const { store } = this.#options
    const rows = new Map((await store.read.schedules()).map((row) => [row.id, row]))
    const open = new Map((await store.read.openScheduleSlots()).map((slot) => [slot.schedule, slot]))
    return this.#schedules.flatMap((schedule) => {
      const at = open.get(schedule.id)?.dueAt ?? this.#nextAfter(schedule, rows.get(schedule.id))
      return at === undefined ? [] : [{ schedule, at }]
    })
  }

  #nextAfter(schedule: CheckedSchedule, row: ScheduleRow | undefined): Instant | undefined {
    if (!row) return this.#options.clock.now()
    const known = this.#next.get(schedule)
    if (known?.after === row.doneUntil) return known.occurrence?.at
    const occurrence = nextOccurrence(schedule.rule, schedule.calendar, row.doneUntil)
    this.#next.set(schedule, { after: row.doneUntil, ...(occurrence && { occurrence }) })
    return occurrence?.at
  }

  /** One transaction. A start that breaks it is tried alone, and noted as refused when it breaks that too. */
  async #advance(schedule: CheckedSchedule): Promise<Advance> {
    try {
      return await this.#transact(schedule, { limit: batchSize })
    } catch (error) {
      if (!isTheObjects(error)) throw error
    }
    try {
      return await this.#transact(schedule, { limit: 1 })
    } catch (error) {
      if (!isTheObjects(error)) throw error
      return this.#transact(schedule, { limit: 1, broken: brokenStart(loggedFailure(error)) })
    }
  }

  #transact(
    schedule: CheckedSchedule,
    portion: { readonly limit: number; readonly broken?: JsonObject },
  ): Promise<Advance> {
    const { store, clock } = this.#options
    return store.transaction(
      async (tx) => {
        const now = clock.now()
        const row = (await tx.lockSchedule(schedule.id)) ?? (await begin(tx, schedule.id, now))
        const slot = (await tx.openScheduleSlots()).find((one) => one.schedule === schedule.id)
        if (slot)
          return {
            kind: 'batch',
            ...(await startBatch(tx, this.#options, { schedule, slot, now, ...portion })),
          }
        const plan = planOccurrences(schedule, row.doneUntil, now)
        if (!plan) return { kind: 'rest' }
        await tx.addScheduleSlots(plan.slots)
        await tx.saveSchedule({ ...row, doneUntil: plan.doneUntil })
        return { kind: 'planned', slots: plan.slots }
      },
      { name: 'schedule' },
    )
  }

  /** After the commit: the log, and the timers of the new cases. Gives the number of cases started. */
  #tell({ id }: CheckedSchedule, advance: Advance): number {
    const { log, committed } = this.#options
    if (advance.kind === 'rest') return 0
    if (advance.kind === 'planned') {
      const missed = advance.slots.filter(({ status }) => status === 'passed-over')
      const [first, last] = [missed[0], missed.at(-1)]
      if (first && last)
        log({
          level: 'warn',
          message: `Schedule '${id}': ${missed.length} missed, from ${first.slot} to ${last.slot}, and not caught up.`,
        })
      return 0
    }
    for (const record of advance.started) committed(record)
    for (const { object, refusal } of advance.refused)
      log({
        level: 'warn',
        ...(typeof refusal?.['code'] === 'string' ? { code: refusal['code'] } : {}),
        message: `Schedule '${id}', ${advance.slot.slot}: the start for '${object}' was refused.`,
      })
    const { status, slot, started, refused } = advance.slot
    if (status === 'done')
      log({ level: 'info', message: `Schedule '${id}', ${slot}: ${started} started, ${refused} refused.` })
    return advance.started.length
  }
}

/** A schedule that is seen for the first time: nothing from before is started. */
async function begin(tx: StoreTransaction, id: string, now: Instant): Promise<ScheduleRow> {
  const known = await tx.lockSchedule(id)
  if (known) return known
  const row = { id, since: now, doneUntil: now }
  await tx.saveSchedule(row)
  return row
}

function isTheObjects(error: unknown): boolean {
  return !(error instanceof EngineError && notTheObjects.includes(error.code))
}
