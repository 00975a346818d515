import type { JsonObject, JsonValue } from '../errors/json.js'
import type { CalendarDefinition } from '../time/calendar.js'
import type { EffectRequest, TrailEntry } from '../core/command.js'
import type { InstanceRecord } from '../core/record.js'
import type { Instant } from '../time/instant.js'

/**
 * What the runtime asks of a database. One implementation (knex) serves every database; the conformance suite in
 * `test/store/` runs against each.
 */
export interface Store {
  /** Creates or upgrades the tables. Refuses a newer database with `database-newer`. Safe to call twice. */
  migrate(): Promise<void>
  /**
   * Changes nothing. Throws `usage-wrong` unless the tables are there and exactly those of this release: whoever only
   * reads asks this in place of `migrate`.
   */
  expectMigrated(): Promise<void>
  /**
   * Runs `work` in one write transaction (`BEGIN IMMEDIATE` on SQLite; writers of this process queue up).
   * A thrown error rolls everything back. `host` joins a transaction of the host instead of opening one.
   */
  transaction<T>(
    work: (tx: StoreTransaction) => Promise<T>,
    options?: { readonly host?: HostTransaction },
  ): Promise<T>
  /** Reads, outside any write transaction. */
  readonly read: StoreReads
  /** Waits for running transactions, then closes what the store opened itself. Safe to call twice. */
  close(): Promise<void>
}

/** A transaction of the host's own database handle (a knex transaction); opaque to everything but the store. */
export type HostTransaction = unknown

export interface StoreTransaction extends StoreReads {
  /** Reads a case under the write lock. */
  lockInstance(id: string): Promise<InstanceRecord | undefined>
  /**
   * Writes what one step changed: record, list columns, tasks, timers, search values, trail (chained) and effects.
   * Trail rows get their hashes here. `before` is absent for a new case.
   */
  saveStep(step: SavedStep): Promise<void>
  /** Last numbers drawn, locked until the end of the transaction. */
  lockSeries(keys: readonly string[]): Promise<{ readonly [key: string]: number }>
  saveSeries(values: { readonly [key: string]: number }): Promise<void>
  findIdempotencyKey(scope: string, key: string): Promise<StoredAnswer | undefined>
  saveIdempotencyKey(answer: StoredAnswer): Promise<void>
  saveProcessVersion(version: ProcessVersionRow): Promise<void>
  /** Makes a version of a calendar the newest of its id. One that is so already stays as it is. */
  saveCalendarVersion(version: CalendarVersionRow): Promise<void>
  saveApiKey(key: ApiKeyRow): Promise<void>
  /** Returns whether a key that was not revoked before was revoked now. */
  revokeApiKey(id: string, at: Instant): Promise<boolean>
  saveAnchor(anchor: AnchorRow): Promise<void>
  /** Heads that grew since they were last anchored, in id order, in pages. */
  unanchoredHeads(after: string | undefined, limit: number): Promise<readonly UnanchoredHead[]>
  /** Records that the anchor with this number covers these heads. */
  saveAnchorHeads(anchor: number, heads: readonly ChainHead[]): Promise<void>
  /** Forgets answers stored before this instant; returns how many. */
  purgeIdempotencyKeys(before: Instant): Promise<number>
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

export interface SavedStep {
  readonly before?: InstanceRecord
  readonly after: InstanceRecord
  readonly trail: readonly TrailEntry[]
  readonly effects: readonly EffectRequest[]
  /** `pending`: to be delivered; `replayed`: belongs to the past and is never sent. */
  readonly effectStatus: 'pending' | 'replayed'
  /** Timers of this case may fire only when true; a replayed case keeps them disarmed. */
  readonly timersArmed: boolean
  /** Values of fields marked `search`, by field path, already as text. */
  readonly search: readonly { readonly field: string; readonly value: string }[]
  /** Earliest due point of the open deadlines that are running, for lists. Absent while the case stands still. */
  readonly nextDueAt?: Instant
  /** Whether that due point runs into a year whose holidays are not published. */
  readonly dueProvisional?: true
}

export interface StoreReads {
  instance(id: string): Promise<InstanceRecord | undefined>
  /** One page of cases. Count and list use the same filter object. */
  instances(filter: InstanceFilter, page: PageRequest): Promise<Page<InstanceRow>>
  countInstances(filter: InstanceFilter): Promise<number>
  tasks(filter: TaskFilter, page: PageRequest): Promise<Page<TaskRow>>
  task(id: string): Promise<TaskRow | undefined>
  trail(instance: string, page: PageRequest): Promise<Page<TrailRow>>
  effects(instance: string): Promise<readonly EffectRow[]>
  /** Instances with an armed timer due at or before `now`, soonest first. */
  dueInstances(
    now: Instant,
    limit: number,
  ): Promise<readonly { readonly instance: string; readonly dueAt: Instant }[]>
  /** Due time of the next armed timer of all cases. */
  nextTimerAt(): Promise<Instant | undefined>
  processVersion(hash: string): Promise<ProcessVersionRow | undefined>
  processVersions(process?: string): Promise<readonly ProcessVersionRow[]>
  calendarVersion(hash: string): Promise<CalendarVersionRow | undefined>
  /** Versions of one calendar or of all, the newest of each id last. */
  calendarVersions(id?: string): Promise<readonly CalendarVersionRow[]>
  /** The sets of calendars with which open live cases count their clocks, each set once; cases without any are not told. */
  calendarSets(): Promise<readonly CalendarSet[]>
  /** Open live cases that count with one set, in pages. A case whose set changes meanwhile is skipped, none comes twice. */
  instancesCountedWith(set: CalendarSet['key'], page: Omit<PageRequest, 'sort'>): Promise<Page<string>>
  apiKeyByHash(hash: string): Promise<ApiKeyRow | undefined>
  apiKeys(): Promise<readonly ApiKeyRow[]>
  lastAnchor(): Promise<AnchorRow | undefined>
  anchors(): Promise<readonly AnchorRow[]>
  /** Chain heads of all cases in id order, in pages, for anchors and `verify`. */
  heads(after: string | undefined, limit: number): Promise<readonly ChainHead[]>
  /** Heads together with what the trail and the anchors say about them, read at one moment, for `verify`. */
  chainStates(after: string | undefined, limit: number): Promise<readonly ChainState[]>
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
  /** Round trip to the database, for health checks. */
  ping(): Promise<void>
}

/** The one filter of lists, counts and exports. Every key narrows. */
export interface InstanceFilter {
  readonly process?: string
  /** Any of these processes. */
  readonly processes?: readonly string[]
  /** Path of an active state. */
  readonly state?: string
  readonly status?: 'active' | 'ended'
  readonly outcome?: string
  /** Open deadlines whose due point has passed at this instant. */
  readonly overdueAt?: Instant
  /** Cases with an open task for one of these roles. */
  readonly taskRoles?: readonly string[]
  /** Cases that stand still, or those that do not. */
  readonly suspended?: boolean
  /** Case number or id as a whole, or part of a value of a field marked `search` (two characters or more). */
  readonly q?: string
}

export interface TaskFilter {
  readonly roles?: readonly string[]
  readonly process?: string
  readonly instance?: string
}

/** Keyset paging. `cursor` is opaque and comes from the page before. */
export interface PageRequest {
  readonly limit: number
  readonly cursor?: string
  /** Instances: `updated` newest first (default), `created` newest first, `due` soonest first. */
  readonly sort?: 'updated' | 'created' | 'due'
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}

export interface InstanceRow {
  readonly id: string
  readonly process: string
  readonly version: string
  readonly profile?: string
  readonly number?: string
  readonly status: 'active' | 'ended'
  readonly outcome?: string
  /** Present while the case stands still. */
  readonly suspended?: true
  readonly states: readonly string[]
  readonly revision: number
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly nextDueAt?: Instant
  /** Present where `nextDueAt` runs into a year whose holidays are not published. */
  readonly dueProvisional?: true
}

export interface TaskRow {
  readonly id: string
  readonly instance: string
  readonly process: string
  readonly number?: string
  readonly state: string
  readonly visit: number
  readonly roles: readonly string[]
  readonly openedAt: Instant
  readonly dueAt?: Instant
  /** Present where `dueAt` runs into a year whose holidays are not published. */
  readonly dueProvisional?: true
}

export interface TrailRow {
  readonly seq: number
  readonly at: Instant
  readonly type: string
  readonly actor?: string
  readonly via?: string
  /** Body with personal values put back in; an erased one shows as `null`. */
  readonly body: JsonObject
  readonly hash: string
}

export interface ChainRow {
  readonly seq: number
  readonly at: Instant
  readonly type: string
  readonly actor?: string
  readonly via?: string
  /** Canonical body with commitments instead of personal values. */
  readonly body: string
  readonly personal?: { readonly [pointer: string]: { readonly salt: string; readonly value: JsonValue } }
  readonly previous: string
  readonly hash: string
}

export interface ChainHead {
  readonly instance: string
  readonly count: number
  readonly hash: string
}

export interface EffectRow extends EffectRequest {
  readonly instance: string
  readonly status: 'pending' | 'replayed'
}

/** A head that no anchor covers yet, with the count that one does (0 for a new case). */
export interface UnanchoredHead extends ChainHead {
  readonly anchoredCount: number
}

/** A head and its surroundings, read in one statement so that a running server cannot come in between. */
export interface ChainState extends ChainHead {
  /** Highest `seq` in the trail; 0 without rows. */
  readonly lastSeq: number
  /** Count that the case says is anchored, and the highest count that an anchor really covers. */
  readonly anchoredCount: number
  readonly coveredCount: number
}

/** A head as an anchor covers it. `found` is absent when the trail has no such row any more. */
export interface AnchoredHead extends ChainHead {
  readonly found?: string
  readonly instanceExists: boolean
}

/**
 * One signed line over all heads. To keep an hourly anchor small, `hash` covers the hash of the anchor before and
 * the heads that grew since: so each anchor stands for all heads. The signing key lives outside the database.
 */
export interface AnchorRow {
  /** Counts from 1 without gaps. */
  readonly number: number
  readonly at: Instant
  /** Cases and trail rows that it stands for, all together. */
  readonly instances: number
  readonly rows: number
  /** `hash` of the anchor before; empty for the first. */
  readonly previous: string
  readonly hash: string
  /** Fingerprint of the public key. */
  readonly key: string
  /** Ed25519 over the canonical JSON of the other values, base64. */
  readonly signature: string
}

export interface ProcessVersionRow {
  readonly hash: string
  readonly process: string
  readonly version: string
  readonly profile?: string
  readonly resolved: JsonObject
  readonly deployedAt: Instant
}

/** A calendar as it was deployed, by the hash that records name. */
export interface CalendarVersionRow {
  readonly hash: string
  readonly id: string
  readonly definition: CalendarDefinition
  /** When it last became the newest of its id. */
  readonly deployedAt: Instant
}

/** Calendars with the hashes they had, sorted by id. */
export interface CalendarSet {
  /** The same for equal sets; opaque. */
  readonly key: string
  readonly calendars: readonly { readonly id: string; readonly hash: string }[]
}

/** Scope: who asked and for what. Kept for a set time. */
export interface StoredAnswer {
  readonly scope: string
  readonly key: string
  /** Hash of the request body. */
  readonly request: string
  readonly answer: JsonObject
  readonly at: Instant
}

/** How far a schedule has come. It stays when its file is gone. */
export interface ScheduleRow {
  readonly id: string
  /** When it was first deployed: nothing from before is started. */
  readonly since: Instant
  /** Every occurrence until then was decided: it has a row, or lay before `since`. */
  readonly doneUntil: Instant
}

/** One occurrence of a schedule. */
export interface ScheduleSlotRow {
  readonly schedule: string
  /** Local date and time: `2026-10-09T09:00`. */
  readonly slot: string
  readonly dueAt: Instant
  /** `open`: its objects are being gone through; `passed-over`: it was missed, and is not caught up. */
  readonly status: 'open' | 'done' | 'passed-over'
  readonly begunAt: Instant
  readonly endedAt?: Instant
  readonly started: number
  readonly refused: number
  /** How far the cases were gone through, as a cursor. */
  readonly place?: string
}

/** What became of one object in one occurrence. Exactly one of `instance` and `refusal` is there. */
export interface ScheduleStartRow {
  readonly schedule: string
  readonly slot: string
  /** Id of the item or of the case; empty where the schedule goes over nothing. */
  readonly object: string
  readonly instance?: string
  readonly refusal?: JsonObject
  readonly at: Instant
}

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  /** SHA-256 of the secret, hex. */
  readonly hash: string
  /** Person the key acts as; the key's own name where absent. */
  readonly actor?: string
  readonly roles: readonly string[]
  readonly createdAt: Instant
  readonly expiresAt?: Instant
  readonly revokedAt?: Instant
}
