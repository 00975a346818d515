import { instant, localText, reason, values } from './common-schemas.js'
import { instanceMembers } from './instance-schemas.js'
import { operationsOf } from './operation.js'
import {
  about,
  anything,
  byName,
  component,
  flag,
  list,
  object,
  onlyTrue,
  text,
  whole,
  word,
} from './schema.js'

/** What operators may do; a test holds it to what the engine does. The contract loads nothing of the engine. */
export const operatorActions = [
  'suspend',
  'resume',
  'recompute',
  'cancel',
  'move',
  'edit-data',
  'reassign',
  'set-deadline',
  'withdraw-deadline',
  'reopen',
  'apply-profile',
  'merge',
  'link',
  'retry',
  'skip',
  'send-back',
] as const

const version = object({ version: text() }, { profile: text() })

const movedClock = object(
  { clock: text(), kind: word('deadline', 'after', 'remind', 'notice') },
  { before: instant, after: instant },
)

const profileChange = component(
  'ProfileChange',
  object({
    dryRun: flag,
    from: version,
    to: version,
    parameters: about(values, 'Figures that differ, by name.'),
    moved: list(movedClock),
  }),
)

const stay = { state: text({ minLength: 0 }), visit: whole({ minimum: 1 }) }
const caseStatus = word('active', 'suspended', 'ended')
const effectTimer = object({ id: text(), kind: text(), ...stay, key: text({ minLength: 0 }), dueAt: instant })

const actionEffect = component(
  'ActionEffect',
  object(
    {
      left: about(list(object(stay)), 'Visits that end, in this order.'),
      entered: about(list(object(stay)), 'Visits that begin, in this order.'),
      tasksOpened: list(object({ task: text(), ...stay, roles: list(text()) })),
      tasksClosed: list(object({ task: text(), ...stay })),
      tasksHanded: about(
        list(object({ task: text(), ...stay }, { to: text() })),
        'Tasks somebody gets; without `to` they wait for somebody.',
      ),
      clocks: about(
        list(movedClock),
        'Clocks that are due at another time; one that runs on one side only is absent on the other.',
      ),
      timersArmed: list(effectTimer),
      timersWithdrawn: about(list(effectTimer), 'Those that fired on the way are among them.'),
      effects: about(
        list(
          object(
            { id: text(), kind: word('notify', 'call', 'invoke'), state: text({ minLength: 0 }) },
            {
              to: list(text()),
              channel: text(),
              template: text(),
              templateTitle: about(localText, 'What the message is called.'),
              service: text(),
            },
          ),
        ),
        'What is asked for outside.',
      ),
      data: about(byName(object({}, { before: anything, after: anything })), 'Old and new by field or path.'),
      messages: about(
        list(
          object(
            { id: text(), to: text(), kind: text() },
            {
              event: text(),
              process: text(),
              processTitle: about(localText, 'What the process is called.'),
            },
          ),
        ),
        'What other cases are told.',
      ),
    },
    { status: object({ before: caseStatus, after: caseStatus }), outcome: text() },
  ),
)

/** A case that an action was done to, with what it did to it, or would do. */
const actedInstance = object(instanceMembers.needed, {
  ...instanceMembers.further,
  profileChange,
  effect: about(actionEffect, 'Absent where the same request had taken effect before.'),
  dryRun: about(onlyTrue, 'Nothing was changed: the case is told as it would be.'),
})

/** What operators do to a case. */
export const actionOperations = operationsOf({
  'POST /api/instances/{id}/actions': {
    id: 'actOnInstance',
    tag: 'Operating',
    summary: 'Act on a case',
    description:
      'Does something to a case that its procedure does not provide for. With `dryRun` everything happens and is taken back: the answer tells what it would do.',
    mayAsk: 'Whoever may do that action, by `access.yaml`; admins without it.',
    body: object(
      { action: word(...operatorActions), reason },
      {
        dryRun: about(flag, '`true` changes nothing.'),
        to: about(
          text(),
          'With `move` and `reopen`: the path of a state. With `reassign`: the id of a person; without it the task is freed.',
        ),
        withoutEntryActions: about(
          flag,
          'With `move` and `reopen`: the `entry` actions of the states it enters itself are left out.',
        ),
        changes: about(values, 'With `edit-data`: values by field or dotted path; `null` takes one away.'),
        task: about(text(), 'With `reassign`: the task.'),
        clock: about(
          text(),
          'With `set-deadline` and `withdraw-deadline`: the clock, or a timer that comes at its due point.',
        ),
        dueAt: about(instant, 'With `set-deadline`: when it is due.'),
        incident: about(text(), 'With `retry`, `skip` and `send-back`: an open incident of the case.'),
        value: about(values, 'With `skip`: what stands for the answer of a service.'),
        profile: about(text(), 'With `apply-profile`: its newest version; that of the case unless given.'),
        into: about(text(), 'With `merge`: the case that goes on for both.'),
        confirmDifferent: about(
          flag,
          'With `merge`: they are the same although `duplicates` tells them apart.',
        ),
        other: about(text(), 'With `link`: the other case.'),
      },
    ),
    once: true,
    ifMatch: 'taken',
    answers: {
      200: {
        description: 'The case as it stands now, or would stand.',
        schema: actedInstance,
        headers: ['ETag', 'Idempotency-Replayed'],
      },
    },
    problems: [
      'forbidden',
      'cannot-merge',
      'cannot-move',
      'cannot-send-back',
      'due-point-invalid',
      'due-point-not-set',
      'incident-settled',
      'instance-suspended',
      'instance-not-suspended',
      'instance-ended',
      'instance-not-ended',
      'instance-replayed',
      'profile-does-not-fit',
      'parameter-unset',
      'invariant-broken',
      'requirement-not-met',
      'guard-not-met',
      'event-not-accepted',
      'field-missing',
      'revision-conflict',
      'task-not-taken',
      'too-many-cases',
      'too-many-levels',
      'unknown-attachment',
      'unknown-clock',
      'unknown-incident',
      'unknown-person',
      'unknown-state',
      'unknown-task',
      'voucher-open',
      'voucher-not-open',
      'voucher-number-used',
      'unit-not-exchangeable',
      'shares-not-whole',
      'unknown-profile',
      'unknown-process',
      'unknown-instance',
      'expression-failed',
      'payload-invalid',
    ],
  },
})
