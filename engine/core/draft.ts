import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject } from '../errors/index.js'
import type { Calendar, Instant } from '../time/calendar.js'
import { ClockCalendars } from './clocks/clock-calendars.js'
import type {
  Actor,
  CaseLink,
  CaseMessage,
  EffectRequest,
  Facts,
  Rotation,
  TrailEntry,
  TrailType,
  UnitFile,
} from './command.js'
import type {
  ActiveState,
  DeadlineRecord,
  DormantRecord,
  InstanceRecord,
  InvocationRecord,
  TaskRecord,
  TimerRecord,
  VoucherRecord,
  WaitRecord,
} from './record.js'

/** What a case is called before its first record: the identity a `create` gives it. */
export type Identity = Pick<
  InstanceRecord,
  'id' | 'number' | 'createdAt' | 'createdBy' | 'origin' | 'parties'
>

/** What a step has changed so far of rows that cases share. */
export interface DraftShared {
  readonly series: { [key: string]: number }
  readonly rotations: { [key: string]: Rotation }
  readonly units: { [serial: string]: UnitFile }
  readonly vouchers: { paper: string; number: string }[]
}

/**
 * A step being made: the case as it stands so far, and what the step wrote. Changed in place while XState walks
 * through the step; thrown away as a whole when the step is refused. The record it began from is never touched.
 */
export class Draft {
  readonly process: CheckedProcess
  readonly facts: Facts
  readonly calendars: ClockCalendars
  /** When the step happens: never before the record's last change. */
  readonly at: Instant
  readonly actor: Actor | undefined
  readonly before: InstanceRecord | undefined
  readonly identity: Identity

  data: JsonObject
  /** Answers of the event that are not kept, or the result from outside. */
  event: JsonObject | undefined
  readonly active: Map<string, ActiveState>
  visits: { readonly [path: string]: number }
  history: InstanceRecord['history']
  tasks: readonly TaskRecord[]
  /** Clocks as the step found them; `settleClocks` brings them up to date at its end. */
  deadlines: readonly DeadlineRecord[]
  waits: readonly WaitRecord[]
  stopped: readonly string[]
  dormant: readonly DormantRecord[]
  timers: readonly TimerRecord[]
  invocations: readonly InvocationRecord[]
  senders: InstanceRecord['senders']
  /** Outside parties by role, as the last step left them; brought up to date at the end of the step. */
  parties: NonNullable<InstanceRecord['parties']>
  /** Absent people for whom the sender of the event acts. */
  actsFor: readonly string[] = []
  suspended: InstanceRecord['suspended']
  priority: number | undefined
  ended: boolean
  /** When the event happened, where it says so. Clocks count with it; everything else happens at `at`. */
  occurredAt: Instant | undefined
  /** The deadline whose breach is being told: messages of this step are told because of it. */
  tellingOf: string | undefined

  readonly trail: TrailEntry[] = []
  readonly effects: EffectRequest[] = []
  /** Ids of attachments the case comes to refer to. */
  readonly attachments = new Set<string>()
  /** What other cases are told, and how they belong to this one. */
  readonly messages: CaseMessage[] = []
  readonly links: CaseLink[] = []
  /** Rows shared between cases that the step has changed so far. */
  readonly shared: DraftShared = { series: {}, rotations: {}, units: {}, vouchers: [] }
  vouchers: readonly VoucherRecord[]
  continuedIn: string | undefined
  /** Cases this one has begun and not heard the end of. */
  began: NonNullable<InstanceRecord['began']>
  /** How the case ends that comes to no final state. */
  outcome: 'cancelled' | 'merged-into' | undefined
  readonly covered = new Set<string>()
  /** Who every entry of the trail names. */
  readonly #who: Pick<TrailEntry, 'actor' | 'via'>
  readonly #counters: { task: number; timer: number; effect: number; trail: number; message?: number }

  constructor(options: {
    process: CheckedProcess
    facts: Facts
    at: Instant
    actor?: Actor | undefined
    from: InstanceRecord | (Identity & { data: JsonObject })
  }) {
    const { process, facts, at, actor, from } = options
    const before = 'revision' in from ? from : undefined
    this.process = process
    this.facts = facts
    this.calendars = new ClockCalendars(process, facts)
    this.at = at
    this.actor = actor
    this.#who = actor ? { actor: actor.id, ...(actor.via === undefined ? {} : { via: actor.via }) } : {}
    this.before = before
    this.identity = from
    this.data = from.data
    this.active = new Map(before?.active.map((state) => [state.path, state]))
    this.visits = before?.visits ?? {}
    this.history = before?.history ?? {}
    this.tasks = before?.tasks ?? []
    this.deadlines = before?.deadlines ?? []
    this.waits = before?.waits ?? []
    this.stopped = before?.stopped ?? []
    this.dormant = before?.dormant ?? []
    this.suspended = before?.suspended
    this.priority = before?.priority
    this.timers = before?.timers ?? []
    this.invocations = before?.invocations ?? []
    this.senders = before?.senders ?? {}
    this.parties = from.parties ?? {}
    this.vouchers = before?.vouchers ?? []
    this.continuedIn = before?.continuedIn
    this.began = before?.began ?? []
    this.ended = before?.status === 'ended'
    this.#counters = before ? { ...before.counters } : { task: 0, timer: 0, effect: 0, trail: 0 }
  }

  get counters(): InstanceRecord['counters'] {
    return { ...this.#counters }
  }

  /** The calendar of the process. The shell always gives one; without it nothing can be due. */
  get calendar(): Calendar {
    return this.calendars.ofProcess
  }

  /** Visit of a state that is active now. The root has one visit: the case itself. */
  visitOf(path: string): number {
    return path === '' ? 1 : (this.active.get(path)?.visit ?? 0)
  }

  /** Start of the running visit. */
  sinceOf(path: string): Instant {
    return path === '' ? this.identity.createdAt : (this.active.get(path)?.since ?? this.at)
  }

  /** When the running visit truly began, by what its event said. */
  beganOf(path: string): Instant {
    return this.active.get(path)?.beganAt ?? this.sinceOf(path)
  }

  /** Appends a fact to the trail. `personal` holds what `body` shows as `null`. */
  note(type: TrailType, body: JsonObject, personal: TrailEntry['personal'] = {}): void {
    this.#counters.trail += 1
    this.trail.push({
      seq: this.#counters.trail,
      at: this.at,
      type,
      ...this.#who,
      body,
      ...(Object.keys(personal).length === 0 ? {} : { personal }),
    })
  }

  nextTaskId(): string {
    this.#counters.task += 1
    return `${this.identity.id}-t${this.#counters.task}`
  }

  nextTimerId(): string {
    this.#counters.timer += 1
    return `${this.identity.id}-m${this.#counters.timer}`
  }

  nextMessageId(): string {
    this.#counters.message = (this.#counters.message ?? 0) + 1
    return `${this.identity.id}-p${this.#counters.message}`
  }

  nextEffectId(): string {
    this.#counters.effect += 1
    return `${this.identity.id}-e${this.#counters.effect}`
  }
}
