import type { PriceTable } from '../definition/prices/price-table.js'
import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, Text } from '../errors/json.js'
import type { Calendar } from '../time/calendar.js'
import type { Instant } from '../time/instant.js'
import type { OperatorAction } from './operate/operator-action.js'
import type { ChildRecord, OriginRecord, VoucherRecord } from './record.js'
import type { TrailType } from './trail-type.js'

/** Who acts: a person or a program, with the roles that count for this command. */
export interface Actor {
  readonly id: string
  readonly roles: readonly string[]
  /** The program through which a person acts. */
  readonly via?: string
  /** The outside party it belongs to. */
  readonly party?: string
  /** Roles it has only because it stands in for somebody who is absent. */
  readonly standsInFor?: readonly { readonly person: string; readonly roles: readonly string[] }[]
}

/** Where somebody is reached, and in which language. */
export interface Contact {
  readonly email?: string
  readonly mobile?: string
  readonly language?: 'zh-CN' | 'en'
}

/** A person work can be given to. */
export interface Candidate {
  readonly id: string
  readonly name?: string
  readonly contact?: Contact
  readonly roles: readonly string[]
  readonly skills: readonly string[]
  /** Place in the basic order of a rotation; without it by id, behind those that have one. */
  readonly order?: number
  /** `[from, to)`. */
  readonly absences: readonly { readonly from: Instant; readonly to: Instant }[]
}

/** A stored attachment, as whoever names it has to know it. */
export interface AttachmentFact {
  /** Id of whoever sent it. Absent in stories and logs: there everybody may name it. */
  readonly uploadedBy?: string
}

/** What a person has in hand. */
export interface Load {
  readonly tasks: number
  /** Has a task that takes the person out of the house. */
  readonly away: boolean
}

/** Pointer of a rotation. */
export interface Rotation {
  /** Who had the last turn. */
  readonly last: string
  /** Who was passed over and is to be made up for, in order. */
  readonly owed: readonly string[]
}

/** The file of one unit: everything known about one serial number. Amounts of time are derived, never stored. */
export interface UnitFile {
  readonly serial: string
  readonly model?: string
  readonly purchasedOn?: string
  readonly warrantyEndsOn?: string
  readonly repairs: readonly {
    readonly instance: string
    readonly number?: string
    readonly fault?: string
    readonly startedOn?: string
    readonly finishedOn?: string
    readonly parts: readonly string[]
  }[]
  /** Serial number of the unit it was exchanged for, and of the one it came for. */
  readonly replacedBy?: string
  readonly replaces?: string
  readonly exchangedOn?: string
  /** Grows by one with every change. */
  readonly revision: number
}

/** Which schedule started a case, for which time and which object. */
export interface ScheduleMark {
  readonly id: string
  /** Local date and time: `2026-10-09T09:00`. */
  readonly slot: string
  /** Id of the item or case; absent where the schedule goes over nothing. */
  readonly object?: string
}

/**
 * What came of outside work: what it answered, or why it was not done. `code` and `details` are the service's own words
 * for it.
 */
export type InvocationOutcome =
  | { readonly ok: true; readonly output: JsonObject }
  | { readonly ok: false; readonly message: string; readonly code?: string; readonly details?: JsonObject }

/** What is asked of a case. `now` is given beside it. */
export type Command =
  | {
      readonly kind: 'create'
      readonly id: string
      readonly data: JsonObject
      readonly actor: Actor
      /** The occurrence that starts the case: then nobody's roles are asked, and the trail names it. */
      readonly schedule?: ScheduleMark
      /** The case it comes from: then nobody's roles are asked either. `data` stands on top of what is handed over. */
      readonly origin?: HandOver
    }
  | {
      readonly kind: 'send'
      readonly event: string
      readonly payload: JsonObject
      readonly actor: Actor
      /** Task it is done by: its region and its visit are meant. Refused with `unknown-task` when it is not open. */
      readonly task?: string
      /** Region (state path) the event is meant for; other regions are left alone. */
      readonly to?: string
      /** Visit of the state the sender saw: `{ state, visit }`. Refused with `visit-over` when it has ended. */
      readonly expectedVisit?: { readonly state: string; readonly visit: number }
      readonly expectedRevision?: number
      /** When it happened, where that was earlier: clocks are counted with it. */
      readonly occurredAt?: Instant
    }
  /** Fires one armed timer at its own due time; `now` must be `dueAt`. */
  | { readonly kind: 'fire'; readonly timer: string }
  /**
   * Result of outside work. Ignored with a trail entry when its visit is over. Refused with `instance-suspended` while
   * the case stands still: whoever brings it keeps it and gives it again when the case goes on.
   */
  | {
      readonly kind: 'result'
      readonly invocation: string
      readonly outcome: InvocationOutcome
    }
  /**
   * Notes what became of an effect that nobody could deliver. Changes nothing else: what a person decides in its place
   * comes as a `result`.
   */
  | {
      readonly kind: 'incident'
      readonly change: 'opened' | 'retried' | 'skipped' | 'sent-back'
      readonly incident: string
      readonly effect: string
      /** `opened`: why it could not be delivered. */
      readonly code?: string
      /** Why a person decided so, and who. */
      readonly reason?: string
      readonly actor?: Actor
    }
  /** A case this one waits for has ended, or could not begin. Ignored with a trail entry when its visit is over. */
  | {
      readonly kind: 'child-ended'
      readonly invocation: string
      readonly child: Omit<ChildRecord, 'status'> & { readonly status: 'ended' | 'refused' }
      readonly refusal?: JsonObject
    }
  /**
   * An event from another case: taken by handlers that nobody may send from outside (`roles: []`). Refused like `send`
   * when it is not accepted now: whoever brings it keeps it and brings it again when the case has moved.
   */
  | {
      readonly kind: 'receive'
      readonly message: string
      readonly from: string
      readonly event: string
      readonly payload: JsonObject
    }
  /** The case that began this one does not need it any more. */
  | { readonly kind: 'cancel'; readonly from: string }
  /** Ends a case as told twice: an operator's action with a reason. The other case learns of it by `link`. */
  | {
      readonly kind: 'merge'
      readonly into: string
      readonly reason: string
      /** Fields by which the two are probably not the same matter, where somebody confirmed that they are. */
      readonly confirmedDifferent?: readonly string[]
      readonly actor: Actor
    }
  /** Notes how this case belongs to another one. Changes nothing else. */
  | {
      readonly kind: 'link'
      readonly other: string
      readonly relation: 'related' | 'merged-from'
      readonly reason: string
      /** As for `merge`. */
      readonly confirmedDifferent?: readonly string[]
      readonly actor: Actor
    }
  /** Notes that an event another case told this one is given up: an operator's action. Changes nothing else. */
  | {
      readonly kind: 'discard'
      readonly message: string
      readonly from: string
      readonly event: string
      readonly reason: string
      readonly actor: Actor
    }
  /** Takes, gives back or gives away a task. */
  | { readonly kind: 'claim'; readonly task: string; readonly actor: Actor }
  | {
      readonly kind: 'release'
      readonly task: string
      readonly reason?: string
      /** An operator's action: whoever has the task, with a reason. */
      readonly operator?: true
      readonly actor: Actor
    }
  | {
      readonly kind: 'assign'
      readonly task: string
      readonly to: string
      readonly reason: string
      /** An operator's action: whoever has the task. */
      readonly operator?: true
      readonly actor: Actor
    }
  /** Moves the case to another version of its process that has the same states: an operator's action with a reason. */
  | {
      readonly kind: 'apply-profile'
      /** The version the case runs on. The one it moves to is the step's process. */
      readonly from: CheckedProcess
      readonly reason: string
      readonly actor: Actor
    }
  /** What an operator does to the case beside its procedure. */
  | {
      readonly kind: 'operate'
      readonly act: OperatorAction
      readonly reason: string
      readonly actor: Actor
    }
  /** Stands the case still, or lets it go on: an operator's action with a reason. */
  | { readonly kind: 'suspend'; readonly reason: string; readonly actor: Actor }
  | { readonly kind: 'resume'; readonly reason: string; readonly actor: Actor }
  /**
   * Counts every clock of the case again with the calendars among the facts. Nothing is noted when no clock moves and no
   * calendar it counts in has changed.
   */
  | { readonly kind: 'recompute'; readonly reason: string; readonly actor?: Actor }
  | { readonly kind: 'note'; readonly text: string; readonly actor: Actor }
  | {
      readonly kind: 'correct'
      readonly changes: JsonObject
      readonly reason: string
      readonly actor: Actor
      readonly expectedRevision?: number
    }

/** The part of the world a step reads, frozen. The trail records what decided. */
export interface Facts {
  /** The calendar of the process, or plain time where it has none. */
  readonly calendar?: Calendar
  /** All calendars by id: clocks may have one of their own, or choose it by the data. */
  readonly calendars?: ReadonlyMap<string, Calendar>
  /** Last number drawn per series key; 0 where none was yet. */
  readonly series: { readonly [key: string]: number }
  /** Everybody work can be given to. */
  readonly people?: readonly Candidate[]
  /** What people have in hand in other cases; of somebody who is not here nobody has asked. */
  readonly loads?: { readonly [person: string]: Load }
  /** Pointers of rotations; `null` where nobody had a turn yet. */
  readonly rotations?: { readonly [key: string]: Rotation | null }
  /** Files of units by serial number; `null` where there is none. */
  readonly units?: { readonly [serial: string]: UnitFile | null }
  /** Price lists by id: the tables of each, one after another in time. */
  readonly prices?: { readonly [list: string]: readonly PriceTable[] }
  /** Stored attachments by id; `null` where there is none. */
  readonly attachments?: { readonly [id: string]: AttachmentFact | null }
  /** Whether some cases refer to an attachment, by `attachmentUseKey`. */
  readonly attachmentUses?: { readonly [key: string]: boolean }
  /** Whether a case has a value it is searched by, as `sameValuesOf` gives it; `null` where it has none there. */
  readonly sameValues?: { readonly [key: string]: boolean | null }
  /** Whether a number of a paper was used before, by `voucherKey`. */
  readonly usedVouchers?: { readonly [key: string]: boolean }
  /** What the house calls its roles, for the texts of refusals. A role it does not have is called by its id. */
  readonly roleTitles?: { readonly [role: string]: Text }
}

/**
 * A fact a step cannot do without. The core asks for facts as it comes to need them, by throwing a `FactNeeded`
 * (`fact-needed.ts`); the shell loads and locks what was asked for and takes the step again from its beginning.
 */
export type FactRequest =
  | { readonly kind: 'people' }
  /** What these people have in hand in all cases but `instance`, whose tasks the step itself knows. */
  | { readonly kind: 'loads'; readonly instance: string; readonly people: readonly string[] }
  | { readonly kind: 'rotation' | 'unit'; readonly key: string }
  /** Several at once, so that a step that needs many is not taken again for each. */
  | { readonly kind: 'series' | 'attachment' | 'voucher'; readonly keys: readonly string[] }
  /** Which of these cases have this value in a field they are searched by. */
  | {
      readonly kind: 'same-value'
      readonly field: string
      readonly value: string
      readonly cases: readonly string[]
    }
  /** Whether one of these cases refers to each of these attachments. */
  | { readonly kind: 'attachment-use'; readonly keys: readonly string[]; readonly cases: readonly string[] }

/** What a new case takes over from the one it comes from. */
export interface HandOver {
  readonly record: OriginRecord
  /** Fields of the other case; those the process has too, and that fit, are taken. */
  readonly data: JsonObject
  /** Its open papers; those the process knows go on with the new case. */
  readonly vouchers: readonly VoucherRecord[]
  readonly parties?: { readonly [role: string]: string }
  /** Who began the first case. */
  readonly createdBy: string
}

/**
 * What one case tells another: stored with the step that tells it, and taken once, in order, in a transaction of the
 * other case. Id: `<instance>-p<n>`. The result of outside work is brought the same way, from the case to itself: its id
 * is `<effect>-result`.
 */
export interface CaseMessage {
  readonly id: string
  readonly from: string
  /** The other case; for `begin` the id it will have. */
  readonly to: string
  readonly at: Instant
  readonly body:
    | {
        readonly kind: 'begin'
        readonly process: string
        readonly profile?: string
        /** Without `profile`: the one of the case that asks, taken where the other process has it. */
        readonly likeProfile?: string
        readonly data: JsonObject
        readonly origin: HandOver
      }
    | Pick<Extract<Command, { kind: 'child-ended' }>, 'kind' | 'invocation' | 'child' | 'refusal'>
    | Extract<Command, { kind: 'result' }>
    | { readonly kind: 'receive'; readonly event: string; readonly payload: JsonObject }
    | { readonly kind: 'cancel' }
}

/** How two cases belong together. Shown from both sides. */
export interface CaseLink {
  readonly from: string
  readonly to: string
  readonly relation: 'child' | 'started' | 'converted' | 'merged' | 'related'
  readonly at: Instant
}

/** A fact in the history of a case, before the store chains it. `seq` counts from 1 within the case. */
export interface TrailEntry {
  readonly seq: number
  readonly at: Instant
  readonly type: TrailType
  readonly actor?: string
  readonly via?: string
  readonly body: JsonObject
  /** Personal values by JSON pointer into `body`, where `body` holds `null`; the store puts a salted hash there. */
  readonly personal?: {
    readonly [pointer: string]: string | number | boolean | JsonObject | readonly unknown[]
  }
}

export type { TrailType }

/** Something to do outside, after the commit. Id: `<instance>-e<n>`; it is also the key receivers see. */
export interface EffectRequest {
  readonly id: string
  readonly kind: 'notify' | 'call' | 'invoke'
  readonly state: string
  readonly visit: number
  readonly at: Instant
  /** `notify`: roles addressed. */
  readonly to?: readonly string[]
  readonly channel?: string
  readonly template?: string
  readonly subject?: Text
  readonly message?: Text
  readonly service?: string
  readonly input?: JsonObject
  /** `maxAttempts`, `interval`, `backoff`, `maxInterval`, as the process writes them: the times are duration texts. */
  readonly retry?: JsonObject
  /** For one attempt, in ms. */
  readonly timeout?: number
  /** After the earlier effects of the case that have it too, and before the later ones. */
  readonly inOrder?: true
  /** Not to be delivered before this instant: the opening of its window. */
  readonly notBefore?: Instant
}

/** Rows shared between cases that a step changed. */
export interface SharedChanges {
  readonly series: { readonly [key: string]: number }
  readonly rotations?: { readonly [key: string]: Rotation }
  readonly units?: { readonly [serial: string]: UnitFile }
  /** Papers issued by number, so that no number is used twice. */
  readonly vouchers?: readonly { readonly paper: string; readonly number: string }[]
}
