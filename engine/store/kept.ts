import type { KeptReads, KeptWrites } from './kept-rows.js'
import { holdNames, type Session } from './session.js'
import {
  countDraftsAt,
  deleteDraft,
  deleteDraftsOf,
  deleteEndedDrafts,
  purgeDrafts,
  readDrafts,
  upsertDraft,
} from './tables/drafts.js'
import {
  deleteView,
  readFirstView,
  readSavedView,
  readSavedViews,
  saveFirstView,
  upsertView,
} from './tables/saved-views.js'

/** Reading what people keep for themselves, over one session. */
export function keptReads(session: Session): KeptReads {
  return {
    savedView: (id) => readSavedView(session, id),
    savedViews: (person, roles) => readSavedViews(session, person, roles),
    firstView: (person) => readFirstView(session, person),
    drafts: (filter) => readDrafts(session, filter),
    draftsAt: (person, place, since) => countDraftsAt(session, person, { place, since }),
  }
}

/** Writing it. */
export function keptWrites(session: Session): KeptWrites {
  return {
    holdKept: (person) => holdNames(session, [`kept ${person}`]),
    saveView: (view) => upsertView(session, view),
    removeView: (id) => deleteView(session, id),
    chooseFirstView: (person, view) => saveFirstView(session, person, view),
    saveDraft: (draft, attachments) => upsertDraft(session, draft, attachments),
    removeDraft: (id, person) => deleteDraft(session, id, person),
    removeEndedDrafts: (person) => deleteEndedDrafts(session, person),
    removeDraftsOf: (instance) => deleteDraftsOf(session, instance),
    purgeDrafts: (before) => purgeDrafts(session, before),
  }
}
