export { createProfileAction } from './profile-action.js'
export { applyToCases, type CaseMove, type CasesRequest } from './apply-to-cases.js'
export type { ApplyProfileRequest, ProfileAnswer, ProfileChange } from './profile-change.js'
