import { instant, next, pageQuery, reason, values } from './common-schemas.js'
import { changedInstance, similarCase } from './instance-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, freeObject, list, object, text, whole, word } from './schema.js'

const link = component(
  'Link',
  object(
    {
      instance: text(),
      relation: word('child', 'started', 'converted', 'merged', 'related'),
      direction: about(word('to', 'from'), '`to`: the other case comes from this one.'),
    },
    {
      at: instant,
      status: about(word('active', 'ended', 'asked', 'refused'), '`asked`: it has not begun yet.'),
      process: text(),
      number: text(),
      outcome: text(),
      refusal: about(freeObject, 'Why it could not begin.'),
    },
  ),
)

const messageStatuses = ['held', 'waiting', 'pending', 'refused', 'ignored', 'discarded'] as const

const message = component(
  'Message',
  object(
    {
      id: text(),
      from: text(),
      to: text(),
      at: instant,
      kind: text(),
      status: word(...messageStatuses),
      attempts: whole({ minimum: 0 }),
    },
    {
      event: text(),
      process: text(),
      detail: about(freeObject, 'Why the receiver did not take it.'),
      since: about(instant, 'When the other case first would not take it.'),
      retryAt: about(instant, 'When one that is held is brought again.'),
      behind: about(whole({ minimum: 0 }), 'How many events wait behind it.'),
    },
  ),
)

const settled = {
  tag: 'Operating',
  mayAsk: 'Whoever sees the case whole and has the permission `messages`.',
  once: true,
  ifMatch: 'refused',
  answers: changedInstance,
} as const

/** How cases belong together. */
export const caseOperations = operationsOf({
  'GET /api/instances/{id}/links': {
    id: 'listLinks',
    tag: 'Cases',
    summary: 'List how a case belongs to others',
    description:
      'From both sides, with the messages between them that were not taken, those still to be taken first. Of a case the key may not see, a link has `instance`, `relation` and `direction` alone.',
    mayAsk: 'Whoever sees the whole case.',
    query: {
      ...pageQuery,
      messages: about(text({ minLength: 0 }), 'The `nextMessages` of the page before.'),
    },
    answers: {
      200: {
        description: 'A page of each.',
        schema: object(
          { links: list(link), messages: list(message) },
          { next, nextMessages: about(text(), '`messages` of the next page; absent on the last.') },
        ),
      },
    },
    problems: ['unknown-instance', 'forbidden'],
  },
  'GET /api/instances/{id}/similar': {
    id: 'listSimilar',
    tag: 'Cases',
    summary: 'List cases that are probably the same matter',
    mayAsk: 'Whoever sees the whole case.',
    answers: { 200: { description: 'Newest first.', schema: object({ items: list(similarCase) }) } },
    problems: ['unknown-instance', 'forbidden'],
  },
  'GET /api/messages': {
    id: 'listMessages',
    tag: 'Operating',
    summary: 'List messages between cases',
    description: 'Those with one status, those told first at the top.',
    mayAsk: 'Whoever sees all cases whole and has the permission `messages`.',
    query: { status: about(word(...messageStatuses), '`held` unless given.'), ...pageQuery },
    answers: { 200: { description: 'A page of them.', schema: object({ items: list(message) }, { next }) } },
    problems: ['forbidden'],
  },
  'POST /api/instances/{id}/messages/{message}/retry': {
    ...settled,
    id: 'retryMessage',
    summary: 'Bring a message again',
    description:
      'One that waits or is held; or begins a case again that could not begin, just then with `data` and `profile`.',
    body: object(
      { reason },
      {
        data: about(values, 'Of a case that could not begin without it.'),
        profile: about(text(), 'That a case which could not begin begins on.'),
      },
    ),
    problems: [
      'unknown-message',
      'unknown-profile',
      'unknown-process',
      'cannot-retry',
      'forbidden',
      'unknown-instance',
      'payload-invalid',
      'parameter-unset',
      'instance-replayed',
    ],
  },
  'POST /api/instances/{id}/messages/{message}/discard': {
    ...settled,
    id: 'discardMessage',
    summary: 'Give a message up',
    description: 'An event that is never taken, so that those behind it are brought.',
    body: object({ reason }),
    problems: ['unknown-message', 'cannot-discard', 'forbidden', 'unknown-instance', 'instance-replayed'],
  },
})
