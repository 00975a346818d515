import { instant, reason, values } from './common-schemas.js'
import { acceptedEvent } from './refusal-schemas.js'
import { changedInstance, instance } from './instance-schemas.js'
import { operationsOf } from './operation.js'
import { about, list, object, text, whole } from './schema.js'

/** What keeps a case from taking an event. */
export const eventProblems = [
  'occurred-at-invalid',
  'outside-window',
  'instance-suspended',
  'unknown-event',
  'event-not-accepted',
  'forbidden',
  'payload-invalid',
  'requirement-not-met',
  'guard-not-met',
  'invariant-broken',
  'field-missing',
  'visit-over',
  'revision-conflict',
  'instance-ended',
  'instance-replayed',
  'expression-failed',
  'parameter-unset',
  'task-taken',
  'unknown-actor',
  'unknown-person',
  'unknown-attachment',
  'unknown-unit',
  'unit-not-exchangeable',
  'shares-not-whole',
  'too-many-cases',
  'too-many-levels',
  'voucher-open',
  'voucher-not-open',
  'voucher-number-used',
  'unknown-paper',
  'attachment-not-found',
  'unknown-instance',
] as const

/** What begins and changes cases. */
export const eventOperations = operationsOf({
  'POST /api/instances': {
    id: 'createInstance',
    tag: 'Cases',
    summary: 'Begin a case',
    mayAsk: 'Roles under `start:` of the process.',
    body: object(
      { process: about(text(), 'Id of the process.') },
      {
        profile: about(text(), 'Id of a profile; that of the server unless given.'),
        data: about(values, 'What is known at the beginning, by field.'),
      },
    ),
    once: true,
    ifMatch: 'refused',
    answers: {
      201: {
        description: 'The case, with those that are probably the same matter.',
        schema: instance,
        headers: ['Location', 'ETag', 'Idempotency-Replayed'],
      },
    },
    problems: ['unknown-process', 'unknown-profile', 'process-draining', 'version-retired', ...eventProblems],
  },
  'GET /api/instances/{id}/events': {
    id: 'acceptedEvents',
    tag: 'Cases',
    summary: 'List what may be sent now',
    description:
      '`answer` is `yes`, `no` (with the `refusal`) or `depends` on what is entered. With a form, `yes` means: as far as can be known before it is filled in.',
    mayAsk: 'Whoever sees the case.',
    answers: {
      200: {
        description: 'The events of the active states.',
        schema: object({ items: list(acceptedEvent) }),
      },
    },
    problems: ['unknown-instance'],
  },
  'POST /api/instances/{id}/events': {
    id: 'sendEvent',
    tag: 'Cases',
    summary: 'Send an event',
    mayAsk: 'Roles the process names for the event.',
    body: object(
      { event: text() },
      {
        payload: about(values, 'The answers of its form.'),
        to: about(text(), 'Path of the region it is meant for.'),
        expectedVisit: about(
          { ...object({ state: text({ minLength: 0 }), visit: whole() }), additionalProperties: true },
          'The stay in a state that the sender saw: refused with `visit-over` when that is over.',
        ),
        occurredAt: about(
          instant,
          'When it happened, where that was earlier; clocks are counted with it as far back as the event allows.',
        ),
      },
    ),
    once: true,
    ifMatch: 'taken',
    answers: changedInstance,
    problems: eventProblems,
  },
  'POST /api/instances/{id}/notes': {
    id: 'addNote',
    tag: 'Cases',
    summary: 'Add a note',
    mayAsk: 'Whoever sees the whole case.',
    body: object({ text: text() }),
    once: true,
    ifMatch: 'refused',
    answers: changedInstance,
    problems: ['unknown-instance', 'forbidden', 'payload-invalid', 'instance-replayed'],
  },
  'POST /api/instances/{id}/corrections': {
    id: 'correctData',
    tag: 'Cases',
    summary: 'Correct data',
    description: 'For the fields and roles under `editable:` of the process.',
    mayAsk: 'Roles under `editable:` of the process.',
    body: object({
      changes: about(values, 'Fields or dotted paths below them; `null` takes an answer away.'),
      reason,
    }),
    once: true,
    ifMatch: 'taken',
    answers: changedInstance,
    problems: ['not-editable', ...eventProblems],
  },
})
