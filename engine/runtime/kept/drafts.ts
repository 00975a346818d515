import { v7 as uniqueId } from 'uuid'
import type { JsonObject, JsonValue, Refusal } from '../../errors/index.js'
import type { DraftPlace, DraftRow } from '../../store/kept-rows.js'
import type { Store } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { Clock } from '../ports.js'
import { draftTooLarge, tooManyDrafts, unknownDraft } from './kept-refusals.js'

/** Drafts one person keeps. */
export const mostDrafts = 200

/** Largest answers of a draft, in bytes of their JSON. */
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
  /** Keeps what was entered in place of what was. Refused with `draft-too-large` and `too-many-drafts`. */
  save(person: string, place: DraftPlace, answers: JsonObject): Promise<DraftAnswer>
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
    async save(person, place, answers) {
      const bytes = Buffer.byteLength(JSON.stringify(answers))
      if (bytes > largestDraft) return { refused: draftTooLarge(bytes, largestDraft) }
      const at = clock.now()
      const draft = { id: uniqueId(), person, place, answers, createdAt: at, updatedAt: at }
      return store.transaction(
        async (tx) => {
          await tx.holdKept(person)
          const all = await tx.drafts({ person, since: at - retention })
          const isThere = all.some((one) => isSamePlace(one.place, place))
          if (!isThere && all.length >= mostDrafts) return { refused: tooManyDrafts(mostDrafts) }
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

function isSamePlace(one: DraftPlace, other: DraftPlace): boolean {
  if ('instance' in one)
    return (
      'instance' in other &&
      one.instance === other.instance &&
      one.event === other.event &&
      one.state === other.state &&
      one.visit === other.visit
    )
  return !('instance' in other) && one.process === other.process && one.profile === other.profile
}

/** Texts anywhere in the answers that look like the id of an attachment; the draft keeps those from being removed. */
function attachmentsIn(answer: JsonValue): readonly string[] {
  if (typeof answer === 'string') return /^att-[0-9a-f-]{36}$/.test(answer) ? [answer] : []
  if (answer === null || typeof answer !== 'object') return []
  return [...new Set(Object.values(answer).flatMap((one: JsonValue) => attachmentsIn(one)))]
}
