import type { Actor } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { AcceptedEvent } from '../core/step-result.js'
import type { CheckedAccess } from '../definition/access/index.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { CheckedWorkflows } from '../definition/checked-workflows.js'
import type { CheckedRegister } from '../definition/registers/index.js'
import type { JsonObject, Refusal, Text } from '../errors/index.js'
import type {
  HostTransaction,
  InstanceFilter,
  Page,
  PageRequest,
  Store,
  TaskRow,
  TrailRow,
  VoucherFilter,
  VoucherRow,
} from '../store/port.js'
import type { Calendar } from '../time/calendar.js'
import type { Instant } from '../time/instant.js'
import type { ApiKeys } from './api-keys.js'
import type { Sessions } from './sessions.js'
import type { Attachments } from './attachments/index.js'
import type { CaseCalls } from './cases/case-calls.js'
import type { WatchCalls } from './observe/index.js'
import type { Changes, ChangesRequest } from './changes/index.js'
import type { CustomerLinks } from './customer-links.js'
import type { Drafts, SavedViews } from './kept/index.js'
import type { EffectCalls } from './effects/index.js'
import type { FigureCalls } from './figures/index.js'
import type { ListCalls } from './list-calls.js'
import type { CalendarDiff } from './calendar-diff/calendar-diff.js'
import type { ToldDeadlines } from './deadlines/read-deadlines.js'
import type { ToldPaper } from './papers/index.js'
import type { Clock } from './ports.js'
import type { OperatorCalls } from './operate/index.js'
import type { ApplyProfileRequest, ProfileAnswer } from './profiles/index.js'
import type { ReplayRequest } from './replay-log/replay-log.js'
import type { ReplayReport } from './replay-log/replay-report.js'
import type { ToldUnit } from './units/read-unit.js'
import type { RegisterFormat, RegisterPage, RegisterRequest } from './registers/index.js'
import type { ScheduleStatus } from './schedules/index.js'
import type { ProcessVersion, VersionManagement } from './versions/index.js'

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
  /**
   * When it happened, where that was earlier than now: an instant, or RFC 3339 with the offset. Clocks are counted with
   * it. How far back it may lie stands at the event.
   */
  readonly occurredAt?: Instant | string | undefined
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

/** An operator's action on a case. Who may is the host's to decide. */
export interface ActionRequest extends InTransaction {
  readonly reason: string
  readonly actor: ActorInput
  readonly idempotencyKey?: string
}

/** What somebody does with a task of their own. */
export interface TaskRequest extends InTransaction {
  readonly actor: ActorInput
  readonly idempotencyKey?: string
}

/** Does a task. */
export type CompleteTaskRequest = Omit<SendRequest, 'to' | 'expectedVisit'>

/** Gives a task back. Whoever has no part in it does so by `operate` (`reassign`). */
export interface ReleaseTaskRequest extends TaskRequest {
  readonly reason?: string
}

/** Gives a task to somebody else. Whoever has no part in it does so by `operate` (`reassign`). */
export interface AssignTaskRequest extends TaskRequest {
  /** Id of the person who gets it. */
  readonly to: string
  readonly reason: string
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
export interface Engine
  extends CaseCalls, EffectCalls, FigureCalls, ListCalls, OperatorCalls, VersionManagement, WatchCalls {
  /**
   * Begins to fire timers, to deliver effects, and to count open cases again whose calendars have changed, in the
   * background. Safe to call twice. Throws `engine-stopped` after `stop`.
   */
  start(): Promise<void>
  /**
   * Finishes what is under way and stops: attempts to deliver something too, up to their time limits. Every later change or read throws `engine-stopped`. The database handle is
   * the host's and stays open. Safe to call without `start`, and twice.
   */
  stop(): Promise<void>
  /**
   * Makes checked definitions current in place of those before; running cases stay on their versions. Throws `definition-invalid` when a file has an error or the calendar of an
   * open case is missing; nothing changes then.
   */
  deploy(workflows: CheckedWorkflows): Promise<void>
  /** Every version of a process the database holds, the newest first, with how many open cases run on it; empty for an unknown process. */
  versions(process: string): Promise<readonly ProcessVersion[]>
  /**
   * Everything that decides the flow of a version, written out as YAML. `hash` may be its beginning of at least 8
   * characters. `undefined` where the process has no such version.
   */
  versionText(process: string, hash: string): Promise<string | undefined>
  /** The file a version was deployed from, as it was written: `undefined` where a node only brought it with its folder. */
  versionSource(process: string, hash: string): Promise<string | undefined>
  /** What changed between two versions of a process, as a unified diff of their texts: empty when they are the same, `undefined` where one is not there. */
  compareVersions(
    process: string,
    which: { readonly from: string; readonly to: string },
  ): Promise<string | undefined>
  /** Current processes, one entry per process and profile. */
  processes(): readonly CheckedProcess[]
  /** Registers of the folder, in the order of their files. Who may see one stands in its `roles`; the host decides. */
  registers(): readonly CheckedRegister[]
  /**
   * One page of a register: lines of 1 to 500, cases that began first at the top. Asked of the cases each time, nothing
   * is stored. Throws `usage-wrong` where there is no such register, or the period is none.
   */
  register(
    id: string,
    request?: RegisterRequest & { readonly limit?: number; readonly cursor?: string },
  ): Promise<RegisterPage>
  /** The bytes of a register as CSV or as a workbook, page by page. */
  exportRegister(
    id: string,
    request: RegisterRequest & { readonly format: RegisterFormat },
  ): AsyncIterable<Uint8Array>
  /** Calendars in force, by id. */
  calendars(): readonly Calendar[]
  /**
   * What would happen to the open cases if a calendar were another. Changes nothing. Throws `usage-wrong` when no
   * calendar in force has this id.
   */
  calendarDiff(next: Calendar, options?: { readonly listed?: number }): Promise<CalendarDiff>
  /** The version a case runs on. */
  processOf(record: Pick<InstanceRecord, 'version'>): Promise<CheckedProcess>
  create(process: string, request: CreateRequest): Promise<Answer>
  send(instance: string, event: string, request: SendRequest): Promise<Answer>
  note(instance: string, request: NoteRequest): Promise<Answer>
  correct(instance: string, request: CorrectRequest): Promise<Answer>
  /**
   * Moves an open case to the newest version of a profile of its process: an operator's action. Refused with
   * `profile-does-not-fit` when the case could not stand there. A dry run tells what would happen and changes nothing.
   */
  applyProfile(instance: string, request: ApplyProfileRequest): Promise<ProfileAnswer>
  /**
   * Does a task: sends one of the events of its state to its own region, provided its visit is not over. Refused with
   * `unknown-task` when it is not open (any more).
   */
  completeTask(task: string, event: string, request: CompleteTaskRequest): Promise<Answer>
  /**
   * Takes a task nobody has, or whose holder the directory no longer lists. Refused with `task-taken` and the name when
   * somebody else has it.
   */
  claimTask(task: string, request: TaskRequest): Promise<Answer>
  /**
   * Gives a task back, so that it waits to be claimed: by whoever has it, by a role of its `mayAssign` (without one, by
   * whom the breach of its deadline is told), or by an operator.
   */
  releaseTask(task: string, request: ReleaseTaskRequest): Promise<Answer>
  /** Gives a task to another person who may do it: by whoever may give it back. */
  assignTask(task: string, request: AssignTaskRequest): Promise<Answer>
  /**
   * What is committed from now on, or from a place on: which case has changed, to which revision. Of all nodes, and
   * after the host's commit where one was joined. Throws `usage-wrong` for a request that is none; see `Changes`.
   */
  changes(request?: ChangesRequest): Changes
  get(instance: string): Promise<InstanceRecord | undefined>
  /**
   * Lists, counts and exports of one moment: what happens meanwhile is not seen, so that a count is that of its list.
   * Keep it short: on SQLite two connections read, and others wait. The calls given must not be used afterwards. What `takesLong` waits for
   * figures and for others like it, one at a time, so that a connection is left to lists; it must not ask for such itself.
   * Where `signal` was aborted before its turn came, it rejects with `engine-busy`.
   */
  snapshot<T>(
    work: (at: ListCalls) => Promise<T>,
    options?: { readonly takesLong?: boolean; readonly signal?: AbortSignal },
  ): Promise<T>
  task(id: string): Promise<TaskRow | undefined>
  /** The history of a case, oldest first. `withoutPersonal`: with `null` in the place of personal values. */
  trail(
    instance: string,
    page?: Partial<PageRequest>,
    shown?: { readonly withoutPersonal?: boolean },
  ): Promise<Page<TrailRow>>
  /**
   * Why everything of a case is due when it is, in data and in words: each clock that runs, and the deadlines that are
   * over. Reads the whole trail. `undefined` when there is no such case.
   */
  deadlines(instance: string): Promise<ToldDeadlines | undefined>
  /** The papers of a case in the order of their issue; `undefined` when there is no such case. */
  papers(instance: string): Promise<readonly ToldPaper[] | undefined>
  /**
   * A paper of a case as one HTML page made for print: the one with this number, else the latest of its kind.
   * `undefined` when there is no such case or paper. `printedPaperPolicy` is the content security policy to show it under.
   */
  printPaper(instance: string, paper: string, number?: string): Promise<string | undefined>
  /** The register of numbered papers over all cases, the latest first. */
  vouchers(filter?: VoucherFilter, page?: Partial<Omit<PageRequest, 'sort'>>): Promise<Page<VoucherRow>>
  /**
   * What the actor may send now: yes, no because …, or depends on what is entered. Empty for ended cases and for those
   * kept as history; `undefined` when there is no such case or actor.
   */
  accepted(instance: string, actor: ActorInput): Promise<readonly AcceptedEvent[] | undefined>
  /**
   * Counts cases again whose calendars have changed, then starts every duty, fires every timer and delivers every effect
   * due at the clock's time, and what follows from that; resolves with the number of cases that were started or whose
   * timers were worked on, and of attempts. Where another node keeps the time, that one does what only one does at a
   * time: then this waits until it has, for some seconds at most.
   */
  runDue(): Promise<number>
  /** Id of this node. */
  readonly node: string
  /**
   * Whether this node is the one that does what only one does at a time, after having tried to take that part. An engine
   * that was not started says yes: what its host does is nobody else's.
   */
  keepsTime(): Promise<boolean>
  /** The schedules of the folder: when each falls due next, and what became of it lately. */
  schedules(): Promise<readonly ScheduleStatus[]>
  /** Replays an event log into cases; see `ReplayRequest`. */
  replayLog(request: ReplayRequest): Promise<ReplayReport>
  /**
   * What is known of a unit by its serial number: its product file and the cases about it. `undefined` when that is
   * nothing. `filter` narrows the cases, and the repairs in the file to those of such cases.
   */
  unit(serial: string, filter?: Pick<InstanceFilter, 'processes' | 'within'>): Promise<ToldUnit | undefined>
  /** Links that open one case to somebody outside. */
  readonly customerLinks: CustomerLinks
  /** Views of the list of cases that people have saved. */
  readonly views: SavedViews
  /** Forms people began and did not send. */
  readonly drafts: Drafts
  /** Files that cases refer to. */
  readonly attachments: Attachments
  /** Who sees which cases and may operate, as the definitions say. Held by whoever takes requests, not by the engine. */
  access(): CheckedAccess
  /** The branch of a person of the organisation; `undefined` for one without, or one the organisation does not have. */
  branchOf(person: string): string | undefined
  /** The people of a branch, by id. */
  peopleOf(branch: string): readonly string[]
  /** Whether the organisation marks a role as one of outside parties. */
  isOutside(role: string): boolean
  /** What the people of the house are called; nobody of a party and no customer is among them. */
  namesOfPeople(): Promise<readonly { readonly id: string; readonly name: string }[]>
  /** What the roles of the organisation are called. */
  titlesOfRoles(): readonly { readonly id: string; readonly title: Text }[]
  /** What a profile is called; `undefined` for one without a title or that the definitions do not have. */
  titleOfProfile(profile: string): Text | undefined
  readonly keys: ApiKeys
  /** Browsers that are signed in. */
  readonly sessions: Sessions
  /** A person or program the directory knows, with the roles that count now. */
  person(id: string): Promise<Actor | undefined>
  readonly clock: Clock
  readonly store: Store
  now(): Instant
}
