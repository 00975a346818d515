import type { JsonObject } from '../errors/json.js'
import type { Instant } from '../time/instant.js'

/** A view of the list of cases that somebody saved. */
export interface SavedViewRow {
  readonly id: string
  /** Id of whoever saved it. */
  readonly owner: string
  /** Role whose holders see it too; absent for one that is its owner's alone. */
  readonly role?: string
  /** Unique among those of its owner. */
  readonly name: string
  /** What the list is asked with, by parameter of its address. */
  readonly address: { readonly [parameter: string]: string }
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/** Where a draft belongs: to an event of a case during one visit, or to the beginning of a case. */
export type DraftPlace =
  | { readonly instance: string; readonly event: string; readonly state: string; readonly visit: number }
  | { readonly process: string; readonly profile?: string }

/** A form somebody began and did not send yet. It is never shown to anybody else. */
export interface DraftRow {
  readonly id: string
  /** Id of whoever began it. */
  readonly person: string
  readonly place: DraftPlace
  /** What was entered so far, where it is other than what the case knew; nothing of it was checked. */
  readonly answers: JsonObject
  /** What the case knew there when it was entered, what was taken away included. */
  readonly before: JsonObject
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/** Which drafts of a person are read: those of one case, or of the beginning of cases of one process; else all. */
export interface DraftFilter {
  readonly person: string
  readonly instance?: string
  readonly process?: string
  /** Changed at this instant or later. */
  readonly since: Instant
}

/** Reading what people keep for themselves. */
export interface KeptReads {
  savedView(id: string): Promise<SavedViewRow | undefined>
  /** Views of a person and those shared with one of these roles, by name. */
  savedViews(person: string, roles: readonly string[]): Promise<readonly SavedViewRow[]>
  /** Id of the view a person's list begins with; `undefined` where they chose none. */
  firstView(person: string): Promise<string | undefined>
  /** Drafts of a person, those changed last first. */
  drafts(filter: DraftFilter): Promise<readonly DraftRow[]>
  /** Whether a person has a draft at this place, and how many they have, changed since an instant; none of them is read. */
  draftsAt(
    person: string,
    place: DraftPlace,
    since: Instant,
  ): Promise<{ readonly isThere: boolean; readonly count: number }>
}

/** Writing what people keep for themselves. */
export interface KeptWrites {
  /** Has others who hold the same person's things wait until the end of the transaction. */
  holdKept(person: string): Promise<void>
  /** Stores a view, in place of one with the same id. */
  saveView(view: SavedViewRow): Promise<void>
  /** Returns whether there was one. */
  removeView(id: string): Promise<boolean>
  /** Has a person's list begin with a view; with none where it is `undefined`. */
  chooseFirstView(person: string, view: string | undefined): Promise<void>
  /**
   * Stores a draft in place of the one its person has at its place, whose id and beginning it then keeps, and returns
   * it as it is now. `attachments` are not removed as unused while it names them.
   */
  saveDraft(draft: DraftRow, attachments: readonly string[]): Promise<DraftRow>
  /** Returns whether the person had such a draft. */
  removeDraft(id: string, person: string): Promise<boolean>
  /** Removes all drafts of a case, whoever began them; returns how many. */
  removeDraftsOf(instance: string): Promise<number>
  /** Removes those of a person whose cases have ended; returns how many. */
  removeEndedDrafts(person: string): Promise<number>
  /** Removes drafts that were not changed since an instant; returns how many. */
  purgeDrafts(before: Instant): Promise<number>
}
