import { count, countQuery, instant, next, pageQuery, reason, values } from './common-schemas.js'
import { effect } from './effect-schemas.js'
import { changedInstance } from './instance-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, text, whole, word } from './schema.js'

const incidentMembers = {
  needed: {
    id: text(),
    instance: text(),
    process: text(),
    kind: text(),
    subject: about(text(), 'Id of the effect.'),
    asked: word('invoke', 'call', 'notify'),
    lane: text(),
    state: text({ minLength: 0 }),
    code: about(text(), 'What was wrong last.'),
    message: text({ minLength: 0 }),
    attempts: whole({ minimum: 0 }),
    openedAt: instant,
    status: word('open', 'retried', 'skipped', 'sent-back', 'overtaken'),
    decisions: about(
      list(word('retry', 'skip', 'send-back')),
      'What may be decided; nothing once it is settled.',
    ),
  },
  further: { number: text(), settledAt: instant, settledBy: text(), reason: text({ minLength: 0 }) },
}

const incident = component('Incident', object(incidentMembers.needed, incidentMembers.further))

const decided = {
  tag: 'Incidents and switches',
  mayAsk: 'Whoever sees the case whole and has the permission `incidents`.',
  once: true,
  ifMatch: 'refused',
  answers: changedInstance,
} as const

/** Effects nobody will try again by himself, and what people decide about them. */
export const incidentOperations = operationsOf({
  'GET /api/incidents': {
    id: 'listIncidents',
    tag: 'Incidents and switches',
    summary: 'List incidents',
    description: 'Effects nobody will try again by himself, those that were opened first at the top.',
    mayAsk:
      'Whoever has the permission `incidents`, for processes seen whole; with `instance` whoever sees that case whole.',
    query: {
      status: about(word('open', 'retried', 'skipped', 'sent-back', 'overtaken'), '`open` unless given.'),
      process: text(),
      instance: about(text(), 'Id of a case.'),
      ...pageQuery,
      count: countQuery,
    },
    answers: {
      200: { description: 'A page of them.', schema: object({ items: list(incident) }, { next, count }) },
    },
    problems: ['forbidden', 'unknown-instance'],
  },
  'GET /api/incidents/{id}': {
    id: 'showIncident',
    tag: 'Incidents and switches',
    summary: 'Show an incident',
    mayAsk: 'Whoever sees its case whole.',
    answers: {
      200: {
        description: 'The incident, with its effect.',
        schema: object(incidentMembers.needed, { ...incidentMembers.further, effect }),
      },
    },
    problems: ['unknown-incident'],
  },
  'POST /api/incidents/{id}/retry': {
    ...decided,
    id: 'retryIncident',
    summary: 'Retry an incident',
    description: 'Has the effect tried again with all its attempts.',
    body: object({ reason }),
    problems: ['unknown-incident', 'incident-settled', 'forbidden'],
  },
  'POST /api/incidents/{id}/skip': {
    ...decided,
    id: 'skipIncident',
    summary: 'Skip an incident',
    description:
      'Gives the effect up: a case that waits for it goes on by `onDone`, anything else is left out.',
    body: object(
      { reason },
      { value: about(values, 'Of an `invoke`: what stands for the answer; nothing unless given.') },
    ),
    problems: ['unknown-incident', 'incident-settled', 'forbidden'],
  },
  'POST /api/incidents/{id}/send-back': {
    ...decided,
    id: 'sendBackIncident',
    summary: 'Send an incident back',
    description:
      'Gives the effect of an `invoke` up: its case goes on by `onError`, with the reason as the message.',
    body: object({ reason }),
    problems: ['unknown-incident', 'incident-settled', 'cannot-send-back', 'forbidden'],
  },
})
