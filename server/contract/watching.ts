import { instant, instanceId, localText } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, list, object, text, word } from './schema.js'

const wait = object(
  {
    kind: word(
      'ended',
      'history',
      'suspended',
      'task',
      'timer',
      'paused',
      'child',
      'effect',
      'incident',
      'message',
      'held',
      'window',
      'holidays',
      'nothing',
    ),
    words: localText,
  },
  {
    state: text(),
    since: instant,
    until: instant,
    subject: about(text(), 'Id of the task, clock, effect, incident, message, case or calendar.'),
  },
)

const step = object(
  {
    words: localText,
    roles: list(text()),
    answer: about(
      word('yes', 'no', 'depends'),
      'Whether whoever it is for may now; `depends` on what is entered.',
    ),
  },
  {
    event: text(),
    state: text({ minLength: 0 }),
    action: about(
      word('resume', 'release', 'retry', 'skip', 'send-back', 'discard'),
      "An operator's action.",
    ),
    subject: about(text(), 'Id of the incident or message the action is about.'),
    person: about(text(), 'Whose task it is.'),
  },
)

/** How a server and its cases are watched. */
export const watchingOperations = operationsOf({
  'GET /metrics': {
    id: 'metrics',
    tag: 'Operating',
    summary: 'Read the metrics',
    description:
      'In the text format of Prometheus, all names with `aftercare_` in front. There is nothing of a case in them.',
    mayAsk:
      'Whoever has the token of `AFTERCARE_METRICS_TOKEN`, and those whose roles have the permission `metrics`; where no token is set, also programs on the same machine.',
    answers: { 200: { description: 'All metrics.', mediaType: 'text/plain' } },
    problems: ['route-unknown', 'not-authenticated', 'key-revoked', 'key-expired', 'forbidden'],
  },
  'GET /api/instances/{id}/stuck': {
    id: 'whyStuck',
    tag: 'Cases',
    summary: 'Ask why a case does not move',
    description:
      'What the case waits for and since when, and what may be done next by whom, in data and in words. It is read at the moment of asking and changes nothing.',
    mayAsk: 'Whoever sees the case whole.',
    path: { id: instanceId },
    query: {},
    answers: {
      200: {
        description: 'Why, and what next.',
        schema: object(
          {
            instance: instanceId,
            status: word('active', 'ended'),
            at: instant,
            waits: list(wait),
            next: list(step),
          },
          { number: text() },
        ),
      },
    },
    problems: ['unknown-instance', 'forbidden'],
  },
})
