import {
  beforeQuery,
  count,
  countQuery,
  instant,
  language,
  localText,
  next,
  pageQuery,
  prev,
  values,
} from './common-schemas.js'
import { effect } from './effect-schemas.js'
import { deadlineExplanations } from './explanation-schemas.js'
import { instance } from './instance-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, onlyTrue, text, whole, word } from './schema.js'

/** A row of a list of cases. */
export const instanceRow = component(
  'InstanceRow',
  object(
    {
      id: text(),
      process: text(),
      status: word('active', 'ended'),
      states: about(list(text()), 'Paths of the active states.'),
      revision: whole({ minimum: 1 }),
      createdAt: instant,
      updatedAt: instant,
    },
    {
      version: text(),
      title: about(localText, 'Of the process.'),
      stateTitles: about(list(localText), 'Names of `states`, one for each.'),
      profile: text(),
      number: text(),
      outcome: text(),
      suspended: onlyTrue,
      nextDueAt: instant,
      provisional: about(onlyTrue, '`nextDueAt` runs into a year whose holidays are not published.'),
      priority: { type: 'number' },
    },
  ),
)

/** What narrows lists of cases; counts and exports take the same. */
export const instanceFilterQuery = {
  process: about(text(), 'Id of a process, or several with commas between them.'),
  version: about(text(), 'Hash of the version the cases run on.'),
  state: about(text(), 'Path of an active state, or several with commas between them.'),
  status: word('active', 'ended'),
  outcome: text(),
  createdFrom: about(instant, 'Begun then or later.'),
  createdTo: about(instant, 'Begun before.'),
  updatedFrom: about(instant, 'Last changed then or later.'),
  updatedTo: about(instant, 'Last changed before.'),
  overdue: about(word('true', 'false'), '`true`: something is overdue.'),
  dueBefore: about(instant, 'Something is due before then.'),
  dueFrom: about(instant, 'What is due first is due then or later.'),
  endedFrom: about(instant, 'Ended then or later.'),
  endedTo: about(instant, 'Ended before.'),
  breachedFrom: about(instant, 'A deadline was broken then or later.'),
  breachedTo: about(instant, 'A deadline was broken before.'),
  breachedDeadline: about(text(), 'Id of the deadline that was broken: `<path of its state>#<name>`.'),
  leftState: about(text(), 'Path of a state that was left.'),
  leftFrom: about(instant, 'A state was left then or later.'),
  leftTo: about(instant, 'A state was left before.'),
  leftAgain: about(word('true'), '`true`: the state was left more than once.'),
  suspended: word('true', 'false'),
  incident: about(word('true', 'false'), '`true`: an incident is open.'),
  role: about(text(), 'Cases with an open task of it.'),
  assignee: about(text(), 'Cases with an open task this person has.'),
  unit: about(text(), 'Cases about the unit with this serial number.'),
  field: about(text(), 'A field marked `search` and its whole value: `customer.phone:13800138000`.'),
  q: about(
    text({ minLength: 0 }),
    'Number or id as a whole, or part of a searched field, of two characters or more.',
  ),
} as const

const trailRow = component(
  'TrailRow',
  object(
    { seq: whole({ minimum: 1 }), at: instant, type: text(), body: values, hash: text() },
    {
      actor: text(),
      via: text(),
      operator: about(text(), 'What an operator did outside the procedure: `suspend`, `move`, …'),
    },
  ),
)

/** What can be read of cases. */
export const instanceOperations = operationsOf({
  'GET /api/instances': {
    id: 'listInstances',
    tag: 'Cases',
    summary: 'List cases',
    description:
      'Those that are open to the key. With `sort=created` none is lost or doubled between two pages. People of a party may narrow by `process`, `state` and `status` only.',
    mayAsk: 'Staff, admins and people of a party.',
    query: {
      ...instanceFilterQuery,
      sort: about(
        word('updated', 'created', 'due', 'priority'),
        '`updated` unless given; with `q` those that were entered last come first. `priority`: the most urgent first, then the soonest due, those that have ended last.',
      ),
      ...pageQuery,
      before: beforeQuery,
      count: countQuery,
    },
    answers: {
      200: {
        description: 'A page of them.',
        schema: object({ items: list(instanceRow) }, { next, prev, count }),
      },
    },
    problems: ['forbidden', 'unknown-process'],
  },
  'GET /api/instances/count': {
    id: 'countInstances',
    tag: 'Cases',
    summary: 'Count cases',
    description: 'Exactly those the list would show with the same filter.',
    mayAsk: 'Staff, admins and people of a party.',
    query: {
      ...instanceFilterQuery,
      by: about(
        word('process', 'state', 'role', 'assignee'),
        'Of each process, in each of its states too, for each role or each person with an open task. A case counts for each of these it has.',
      ),
    },
    answers: {
      200: {
        description: 'How many there are.',
        schema: object(
          { count: whole({ minimum: 0 }) },
          {
            items: list(
              object(
                { count: whole({ minimum: 1 }) },
                { process: text(), state: text(), role: text(), assignee: text(), title: localText },
              ),
            ),
          },
        ),
      },
    },
    problems: ['forbidden', 'unknown-process'],
  },
  'GET /api/instances.csv': {
    id: 'exportInstances',
    tag: 'Cases',
    summary: 'Export cases',
    description:
      'All cases the list would show with the same filter, in the order they were entered, with the columns of the list.',
    mayAsk: 'Whoever has the permission `export`; no people of a party.',
    query: { ...instanceFilterQuery, lang: about(language, 'Language of the head; `zh-CN` unless given.') },
    answers: {
      200: {
        description: 'The lines, UTF-8 with a byte-order mark.',
        mediaType: 'text/csv',
        headers: ['Content-Disposition'],
      },
    },
    problems: ['forbidden', 'unknown-process'],
  },
  'GET /api/instances/{id}': {
    id: 'showInstance',
    tag: 'Cases',
    summary: 'Show a case',
    description: 'As far as it is open to the key: whoever began it sees where it stands.',
    mayAsk: 'Whoever sees the case.',
    answers: { 200: { description: 'The case.', schema: instance, headers: ['ETag'] } },
    problems: ['unknown-instance'],
  },
  'GET /api/instances/{id}/trail': {
    id: 'readTrail',
    tag: 'Cases',
    summary: 'Read the trail of a case',
    description: 'Its history, oldest first.',
    mayAsk: 'Whoever sees the whole case.',
    query: pageQuery,
    answers: { 200: { description: 'A page of it.', schema: object({ items: list(trailRow) }, { next }) } },
    problems: ['unknown-instance', 'forbidden'],
  },
  'GET /api/instances/{id}/deadlines': {
    id: 'explainDeadlines',
    tag: 'Cases',
    summary: 'Explain why things are due when they are',
    description:
      'Every clock with its rule, its calendar, its pauses and what counted. Whoever sees only where the case stands gets the dates of the running deadlines with a `text` each.',
    mayAsk: 'Whoever sees the case.',
    answers: { 200: { description: 'The clocks.', schema: deadlineExplanations } },
    problems: ['unknown-instance'],
  },
  'GET /api/instances/{id}/effects': {
    id: 'listEffects',
    tag: 'Cases',
    summary: 'List messages and calls of a case',
    mayAsk: 'Whoever sees the whole case.',
    answers: {
      200: {
        description: 'In the order in which they were asked for.',
        schema: object({ items: list(effect) }),
      },
    },
    problems: ['unknown-instance', 'forbidden'],
  },
})
