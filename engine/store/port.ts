import type {
  AttachmentFact,
  CaseLink,
  CaseMessage,
  Load,
  Rotation,
  SharedChanges,
  TrailEntry,
  UnitFile,
} from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { JsonObject } from '../errors/json.js'
import type { Instant } from '../time/instant.js'
import type { ChangeBatch } from './change-rows.js'
import type { FigureReads } from './figure-rows.js'
import type { KeptReads, KeptWrites } from './kept-rows.js'
import type {
  LinkRow,
  MessageChange,
  MessageRow,
  MessageStatus,
  SimilarCase,
  SimilarRequest,
} from './case-rows.js'
import type { LeaseAnswer, LeaseRequest } from './tables/leases.js'
import type {
  CaseScope,
  CasesBegun,
  CountedBy,
  InstanceCount,
  InstanceFilter,
  Page,
  PageRequest,
  PartyFilter,
  TaskFilter,
  VoucherFilter,
} from './filters.js'
import type {
  AnchorRow,
  AnchoredHead,
  ApiKeyRow,
  AttachmentRow,
  CalendarSet,
  CalendarVersionRow,
  ChainHead,
  ChainPart,
  ChainRow,
  ChainState,
  CustomerLinkRow,
  DiagramLayoutRow,
  InstanceRow,
  LeavingAttachment,
  PartyUse,
  ScheduleRow,
  ScheduleSlotRow,
  ScheduleStartRow,
  SessionFilter,
  SessionRow,
  SignInLinkRow,
  StoredAnswer,
  TaskRow,
  TrailRow,
  UnanchoredHead,
  VoucherRow,
} from './stored-rows.js'
import type { OperatorReads, OperatorWrites } from './operator-rows.js'
import type { VersionReads, VersionWrites } from './version-rows.js'
import type { OutsideReads, OutsideWrites, TracedEffect } from './outside-rows.js'

export type {
  LinkRow,
  MessageChange,
  MessageRow,
  MessageStatus,
  SettledBody,
  SimilarCase,
  SimilarRequest,
} from './case-rows.js'
export type { ChangeBatch, ChangeRow } from './change-rows.js'
export type * from './figure-rows.js'
export type * from './filters.js'
export type * from './kept-rows.js'
export type { LeaseAnswer, LeaseRequest } from './tables/leases.js'
export type * from './operator-rows.js'
export type * from './outside-rows.js'
export type * from './stored-rows.js'
export type * from './version-rows.js'

/**
 * What the runtime asks of a database. One implementation (knex) serves every database; the conformance suite in
 * `test/store/` runs against each.
 */
export interface Store {
  /**
   * Creates or upgrades the tables, and notes that `node` is alive for as long as it says. Refuses a database that a
   * newer release has made unfit with `database-newer`; throws `database-in-use` while other nodes are alive that could
   * not go on after an upgrade. Safe to call twice.
   */
  migrate(node?: { readonly node: string; readonly duration: number }): Promise<void>
  /**
   * Changes nothing. Throws `usage-wrong` unless the tables are there and this release can read them: whoever only
   * reads asks this in place of `migrate`.
   */
  expectMigrated(): Promise<void>
  /**
   * Runs `work` in one write transaction (`BEGIN IMMEDIATE` on SQLite; writers of this process queue up).
   * A thrown error rolls everything back. `host` joins a transaction of the host instead of opening one.
   */
  transaction<T>(
    work: (tx: StoreTransaction) => Promise<T>,
    options?: { readonly host?: HostTransaction; /** For `AtBoundary`. */ readonly name?: string },
  ): Promise<T>
  /**
   * Runs `work` in one write transaction for several requests. What they save is written at its end, together. A thrown
   * error rolls everything back.
   */
  group<T>(
    work: (tx: GroupTransaction) => Promise<T>,
    options?: { /** For `AtBoundary`. */ readonly name?: string },
  ): Promise<T>
  /** Reads, outside any write transaction. */
  readonly read: StoreReads
  /**
   * Reads of one moment: what is committed while `work` runs is not seen. It holds one of the few connections that
   * read, two on SQLite, so that other reads may wait: keep it short. The reads given must not be used afterwards.
   */
  snapshot<T>(work: (read: StoreReads) => Promise<T>): Promise<T>
  /** Takes or renews a lease for a while, or tells who has it. Time is that of the database. */
  takeLease(request: LeaseRequest): Promise<LeaseAnswer>
  /** Gives a lease back, where the holder has it. */
  releaseLease(lease: Pick<LeaseRequest, 'name' | 'holder'>): Promise<void>
  /**
   * Tells this process, and where the database can also the other nodes, that there is something new. Nobody relies on
   * it: what is lost costs a poll. To be called after the commit.
   */
  hint(topic: HintTopic): void
  /** Has a listener hear hints, until the returned function is called. It must not throw. */
  onHint(listener: (topic: HintTopic) => void): () => void
  /** Waits for running transactions, then closes what the store opened itself. Safe to call twice. */
  close(): Promise<void>
}

/**
 * What there may be something new of: timers and messages, things to do outside, changes to be followed; and whether
 * somebody has to keep the time, since whoever did has stopped.
 */
export type HintTopic = 'due' | 'effects' | 'changes' | 'time-free'

/** A transaction of the host's own database handle (a knex transaction); opaque to everything but the store. */
export type HostTransaction = unknown

export interface StoreTransaction
  extends StoreReads, OutsideWrites, OperatorWrites, VersionWrites, KeptWrites {
  /** Reads a case under the write lock. */
  lockInstance(id: string): Promise<InstanceRecord | undefined>
  /**
   * Writes what one step changed: record, list columns, tasks, timers, search values, trail (chained) and effects.
   * Trail rows get their hashes here. `before` is absent for a new case.
   */
  saveStep(step: SavedStep): Promise<void>
  /** Stores what steps did to rows that cases share: series, rotations, files of units, numbers of papers. */
  saveShared(shared: SharedChanges): Promise<void>
  /** A message between cases, locked until the end of the transaction. */
  lockMessage(id: string): Promise<MessageRow | undefined>
  /** Messages for a case that are still to be taken, in the order in which they were told, locked likewise. */
  lockMessagesTo(instance: string): Promise<readonly MessageRow[]>
  /** Has messages wait until their receiver has another revision than `tried`. */
  keepMessages(ids: readonly string[], tried: number): Promise<void>
  /** Has all messages for a case wait that takes none as it stands, until it has another revision than `tried`. */
  parkMessagesTo(
    instance: string,
    why: { readonly tried: number; readonly at: Instant; readonly detail: JsonObject },
  ): Promise<void>
  /** Has the waiting messages from a case to another brought again, although the other has not changed. */
  releaseMessages(between: Pick<MessageRow, 'from' | 'to'>): Promise<void>
  /** Stores what became of a message: in the transaction of what it brought about. */
  saveMessage(id: string, change: MessageChange): Promise<void>
  /** Adds messages that no step of a case has told, such as word of a case that could not begin. */
  addMessages(messages: readonly CaseMessage[]): Promise<void>
  findIdempotencyKey(scope: string, key: string): Promise<StoredAnswer | undefined>
  saveIdempotencyKey(answer: StoredAnswer): Promise<void>
  saveAttachment(row: AttachmentRow): Promise<void>
  /** Stores content under its SHA-256 (hex); what is there already stays. */
  saveAttachmentContent(sha256: string, content: Uint8Array): Promise<void>
  /** Lets attachments leave that were added before this instant and that neither a case nor a draft names, the oldest first. */
  retireAttachments(before: Instant, limit: number): Promise<void>
  /**
   * Attachments that are leaving but for some, the oldest first. They are locked until the end of the transaction, and
   * until then nobody adds an attachment with one of their contents.
   */
  leavingAttachments(limit: number, except?: readonly string[]): Promise<readonly LeavingAttachment[]>
  /** Removes attachments that were leaving, with those contents the database keeps that are `free`. */
  removeAttachments(gone: readonly LeavingAttachment[]): Promise<void>
  /** Makes a version of a calendar the newest of its id. One that is so already stays as it is. */
  saveCalendarVersion(version: CalendarVersionRow): Promise<void>
  saveApiKey(key: ApiKeyRow): Promise<void>
  /** Keeps the layout of a picture; one under the same key stays. */
  saveDiagramLayout(row: DiagramLayoutRow): Promise<void>
  saveCustomerLink(link: CustomerLinkRow): Promise<void>
  /** Ends the links to a case that were not ended before; returns how many. */
  revokeCustomerLinks(instance: string, by: string, at: Instant): Promise<number>
  /** Returns whether a key that was not revoked before was revoked now. */
  revokeApiKey(id: string, at: Instant, by?: string): Promise<boolean>
  /** Gives a key another secret, and has the one before be taken until an instant. False unless the key is there and not revoked. */
  rotateApiKey(id: string, secret: { readonly hash: string; readonly oldUntil: Instant }): Promise<boolean>
  /** Notes that a key was used, unless it was used later. */
  touchApiKey(id: string, at: Instant): Promise<void>
  saveSession(session: SessionRow): Promise<void>
  /** Notes that a session was used, unless it was used later. */
  touchSession(id: string, at: Instant): Promise<void>
  /** Returns whether a session that was open was ended now. */
  endSession(id: string, at: Instant, by: string): Promise<boolean>
  saveSignInLink(link: SignInLinkRow): Promise<void>
  /** Uses a link up, and returns the id of its key; `undefined` for one that is unknown, used or over. */
  useSignInLink(hash: string, at: Instant): Promise<string | undefined>
  /** Forgets sessions and links that were over before this instant; returns how many. */
  purgeSessions(before: Instant): Promise<number>
  saveAnchor(anchor: AnchorRow): Promise<void>
  /** Heads that grew since they were last anchored, in id order, in pages. */
  unanchoredHeads(after: string | undefined, limit: number): Promise<readonly UnanchoredHead[]>
  /** Records that the anchor with this number covers these heads. */
  saveAnchorHeads(anchor: number, heads: readonly ChainHead[]): Promise<void>
  /** Forgets answers stored before this instant; returns how many. */
  purgeIdempotencyKeys(before: Instant): Promise<number>
  /** Forgets the oldest changes, at most `limit`, that were written longer ago than `age` milliseconds; returns how many. */
  purgeChanges(age: number, limit: number): Promise<number>
  /** Has changes found that came with a dump of another server. Called before the first step is saved. */
  settleForeignChanges(): Promise<void>
  /** How far a schedule has come, locked until the end of the transaction. */
  lockSchedule(id: string): Promise<ScheduleRow | undefined>
  saveSchedule(row: ScheduleRow): Promise<void>
  /** Adds occurrences; one that is known already stays as it is. */
  addScheduleSlots(slots: readonly ScheduleSlotRow[]): Promise<void>
  /** Stores how far an occurrence has come. */
  saveScheduleSlot(slot: ScheduleSlotRow): Promise<void>
  /** Notes what was started, or refused, for objects. Throws when one was dealt with in this occurrence before. */
  saveScheduleStarts(starts: readonly ScheduleStartRow[]): Promise<void>
  /** Progress of a log replay, by name of the run. */
  saveReplayProgress(run: string, progress: JsonObject): Promise<void>
}

/** A write transaction that several requests share. Each sees what those before it have saved. */
export interface GroupTransaction extends StoreTransaction {
  /**
   * Reads and locks cases, and looks up idempotency keys, with one statement each. Gives the cases that another
   * transaction has locked: they are left out, and reading them would wait.
   */
  prepare(request: {
    readonly instances: readonly string[]
    readonly keys: readonly Pick<StoredAnswer, 'scope' | 'key'>[]
  }): Promise<readonly string[]>
  /**
   * Runs one request. When it throws, what it saved is forgotten and the others are as they were; where that was written
   * already, the error is thrown on, and the whole group fails.
   */
  attempt<T>(
    work: () => Promise<T>,
  ): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }>
  /** Writes what was saved so far. */
  flush(): Promise<void>
}

export interface SavedStep {
  readonly before?: InstanceRecord
  readonly after: InstanceRecord
  readonly trail: readonly TrailEntry[]
  readonly effects: readonly TracedEffect[]
  /** Ids of the attachments the case has come to refer to; they are never removed from then on. */
  readonly attachments: readonly string[]
  /** What other cases are told, and how they belong to this one. */
  readonly messages: readonly CaseMessage[]
  readonly links: readonly CaseLink[]
  /** `pending`: to be delivered; `replayed`: belongs to the past and is never sent. */
  readonly effectStatus: 'pending' | 'replayed'
  /** Timers of this case may fire only when true; a replayed case keeps them disarmed. */
  readonly timersArmed: boolean
  /** Values of fields marked `search`, by field path, already as text. */
  readonly search: readonly { readonly field: string; readonly value: string }[]
  /** Serial number of the unit the case is about. */
  readonly unit?: string
  /** Earliest due point of the open deadlines that are running, for lists. Absent while the case stands still. */
  readonly nextDueAt?: Instant
  /** Whether that due point runs into a year whose holidays are not published. */
  readonly dueProvisional?: true
}

/** A number of a kind of paper. */
export type PaperNumber = Pick<VoucherRow, 'paper' | 'number'>

/** Rows that cases share, as steps read them. In a write transaction they are locked until its end. */
export interface FactSource {
  /** Last numbers drawn by key; a series that never drew is absent. */
  series(keys: readonly string[]): Promise<{ readonly [key: string]: number }>
  rotation(key: string): Promise<Rotation | undefined>
  unit(serial: string): Promise<UnitFile | undefined>
  /** What each of these people has in hand in open cases, one of them left out. */
  loads(
    people: readonly string[],
    more: { readonly except: string },
  ): Promise<{ readonly [person: string]: Load }>
  /** Those of the numbers under which a paper was ever issued. */
  usedVouchers(numbers: readonly PaperNumber[]): Promise<readonly PaperNumber[]>
  /** Those of the ids under which an attachment is stored, with who sent it; one that is being removed is not. */
  storedAttachments(ids: readonly string[]): Promise<{ readonly [id: string]: AttachmentFact }>
  /** Those of the attachments that one of these cases refers to. */
  attachmentsOf(cases: readonly string[], ids: readonly string[]): Promise<readonly string[]>
  /** Of those of the cases that have a value in a field they are searched by, whether it is this one. */
  sameValues(
    wanted: { readonly field: string; readonly value: string },
    cases: readonly string[],
  ): Promise<{ readonly [instance: string]: boolean }>
  /** What this transaction has at hand already; absent where nothing is kept between requests. */
  held?(): HeldFacts
}

/** Rows that an earlier request of the same transaction has read and locked, as those before this one have left them. */
export interface HeldFacts {
  /** 0 for a series that never drew. */
  readonly series: { readonly [key: string]: number }
  /** `null` where there is none, as with units. */
  readonly rotations: { readonly [key: string]: Rotation | null }
  readonly units: { readonly [serial: string]: UnitFile | null }
  /** Some numbers of papers, with whether they were ever issued. */
  readonly papers: readonly (PaperNumber & { readonly used: boolean })[]
}

export interface StoreReads
  extends FactSource, OutsideReads, OperatorReads, VersionReads, FigureReads, KeptReads {
  instance(id: string): Promise<InstanceRecord | undefined>
  /**
   * Messages that can be brought by `now`, in the order in which they take effect: new ones, those that waited and whose
   * receiver has changed, and those held by a fault that are to be brought again by then.
   */
  dueMessages(now: Instant, limit: number): Promise<readonly MessageRow[]>
  /** A message as it stands, whatever became of it. */
  message(id: string): Promise<MessageRow | undefined>
  /** Messages of all cases with one status, those that were told first at the top. */
  messages(
    status: Exclude<MessageStatus, 'taken'>,
    page: Omit<PageRequest, 'sort'>,
  ): Promise<Page<MessageRow>>
  /** How many events from the same case to the same case wait behind each of these messages, by their ids. */
  messagesBehind(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The message that asked for a case. */
  beginOf(instance: string): Promise<MessageRow | undefined>
  /** The messages that asked for some cases, in no order. */
  beginsOf(instances: readonly string[]): Promise<readonly MessageRow[]>
  /** Messages from and to a case that were not taken: those still to be taken first, each part in the order of telling. */
  openMessages(instance: string, page: Omit<PageRequest, 'sort'>): Promise<Page<MessageRow>>
  /** How a case belongs to others, from both sides, in the order in which that came about. */
  links(instance: string, page: Omit<PageRequest, 'sort'>): Promise<Page<LinkRow>>
  /** Cases with the same values, newest first. */
  similar(request: SimilarRequest): Promise<readonly SimilarCase[]>
  /** One page of cases. Count and list use the same filter object. */
  instances(filter: InstanceFilter, page: PageRequest): Promise<Page<InstanceRow>>
  /** Records of cases of some processes by when they began, the first first. */
  casesBegun(filter: CasesBegun, page: Omit<PageRequest, 'sort'>): Promise<Page<InstanceRecord>>
  countInstances(filter: InstanceFilter): Promise<number>
  /** How many cases there are of each kind, in order. */
  countInstancesBy(by: CountedBy, filter: InstanceFilter): Promise<readonly InstanceCount[]>
  /** The numbers of all cases a filter lets through, of one moment, in the order they were entered. For exports. */
  instanceNumbers(filter: InstanceFilter): Promise<readonly number[]>
  /** Rows of cases by such numbers, in the same order. */
  instanceRows(numbers: readonly number[]): Promise<readonly InstanceRow[]>
  tasks(filter: TaskFilter, page: PageRequest): Promise<Page<TaskRow>>
  task(id: string): Promise<TaskRow | undefined>
  /** Numbered papers of all cases, the latest first. */
  vouchers(filter: VoucherFilter, page: PageRequest): Promise<Page<VoucherRow>>
  trail(
    instance: string,
    page: PageRequest,
    shown?: { /** As if personal values were erased. */ readonly withoutPersonal?: boolean },
  ): Promise<Page<TrailRow>>
  /** Instances with an armed timer due at or before `now`, soonest first. */
  dueInstances(
    now: Instant,
    limit: number,
  ): Promise<readonly { readonly instance: string; readonly dueAt: Instant }[]>
  /** Due time of the next armed timer of all cases. */
  nextTimerAt(): Promise<Instant | undefined>
  calendarVersion(hash: string): Promise<CalendarVersionRow | undefined>
  /** Versions of one calendar or of all, the newest of each id last. */
  calendarVersions(id?: string): Promise<readonly CalendarVersionRow[]>
  /** The sets of calendars with which open live cases count their clocks, each set once; cases without any are not told. */
  calendarSets(): Promise<readonly CalendarSet[]>
  /** Open live cases that count with one set, in pages. A case whose set changes meanwhile is skipped, none comes twice. */
  instancesCountedWith(set: CalendarSet['key'], page: Omit<PageRequest, 'sort'>): Promise<Page<string>>
  apiKeyByHash(hash: string): Promise<ApiKeyRow | undefined>
  apiKey(id: string): Promise<ApiKeyRow | undefined>
  apiKeys(): Promise<readonly ApiKeyRow[]>
  /** Finds a session by the hash of its secret, also one that is over. */
  sessionByHash(hash: string): Promise<SessionRow | undefined>
  session(id: string): Promise<SessionRow | undefined>
  /** Open sessions, the newest first, in pages. */
  sessions(filter: SessionFilter, page: Omit<PageRequest, 'sort'>): Promise<Page<SessionRow>>
  lastAnchor(): Promise<AnchorRow | undefined>
  /** Anchors in order: all of them, or one page behind a number. */
  anchors(page?: { readonly after: number; readonly limit: number }): Promise<readonly AnchorRow[]>
  /** Chain heads of all cases in id order, in pages, for anchors and `verify`. */
  heads(after: string | undefined, limit: number): Promise<readonly ChainHead[]>
  /** Heads together with what the trail and the anchors say about them, read at one moment, for `verify`. */
  chainStates(
    after: string | undefined,
    limit: number,
    /** The last id that is read. */
    until?: string,
  ): Promise<readonly ChainState[]>
  /** Rows of parts of trails, in the order of cases and rows, each as the line of JSON that `chainLine` reads. */
  chainText(parts: readonly ChainPart[]): Promise<string>
  /** How many cases there are, and how many rows their heads count. */
  chainTotals(): Promise<{ readonly instances: number; readonly rows: number }>
  /** Raw trail rows with hashes, for `verify`: all of them, or one page behind a `seq`. */
  chain(
    instance: string,
    page?: { readonly after?: number; readonly limit: number },
  ): Promise<readonly ChainRow[]>
  /** Ids that have trail rows but no case, in id order, in pages. */
  orphanTrails(after: string | undefined, limit: number): Promise<readonly string[]>
  /** Heads that one anchor covers anew, in id order, in pages, each with the hash its row has today. */
  anchorHeads(anchor: number, after: string | undefined, limit: number): Promise<readonly AnchoredHead[]>
  replayProgress(run: string): Promise<JsonObject | undefined>
  /** How far every schedule has come, those included whose files are gone. */
  schedules(): Promise<readonly ScheduleRow[]>
  /** Occurrences of all schedules that were begun and are not through, in order within each schedule. */
  openScheduleSlots(): Promise<readonly ScheduleSlotRow[]>
  /** Occurrences of a schedule, newest first. */
  scheduleSlots(schedule: string, limit: number): Promise<readonly ScheduleSlotRow[]>
  /** Those of the objects that were dealt with in an occurrence. */
  startedObjects(
    slot: Pick<ScheduleSlotRow, 'schedule' | 'slot'>,
    objects: readonly string[],
  ): Promise<readonly string[]>
  /** Refused starts of a schedule, newest first. */
  refusedStarts(schedule: string, limit: number): Promise<readonly ScheduleStartRow[]>
  attachment(id: string): Promise<AttachmentRow | undefined>
  /** Content by its SHA-256 (hex), where the database keeps it. */
  attachmentContent(sha256: string): Promise<Uint8Array | undefined>
  /** Contents that attachments have and the database does not keep, in order, in pages; `used` where a case refers to one. */
  outsideContents(
    after: string,
    limit: number,
  ): Promise<readonly { readonly sha256: string; readonly used: boolean }[]>
  /** Hashes of the contents in the database, in order. */
  contentNames(after: string, limit: number): Promise<readonly string[]>
  /** Ids of cases that refer to an attachment, the first ones that did. */
  attachmentUses(id: string, limit: number): Promise<readonly string[]>
  /** How many attachments of a sender no case refers to yet. */
  unusedAttachments(uploadedBy: string): Promise<number>
  /** Whether a case that somebody sees refers to an attachment. */
  attachmentUsedIn(id: string, scope: CaseScope): Promise<boolean>
  /** Versions and roles in which a party takes part in cases that refer to an attachment, each pair once. */
  attachmentPartyUses(id: string, filter: PartyFilter): Promise<readonly PartyUse[]>
  /**
   * Such cases of this version and role whose data names it now somewhere in one of these fields, be it in a text, the
   * latest first. At most a hundred.
   */
  attachmentHolders(
    id: string,
    where: PartyUse & { readonly party: string; readonly fields: readonly string[] },
  ): Promise<readonly InstanceRecord[]>
  /** Processes of cases, by id; a case that does not exist is absent. */
  processesOf(instances: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Records of some cases, in no order; one that does not exist is absent. */
  records(instances: readonly string[]): Promise<readonly InstanceRecord[]>
  /** Those of some cases that somebody sees. */
  within(instances: readonly string[], scope: CaseScope): Promise<ReadonlySet<string>>
  /** The layout of a picture under its key, as it was stored. */
  diagramLayout(key: string): Promise<string | undefined>
  customerLink(id: string): Promise<CustomerLinkRow | undefined>
  /** Links to a case, those made last first, the first hundred. */
  customerLinks(instance: string): Promise<readonly CustomerLinkRow[]>
  /** Changes behind a cursor, at most `limit`, those of a case in their order; none appears before one that was read. */
  changes(after: string, limit: number): Promise<ChangeBatch>
  /** The cursor before all that is kept, or one behind which is what is committed from now on. */
  changeCursor(from: 'start' | 'now'): Promise<string>
  /** Throws `usage-wrong` for a cursor that is none, `cursor-expired` for one of another state of the database. */
  checkChangeCursor(cursor: string): Promise<void>
  /** Round trip to the database, for health checks. */
  ping(): Promise<void>
}
