import { instant, localText, values } from './common-schemas.js'
import { about, component, list, object, onlyTrue, text, whole, word } from './schema.js'

/** A message or a call that a case has asked for outside, and how far it is. */
export const effect = component(
  'Effect',
  object(
    {
      id: text(),
      instance: text(),
      process: text(),
      kind: word('notify', 'call', 'invoke'),
      lane: about(text(), 'Who delivers it: `service:<name>` or `channel:<name>`.'),
      state: text({ minLength: 0 }),
      visit: whole({ minimum: 0 }),
      requestedAt: instant,
      status: word('pending', 'delivered', 'dead', 'cancelled', 'skipped', 'replayed'),
      attempts: about(whole({ minimum: 0 }), 'Attempts that were begun.'),
    },
    {
      to: about(list(text()), 'Roles addressed.'),
      channel: text(),
      template: text(),
      templateTitle: about(localText, 'What the message is called.'),
      subject: localText,
      message: localText,
      service: text(),
      input: values,
      retry: values,
      timeout: about(whole({ minimum: 1 }), 'Of one attempt, in milliseconds.'),
      inOrder: onlyTrue,
      notBefore: instant,
      nextAttemptAt: instant,
      underWay: onlyTrue,
      attemptsBeforeRetry: whole({ minimum: 1 }),
      failure: about(object({ code: text(), message: text({ minLength: 0 }), at: instant }), 'The last one.'),
      result: values,
      settledAt: instant,
    },
  ),
)
