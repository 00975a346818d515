import { v7 as uniqueId } from 'uuid'
import { isAttachmentId } from '../../core/index.js'
import type { JsonObject, JsonValue, Refusal } from '../../errors/index.js'
import type { DraftPlace, DraftRow } from '../../store/kept-rows.js'
import type { Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { Clock } from '../ports.js'
import { draftTooLarge, tooManyDrafts, unknownDraft } from './kept-refusals.js'

/** Drafts one person keeps. */
export const mostDrafts = 200

/** Largest draft, in bytes of the JSON of its answers and of what the case knew before. */
export const largestDraft = 64 * 1024

/** How long a draft nobody changes is kept where the host names no other time, in milliseconds: fourteen days. */
export const usualDraftRetention = 14 * 86_400_000

/** A draft with the instant at which it is forgotten unless it is changed before. */
export interface KeptDraft extends DraftRow {
  readonly expiresAt: Instant
}

export type DraftAnswer =
  | { readonly draft: KeptDraft; readonly refused?: undefined }
  | { readonly refused: Refusal; readonly draft?: undefined }

/**
 * Forms people began and did not send. Nothing in a draft is checked, nothing of it reaches a case or its trail, and only
 * whoever began it gets it back. Whether they see the case it belongs to is for the host to ask.
 */
export interface Drafts {
  /** Drafts of a person, of one case or of the beginning of cases of one process; those changed last first. */
  list(
    person: string,
    about?: { readonly instance?: string; readonly process?: string },
  ): Promise<readonly KeptDraft[]>
  /**
   * Keeps what was entered in place of what was; `before` is what the case knew there. Refused with `draft-too-large`
   * and `too-many-drafts`.
   */
  save(person: string, place: DraftPlace, answers: JsonObject, before?: JsonObject): Promise<DraftAnswer>
  /** Resolves with why not, where there is none of this id. */
  discard(person: string, id: string): Promise<Refusal | undefined>
  /** Removes the drafts of everybody for a case, such as when the personal values of the case are erased. */
  forget(instance: string): Promise<number>
}

/** Drafts over a store. `retention` is how long one nobody changes is kept, in milliseconds. */
export function createDrafts(store: Store, clock: Clock, retention: number): Drafts {
  const kept = (draft: DraftRow): KeptDraft => ({ ...draft, expiresAt: draft.updatedAt + retention })
  return {
    async list(person, about = {}) {
      const rows = await store.read.drafts({ ...about, person, since: clock.now() - retention })
      return rows.map(kept)
    },
    async save(person, place, answers, before = {}) {
      const bytes = Buffer.byteLength(JSON.stringify(answers)) + Buffer.byteLength(JSON.stringify(before))
      if (bytes > largestDraft) return { refused: draftTooLarge(bytes, largestDraft) }
      const at = clock.now()
      const draft = { id: uniqueId(), person, place, answers, before, createdAt: at, updatedAt: at }
      return store.transaction(
        async (tx) => {
          await tx.holdKept(person)
          if (!(await hasRoom(tx, draft, at - retention))) return { refused: tooManyDrafts(mostDrafts) }
          return { draft: kept(await tx.saveDraft(draft, attachmentsIn(answers))) }
        },
        { name: 'draft' },
      )
    },
    discard: (person, id) =>
      store.transaction(async (tx) => ((await tx.removeDraft(id, person)) ? undefined : unknownDraft(id)), {
        name: 'draft',
      }),
    forget: (instance) => store.transaction((tx) => tx.removeDraftsOf(instance), { name: 'draft' }),
  }
}

/** Drafts for cases that have ended make room first: they can only be read. */
async function hasRoom(tx: StoreTransaction, { person, place }: DraftRow, since: Instant): Promise<boolean> {
  const fits = async () => {
    const { isThere, count } = await tx.draftsAt(person, place, since)
    return isThere || count < mostDrafts
  }
  if (await fits()) return true
  return (await tx.removeEndedDrafts(person)) > 0 && fits()
}

/** Texts anywhere in the answers that look like the id of an attachment; the draft keeps those from being removed. */
function attachmentsIn(answer: JsonValue): readonly string[] {
  if (typeof answer === 'string') return isAttachmentId(answer) ? [answer] : []
  if (answer === null || typeof answer !== 'object') return []
  return [...new Set(Object.values(answer).flatMap((one: JsonValue) => attachmentsIn(one)))]
}
