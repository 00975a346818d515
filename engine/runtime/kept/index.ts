export { createDrafts, usualDraftRetention, type DraftAnswer, type Drafts, type KeptDraft } from './drafts.js'
export { unknownView } from './kept-refusals.js'
export {
  createSavedViews,
  type NewView,
  type SavedView,
  type SavedViews,
  type ViewAnswer,
  type ViewChange,
  type ViewReader,
} from './saved-views.js'
