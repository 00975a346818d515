import type { Actor } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { AcceptedEvent } from '../core/step-result.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { JsonObject, Problem, Refusal } from '../errors/index.js'
import type {
  EffectRow,
  HostTransaction,
  InstanceFilter,
  InstanceRow,
  Page,
  PageRequest,
  Store,
  TaskFilter,
  TaskRow,
  TrailRow,
} from '../store/port.js'
import type { Instant } from '../time/instant.js'
import type { ApiKeys } from './api-keys.js'
import type { Clock } from './ports.js'
import type { ReplayRequest } from './replay-log/replay-log.js'
import type { ReplayReport } from './replay-log/replay-report.js'

/** Who acts: an id the directory knows, or a person or program with the roles that count. */
export type ActorInput = string | Actor

/** Joins the host's own transaction: its rows and the case are committed or rolled back together. */
export interface InTransaction {
  readonly trx?: HostTransaction
}

export interface CreateRequest extends InTransaction {
  readonly data?: JsonObject
  readonly actor: ActorInput
  readonly profile?: string
  readonly idempotencyKey?: string
}

export interface SendRequest extends InTransaction {
  readonly payload?: JsonObject | undefined
  readonly actor: ActorInput
  /** Region (state path) the event is meant for. */
  readonly to?: string | undefined
  readonly expectedVisit?: { readonly state: string; readonly visit: number } | undefined
  readonly expectedRevision?: number
  readonly idempotencyKey?: string
}

export interface NoteRequest extends InTransaction {
  readonly text: string
  readonly actor: ActorInput
  readonly idempotencyKey?: string
}

export interface CorrectRequest extends InTransaction {
  readonly changes: JsonObject
  readonly reason: string
  readonly actor: ActorInput
  readonly expectedRevision?: number
  readonly idempotencyKey?: string
}

/** `refused` says why nothing happened; otherwise the case as it stands after the request. */
export type Answer =
  | { readonly refused: Refusal; readonly instance?: InstanceRecord }
  | {
      readonly refused?: undefined
      readonly instance: InstanceRecord
      /** The same request had taken effect before. */ readonly repeated?: true
    }

/** The engine on an SQL database. Every change is one transaction; see `ARCHITECTURE.md`. */
export interface Engine {
  /** Begins to fire timers. Safe to call twice. Throws `engine-stopped` after `stop`. */
  start(): Promise<void>
  /**
   * Finishes what is under way and stops. Every later change or read throws `engine-stopped`. The database handle is
   * the host's and stays open. Safe to call without `start`, and twice.
   */
  stop(): Promise<void>
  /**
   * Makes checked definitions current in place of those before; running cases stay on their versions. Problems name
   * what was checked but cannot run yet. Throws `definition-invalid` when a file has an error or the calendar of an
   * open case is missing; nothing changes then.
   */
  deploy(workflows: CheckedWorkflows): Promise<readonly Problem[]>
  /** Current processes, one entry per process and profile. */
  processes(): readonly CheckedProcess[]
  /** The version a case runs on. */
  processOf(record: Pick<InstanceRecord, 'version'>): Promise<CheckedProcess>
  create(process: string, request: CreateRequest): Promise<Answer>
  send(instance: string, event: string, request: SendRequest): Promise<Answer>
  note(instance: string, request: NoteRequest): Promise<Answer>
  correct(instance: string, request: CorrectRequest): Promise<Answer>
  get(instance: string): Promise<InstanceRecord | undefined>
  list(filter?: InstanceFilter, page?: Partial<PageRequest>): Promise<Page<InstanceRow>>
  count(filter?: InstanceFilter): Promise<number>
  tasks(filter?: TaskFilter, page?: Partial<PageRequest>): Promise<Page<TaskRow>>
  task(id: string): Promise<TaskRow | undefined>
  trail(instance: string, page?: Partial<PageRequest>): Promise<Page<TrailRow>>
  /** Things to do outside, as requested; `pending` ones have not been delivered. */
  effects(instance: string): Promise<readonly EffectRow[]>
  /**
   * What the actor may send now: yes, no because …, or depends on what is entered. Empty for ended cases and for those
   * kept as history; `undefined` when there is no such case or actor.
   */
  accepted(instance: string, actor: ActorInput): Promise<readonly AcceptedEvent[] | undefined>
  /** Fires every timer due at the clock's time; resolves with the number of cases worked on. */
  runDue(): Promise<number>
  /** Replays an event log into cases; see `ReplayRequest`. */
  replayLog(request: ReplayRequest): Promise<ReplayReport>
  /** Whether the organisation marks a role as one of outside parties. */
  isOutside(role: string): boolean
  readonly keys: ApiKeys
  readonly clock: Clock
  readonly store: Store
  now(): Instant
}
