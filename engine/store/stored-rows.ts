import type { AssignmentRecord, VoucherRecord } from '../core/record.js'
import type { JsonObject, JsonValue } from '../errors/json.js'
import type { CalendarDefinition } from '../time/calendar.js'
import type { Instant } from '../time/instant.js'

/** What an attachment is; its content is kept elsewhere, under its hash. */
export interface AttachmentRow {
  /** `att-<uuid>`. */
  readonly id: string
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string
  readonly name?: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  readonly uploadedBy: string
  readonly at: Instant
}

/** An attachment on its way out. */
export interface LeavingAttachment extends Pick<AttachmentRow, 'id' | 'sha256'> {
  /** No other attachment has its content. */
  readonly free: boolean
}

/** The version of a case and the role in which a party takes part in it. */
export interface PartyUse {
  readonly version: string
  readonly role: string
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
  /** How urgent it is, where its process says so. Larger first. */
  readonly priority?: number
}

export interface TaskRow {
  readonly id: string
  readonly instance: string
  readonly process: string
  /** Hash of the version its case runs on. */
  readonly version: string
  readonly number?: string
  readonly state: string
  readonly visit: number
  readonly roles: readonly string[]
  readonly openedAt: Instant
  readonly dueAt?: Instant
  /** Present where `dueAt` runs into a year whose holidays are not published. */
  readonly dueProvisional?: true
  /** Who has it, since when, and how it came to that person. */
  readonly assignee?: string
  readonly assignedAt?: Instant
  readonly assignment?: AssignmentRecord
  /** Whoever has it is out of the house. */
  readonly away?: true
  /** That of its case. */
  readonly priority?: number
}

/** A numbered paper, without what stands on it: that is in the case. */
export interface VoucherRow {
  readonly paper: string
  readonly number: string
  readonly instance: string
  readonly process: string
  /** Number of the case, where it has one. */
  readonly caseNumber?: string
  /** `carried`: it is on its way to the case that goes on. */
  readonly state: VoucherRecord['state']
  readonly issuedAt: Instant
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

/** A head that no anchor covers yet, with the count that one does (0 for a new case). */
export interface UnanchoredHead extends ChainHead {
  readonly anchoredCount: number
}

/** A head and its surroundings, read in one statement so that a running server cannot come in between. */
export interface ChainState extends ChainHead {
  /** Number of the case, where it has one. */
  readonly number?: string
  /** Highest `seq` in the trail; 0 without rows. */
  readonly lastSeq: number
  /** Count that the case says is anchored, and the highest count that an anchor really covers. */
  readonly anchoredCount: number
  readonly coveredCount: number
}

/** Rows of one trail behind a `seq`, or from the beginning, up to another. */
export interface ChainPart {
  readonly instance: string
  readonly after?: number
  readonly until: number
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
  /** Processes the key is confined to; all where absent. */
  readonly processes?: readonly string[]
  /** Whether it may only read. */
  readonly readOnly?: true
  /** Whether it may act for people it names. */
  readonly mayActFor?: true
  readonly createdAt: Instant
  /** Who made it; absent on the machine of the database. */
  readonly createdBy?: string
  readonly expiresAt?: Instant
  readonly revokedAt?: Instant
  readonly revokedBy?: string
  /** To about a minute. */
  readonly lastUsedAt?: Instant
  /** SHA-256 of the secret before the last change, which is taken until `oldUntil`. */
  readonly oldHash?: string
  readonly oldUntil?: Instant
}

/** Where everything is in a picture of a process. */
export interface DiagramLayoutRow {
  /** Hash of everything that decides where something is drawn. */
  readonly key: string
  /** Process it was first laid out for. */
  readonly process: string
  readonly language: string
  readonly direction: string
  /** JSON. */
  readonly layout: string
  readonly createdAt: Instant
}

/** A link that opens one case to somebody outside. What makes it good is a signature that is not stored. */
export interface CustomerLinkRow {
  readonly id: string
  readonly instance: string
  /** The outside role in which whoever has it takes part. */
  readonly role: string
  readonly createdAt: Instant
  readonly createdBy: string
  readonly expiresAt: Instant
  readonly revokedAt?: Instant
  readonly revokedBy?: string
}

/** A browser that is signed in. */
export interface SessionRow {
  readonly id: string
  /** SHA-256 of the secret, hex. */
  readonly hash: string
  /** Who was signed in. */
  readonly actor: string
  /** Id of the key it was opened with, whose end is the session's; absent where an identity provider vouches. */
  readonly apiKey?: string
  /** Roles the identity provider told, besides those of the person. */
  readonly roles: readonly string[]
  /** What the browser calls itself. */
  readonly agent?: string
  readonly createdAt: Instant
  /** To about a minute. */
  readonly usedAt: Instant
  /** When it is over, however much it is used. */
  readonly endsAt: Instant
  readonly endedAt?: Instant
  readonly endedBy?: string
}

/** Open sessions: of one person or of all, used after an instant and not over at another. */
export interface SessionFilter {
  readonly actor?: string
  readonly usedAfter: Instant
  readonly now: Instant
}

/** A link that signs in once, by the SHA-256 of its secret. */
export interface SignInLinkRow {
  readonly hash: string
  /** Id of the key whose holder is signed in. */
  readonly apiKey: string
  readonly expiresAt: Instant
}
