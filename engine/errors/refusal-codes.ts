/** Every refusal, with the HTTP status it is answered with. A test compares this list with the pages in `docs/problems/`. */
export const refusalCodes = {
  'event-not-accepted': 409,
  'guard-not-met': 409,
  'requirement-not-met': 409,
  'payload-invalid': 422,
  'invariant-broken': 409,
  forbidden: 403,
  'visit-over': 409,
  'revision-conflict': 412,
  'instance-ended': 409,
  'instance-replayed': 409,
  'parameter-unset': 409,
  'field-missing': 422,
  'expression-failed': 409,
  'unknown-event': 404,
  'unknown-process': 404,
  'unknown-instance': 404,
  'unknown-actor': 403,
  'unknown-task': 404,
  'unknown-profile': 404,
  'not-editable': 403,
  'idempotency-key-reused': 422,
} as const

export type RefusalCode = keyof typeof refusalCodes
