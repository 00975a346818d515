import { instant, localText, values } from './common-schemas.js'
import { about, component, flag, list, object, onlyTrue, text, whole, word } from './schema.js'

const assignment = component(
  'Assignment',
  object(
    { how: word('in-turn', 'by-load', 'named', 'claimed', 'given') },
    {
      by: text(),
      reason: text({ minLength: 0 }),
      unlisted: onlyTrue,
      rotation: text(),
      skipped: list(object({ person: text(), because: word('absent', 'away', 'skill', 'four-eyes') })),
    },
  ),
)

/** How a task is told inside its case and in lists: who has it. */
export const holding = {
  assignee: about(text(), 'Who has it; absent while nobody has.'),
  assignedAt: instant,
  away: about(onlyTrue, 'Whoever has it is out of the house.'),
  assignment,
}

const activeState = component(
  'ActiveState',
  object({ path: text(), since: instant }, { title: localText, visit: whole({ minimum: 1 }) }),
)

const caseTask = object(
  { id: text(), state: text(), visit: whole({ minimum: 1 }), openedAt: instant },
  { roles: list(text()), ...holding },
)

const by = list(text())

const caseDeadline = component(
  'Deadline',
  object(
    {
      id: text(),
      state: text(),
      visit: whole({ minimum: 1 }),
      status: word('running', 'warned', 'breached'),
      dueAt: about(instant, 'While it is paused: what would be due if it went on at `paused.from`.'),
      provisional: about(flag, 'It runs into a year whose holidays are not published.'),
    },
    {
      startedAt: instant,
      warnAt: instant,
      byHand: about(object({ at: instant, by: text() }), 'Its due point was set by an operator.'),
      paused: about({ anyOf: [object({ from: instant, by }), onlyTrue] }, '`true` for people of a party.'),
      pauses: list(object({ from: instant, to: instant, by })),
      breaches: list(
        object({ at: instant, dueAt: instant }, { calendar: object({ id: text(), hash: text() }) }),
      ),
      calendar: text(),
    },
  ),
)

const caseTimer = object({
  id: text(),
  kind: text(),
  state: text(),
  visit: whole({ minimum: 1 }),
  key: text({ minLength: 0 }),
  dueAt: instant,
  provisional: flag,
})

/** A case that is probably the same matter. */
export const similarCase = component(
  'SimilarCase',
  object(
    { id: text(), process: text(), createdAt: instant, status: word('active', 'ended') },
    { number: text(), outcome: text() },
  ),
)

const origin = object(
  { kind: word('child', 'started', 'converted'), instance: text(), process: text() },
  { number: text() },
)

/** Members of a case beside those everybody sees: for those who see it whole, and some for people of its parties. */
const seenFurther = {
  number: text(),
  outcome: text(),
  version: text(),
  versionHash: text(),
  profile: text(),
  replayed: onlyTrue,
  origin,
  continuedIn: about(text(), 'The case that goes on for this one.'),
  continuation: about({ const: 'refused' }, 'The case that was to go on could not begin.'),
  suspended: about(object({ at: instant }, { by: text(), reason: text() }), 'It stands still.'),
  createdBy: text(),
  data: values,
  masked: about(list(text()), 'Paths in `data` whose values are kept from whoever asks; they hold `null`.'),
  priority: { type: 'number' },
  tasks: list(caseTask),
  deadlines: list(caseDeadline),
  timers: list(caseTimer),
  similar: about(list(similarCase), 'With the answer to a creation: probably the same matter told twice.'),
  incidents: about(whole({ minimum: 1 }), 'How many incidents of it are open.'),
}

/** Members of a case, those everybody sees and those some do; answers that say more of it add to them. */
export const instanceMembers = {
  needed: {
    id: text(),
    process: text(),
    title: localText,
    status: word('active', 'ended'),
    revision: about(whole({ minimum: 1 }), 'Grows by one with every change; the `ETag`.'),
    createdAt: instant,
    updatedAt: instant,
    states: list(activeState),
  },
  further: seenFurther,
}

/** A case, as far as it is open to whoever asks. */
export const instance = component('Instance', object(instanceMembers.needed, instanceMembers.further))

/** The answer to whatever changes a case: the case as it stands then. */
export const changedInstance = {
  200: {
    description: 'The case as it stands now.',
    schema: instance,
    headers: ['ETag', 'Idempotency-Replayed'],
  },
} as const
