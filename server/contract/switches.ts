import { instant, reason } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, text } from './schema.js'

const switched = component(
  'Switch',
  object({
    name: about(text(), '`hold-effects` or `drain:<process>`.'),
    at: instant,
    actor: text(),
    reason: text(),
  }),
)

const turned = {
  tag: 'Incidents and switches',
  mayAsk: 'Whoever has the permission `switches`.',
  body: object({ reason }),
  once: true,
  ifMatch: 'refused',
  answers: {
    200: {
      description: 'What is switched on.',
      schema: object({ items: list(switched) }),
      headers: ['Idempotency-Replayed'],
    },
  },
} as const

/** What operators switch for all nodes. */
export const switchOperations = operationsOf({
  'GET /api/switches': {
    id: 'listSwitches',
    tag: 'Incidents and switches',
    summary: 'List switches and lanes',
    mayAsk: 'Whoever has the permission `switches`.',
    answers: {
      200: {
        description: 'What is switched on, and who delivers what.',
        schema: object({
          items: list(switched),
          delivered: about(list(text()), 'Lanes this server delivers.'),
          waiting: about(list(text()), 'Lanes with something to deliver that it does not.'),
        }),
      },
    },
    problems: ['forbidden'],
  },
  'POST /api/effects/hold': {
    ...turned,
    id: 'holdEffects',
    summary: 'Hold effects',
    description: 'Has nothing more go outside, on any node; what is under way is finished.',
    problems: ['forbidden'],
  },
  'POST /api/effects/release': {
    ...turned,
    id: 'releaseEffects',
    summary: 'Release effects',
    description: 'Lets what was held go outside.',
    problems: ['forbidden'],
  },
  'POST /api/processes/{id}/drain': {
    ...turned,
    id: 'drainProcess',
    summary: 'Drain a process',
    description: 'Lets no new case of the process begin, of any profile. Its running cases go on.',
    problems: ['unknown-process', 'forbidden'],
  },
  'POST /api/processes/{id}/reopen': {
    ...turned,
    id: 'reopenProcess',
    summary: 'Reopen a process',
    description: 'Lets cases begin again, those that other cases asked for meanwhile among them.',
    problems: ['unknown-process', 'forbidden'],
  },
})
