import { beforeQuery, day, instant, localText, next, pageQuery, prev } from './common-schemas.js'
import { instanceFilterQuery, instanceRow } from './instances.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, text, whole, word } from './schema.js'

const amount = whole({ minimum: 0 })
const length = about(whole({ minimum: 0 }), 'Milliseconds.')

const spread = component(
  'Spread',
  object({
    middle: about(length, 'Half of all took no longer.'),
    nineInTen: about(length, 'Nine in ten took no longer.'),
  }),
)

const counts = { begun: amount, ended: amount, breached: amount }

const caseDue = component(
  'CaseDue',
  object({
    case: instanceRow,
    deadline: object(
      { id: text(), state: text(), dueAt: instant },
      { title: localText, stateTitle: localText },
    ),
    turns: about(
      list(object({ state: text(), roles: list(text()) }, { stateTitle: localText, assignee: text() })),
      'Whose turn it is: the open tasks.',
    ),
  }),
)

const figures = component(
  'Figures',
  object({
    from: day,
    to: day,
    per: word('day', 'week'),
    zone: text(),
    since: instant,
    until: instant,
    total: object({ ...counts, breachedCases: amount }),
    spans: list(object({ day, since: instant, until: instant, ...counts })),
    processes: list(object({ process: text(), ...counts }, { title: localText })),
    outcomes: list(object({ process: text(), count: amount }, { outcome: text(), title: localText })),
    breaches: list(
      object(
        {
          process: text(),
          deadline: text(),
          state: text({ minLength: 0 }),
          count: amount,
          cases: amount,
          late: spread,
        },
        { title: localText, stateTitle: localText },
      ),
    ),
    visits: list(
      object(
        {
          process: text(),
          state: text(),
          count: amount,
          cases: amount,
          again: amount,
          againCases: amount,
          spent: spread,
        },
        { title: localText },
      ),
    ),
  }),
)

/** What is promised and kept. */
export const figureOperations = operationsOf({
  'GET /api/deadlines': {
    id: 'listDeadlines',
    tag: 'Cases',
    summary: 'List cases by what is due first',
    description:
      'Cases with a deadline that runs, each with the one that is due first and whose turn it is. They are those of the list of cases with the same filter.',
    mayAsk: 'Staff and admins.',
    query: { ...instanceFilterQuery, ...pageQuery, before: beforeQuery },
    answers: {
      200: { description: 'A page of them.', schema: object({ items: list(caseDue) }, { next, prev }) },
    },
    problems: ['forbidden', 'unknown-process'],
  },
  'GET /api/figures': {
    id: 'readFigures',
    tag: 'Cases',
    summary: 'Read figures of a period',
    description:
      'Over the cases that are open to the key and that the filter lets through: begun and ended, deadlines broken and how late, how long states lasted. Each number of cases is that of the list with the same filter and the period.',
    mayAsk: 'Staff and admins.',
    query: {
      ...instanceFilterQuery,
      from: about(day, 'First day, included. Thirty days up to the last unless given.'),
      to: about(day, 'Last day, included. Today unless given; at most 400 days behind the first.'),
      per: about(word('day', 'week'), '`day` unless given. Weeks begin on Mondays.'),
      zone: about(text(), 'Where the days are days: that of most calendars unless given.'),
    },
    answers: { 200: { description: 'The figures, all of one moment.', schema: figures } },
    problems: ['forbidden', 'unknown-process'],
  },
})
