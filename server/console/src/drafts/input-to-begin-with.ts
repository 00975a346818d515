import { isNothing, isSameEntry, nothingEntered, type Entered } from './entered.js'
import { keptInTab, type KeptInTab } from './kept-in-tab.js'
import type { Draft } from './draft-state.js'

/** What a form begins with. */
export interface Beginning {
  readonly kept: KeptInTab
  /** When a draft that was put back was entered; absent where none was. */
  readonly putBackFrom: string | undefined
  /** A draft that says something else than what this tab has, and was kept later. */
  readonly other: Draft | undefined
}

/** What stands in a draft. */
export function entryOf({ answers, before }: Draft): Entered {
  return { answers, before }
}

/**
 * What was entered in this tab under a name, else the draft. A draft that another device kept later counts, unless the
 * server lacks something of what was entered here: that is lost nowhere else, so the draft is offered beside it.
 */
export function inputToBeginWith(name: string, draft: Draft | undefined): Beginning {
  const kept = keptInTab(name)
  const { entered, saved } = kept
  const alone = { kept, putBackFrom: undefined, other: undefined }
  if (!draft) return alone
  const drafted = entryOf(draft)
  const savedDraft = { at: draft.updatedAt, entered: drafted }
  if (!isNothing(entered)) {
    // What the server answered may be older than what it has kept since for this tab.
    if (saved && Date.parse(saved.at) >= Date.parse(draft.updatedAt)) return alone
    if (isSameEntry(entered, drafted)) return { ...alone, kept: { ...kept, saved: savedDraft } }
    if (!isSameEntry(entered, saved?.entered ?? nothingEntered)) return { ...alone, other: draft }
  }
  const putBack = { ...kept, entered: drafted, saved: savedDraft }
  return { kept: putBack, putBackFrom: draft.updatedAt, other: undefined }
}
