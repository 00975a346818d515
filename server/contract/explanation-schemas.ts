import { instant, localText } from './common-schemas.js'
import { about, component, flag, freeObject, list, object, text, whole } from './schema.js'

const calendar = object(
  { id: text(), title: localText, zone: text(), hash: text() },
  { publishedUntil: whole(), countedWith: freeObject },
)

const words = about(freeObject, '`lines` for staff and a `customer` paragraph, in both languages.')

const trace = about(list(freeObject), 'What counted and what did not, piece by piece.')

const told = {
  number: text(),
  rule: about(
    freeObject,
    'Title, articles of law, process version and the parameters its figures come from.',
  ),
  calendar,
  startedAt: instant,
  startedBy: freeObject,
  pauses: list(freeObject),
  trace,
  history: about(freeObject, 'Moves with reason, warnings, breaches, withdrawals and escalations.'),
  words,
}

const head = { id: text(), kind: text(), key: text({ minLength: 0 }), state: freeObject, visit: whole() }

const running = component(
  'RunningClock',
  object(
    { provisional: flag },
    {
      ...head,
      ...told,
      status: text(),
      dueAt: instant,
      lowerAt: about(instant, 'Of a range.'),
      pausedSince: instant,
      movesFrom: instant,
      byHand: object({ by: text(), at: instant }, { ruled: instant }),
      upcoming: about(list(freeObject), 'Its timers, with the rule of each.'),
      text: about(localText, 'Why, for whoever sees only where the case stands.'),
    },
  ),
)

const ended = component(
  'EndedClock',
  object({ ...head, how: text() }, { ...told, endedAt: instant, dueAt: instant }),
)

/** Why everything of a case is due when it is. Instants have the offset of the calendar's zone. */
export const deadlineExplanations = object(
  { instance: text(), running: list(running) },
  { number: text(), ended: list(ended) },
)
