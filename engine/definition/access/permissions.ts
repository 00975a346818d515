/**
 * What can be allowed beside seeing cases and sending their events. Those of the first group are done to a case, and ask
 * for seeing it; `schemas/source/access.yaml` lists the same names.
 */
export const casePermissions = [
  'note',
  'suspend',
  'resume',
  'recompute',
  'cancel',
  'move',
  'edit-data',
  'reassign',
  'retry',
  'skip',
  'set-deadline',
  'withdraw-deadline',
  'reopen',
  'apply-profile',
  'merge',
  'link',
  'customer-links',
  'messages',
  'incidents',
] as const

/** What is done to the house as a whole. */
export const housePermissions = [
  'attach',
  'switches',
  'calendars',
  'deploy',
  'keys',
  'sessions',
  'export',
  'metrics',
  'operator-actions',
  'share-views',
] as const

export type Permission = (typeof casePermissions)[number] | (typeof housePermissions)[number]

/** Every permission there is. */
export const permissions: readonly Permission[] = [...casePermissions, ...housePermissions]
