import { beforeQuery, instant, localText, next, pageQuery, prev, reason, values } from './common-schemas.js'
import { changedInstance, holding } from './instance-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, onlyTrue, text, whole, word, type Schema } from './schema.js'
import { eventProblems } from './events.js'

/** A written type, which the object alone would not tell. */
const priority: Schema<number> = { type: 'number' }

const task = component(
  'Task',
  object(
    {
      id: text(),
      instance: text(),
      process: text(),
      state: text(),
      visit: whole({ minimum: 1 }),
      roles: list(text()),
      openedAt: instant,
    },
    {
      title: about(localText, 'Of the process.'),
      stateTitle: about(localText, 'Of the state.'),
      number: text(),
      dueAt: instant,
      provisional: about(onlyTrue, '`dueAt` runs into a year whose holidays are not published.'),
      priority,
      ...holding,
    },
  ),
)

const held = {
  tag: 'Tasks',
  once: true,
  ifMatch: 'refused',
  answers: changedInstance,
} as const

const holdingProblems = [
  'unknown-task',
  'forbidden',
  'instance-suspended',
  'instance-ended',
  'instance-replayed',
  'invariant-broken',
] as const

/** Work items. */
export const taskOperations = operationsOf({
  'GET /api/tasks': {
    id: 'listTasks',
    tag: 'Tasks',
    summary: 'List open tasks',
    description:
      'Open work items of the roles of the key, oldest first; an admin sees all. People of a party may narrow by `role`, `process` and `instance` only.',
    mayAsk: 'Everybody with a role.',
    query: {
      role: text(),
      process: text(),
      instance: about(text(), 'Id of a case.'),
      assignee: about(text(), 'A person who has them.'),
      unassigned: about(word('true', 'false'), '`true`: those nobody has; `false`: those somebody has.'),
      sort: about(word('priority'), 'The most urgent first, then the soonest due.'),
      ...pageQuery,
      before: beforeQuery,
    },
    answers: {
      200: { description: 'A page of them.', schema: object({ items: list(task) }, { next, prev }) },
    },
    problems: ['forbidden'],
  },
  'POST /api/tasks/{id}/complete': {
    id: 'completeTask',
    tag: 'Tasks',
    summary: 'Complete a task',
    description: 'Sends one of its events to its own region, provided that its visit is not over.',
    mayAsk: 'Whoever may do it.',
    body: object(
      { event: text() },
      {
        payload: about(values, 'The answers of its form.'),
        occurredAt: about(instant, 'When it happened, where that was earlier.'),
      },
    ),
    once: true,
    ifMatch: 'taken',
    answers: changedInstance,
    problems: ['unknown-task', ...eventProblems],
  },
  'POST /api/tasks/{id}/claim': {
    ...held,
    id: 'claimTask',
    summary: 'Claim a task',
    description:
      'Takes a task nobody has, or whose holder the directory no longer lists. Who has it sends its events from then on, and nobody else, unless the process says `claim: open`.',
    mayAsk: 'Whoever may do it.',
    body: object({}),
    problems: [...holdingProblems, 'task-taken'],
  },
  'POST /api/tasks/{id}/release': {
    ...held,
    id: 'releaseTask',
    summary: 'Give a task back',
    description: 'It waits to be claimed then. An admin who takes it back from somebody says why.',
    mayAsk: 'Whoever has it, the roles of its `mayAssign`, and admins.',
    body: object({}, { reason }),
    problems: [...holdingProblems, 'task-not-taken', 'task-taken', 'payload-invalid'],
  },
  'POST /api/tasks/{id}/assign': {
    ...held,
    id: 'assignTask',
    summary: 'Give a task to somebody',
    mayAsk: 'Whoever may give it back.',
    body: object({ to: about(text(), 'Id of a person who may do it.'), reason }),
    problems: [...holdingProblems, 'unknown-person', 'task-taken'],
  },
})
