import { operatorActions } from './actions.js'
import { beforeQuery, count, countQuery, instant, next, pageQuery, prev, values } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, type Schema, text, whole, word } from './schema.js'

/** What stands in the operators' log beside what is done to a case; a test holds it to what the engine logs. */
export const furtherLoggedActions = [
  'hold-effects',
  'release-effects',
  'drain-process',
  'reopen-process',
  'deploy-version',
  'retire-version',
  'create-key',
  'rotate-key',
  'revoke-key',
  'create-sign-in-link',
  'end-session',
  'create-customer-link',
  'revoke-customer-links',
  'retry-message',
  'discard-message',
] as const

const keptBack: Schema<null> = { type: 'null' }
const reason: Schema<string | null> = { anyOf: [text({ minLength: 0 }), keptBack] }

const operatorAction = component(
  'OperatorAction',
  object(
    { at: instant, actor: text(), action: text() },
    {
      via: about(text(), 'The program through which a person acted.'),
      reason: about(
        reason,
        'Absent where none is asked for; `null` where it was erased, or values of the case are kept back.',
      ),
      process: text(),
      instance: about(text(), 'The case it was done to.'),
      number: about(text(), 'Case number.'),
      seq: about(whole({ minimum: 1 }), 'The row of the trail that tells of it.'),
      subject: about(text(), 'Id of the key, the session or the link it was done to.'),
      detail: about(
        values,
        'What it was about: `name`, `roles` and `person` of a key, `person` of a session, `versions` of a process, `role` of a link, `links` that were ended.',
      ),
    },
  ),
)

/** The log of what operators did. */
export const operatorLogOperations = operationsOf({
  'GET /api/operator-actions': {
    id: 'listOperatorActions',
    tag: 'Operating',
    summary: 'List what operators did',
    description:
      'Acts on cases outside their procedures, and on what holds for all: switches, versions, keys, sessions, links. The latest first: who, what, when and why.',
    mayAsk:
      'Whoever may read the log, by `access.yaml`; admins without it. Acts on cases they see, and on processes they see all cases of; the others for whoever sees all cases.',
    query: {
      actor: text(),
      action: about(word(...operatorActions, ...furtherLoggedActions), 'What was done.'),
      instance: about(text(), 'Id of a case.'),
      number: about(text(), 'Case number.'),
      process: text(),
      from: about(instant, 'From this moment on.'),
      to: about(instant, 'Before this moment.'),
      ...pageQuery,
      before: beforeQuery,
      count: countQuery,
    },
    answers: {
      200: {
        description: 'A page of them.',
        schema: object({ items: list(operatorAction) }, { next, prev, count }),
      },
    },
    problems: ['forbidden'],
  },
})
