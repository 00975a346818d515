import type { CheckedHandler, CheckedProcess, CheckedTask } from '../../definition/checked-process.js'
import type { RefusalReason } from '../../errors/index.js'
import { whyNotPermitted } from '../candidates.js'
import { standingOf } from '../choose-ways.js'
import type { Actor, Command } from '../command.js'
import type { Draft } from '../draft.js'
import { closeStep } from '../finish-step.js'
import { TrailBody } from '../personal.js'
import type { AssignmentRecord, TaskRecord } from '../record.js'
import { bilingual, refuse, StepRefused } from '../refusals.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { peopleInOrder } from './task-candidates.js'
import { openTask } from './open-task.js'
import { whyNotPassedOn } from './may-pass-on.js'
import { hasTask, taskTaken } from './task-taken.js'
import { taskTitle } from './task-title.js'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

/**
 * Somebody who may do a task takes it. Whoever has it already keeps it; what somebody else has is refused, unless that
 * person has left the directory.
 */
export function claimTask(draft: Draft, values: StepValues, { task: id, actor }: Of<'claim'>): Advanced {
  const { record, task } = openTask(draft, id)
  refuse(whyNotFor(draft, task, record, actor))
  if (hasTask(record, actor)) return closeStep(draft, values)
  const { assignee } = record
  if (assignee !== undefined && !hasLeft(draft, record)) refuse(taskTaken(draft.process, record))
  const unlisted = isListed(draft, actor.id) ? {} : { unlisted: true as const }
  handTo(draft, record, actor.id, { how: 'claimed', ...unlisted })
  draft.note('task-claimed', { ...bodyOf(record), ...(assignee === undefined ? {} : { from: assignee }) })
  return closeStep(draft, values)
}

/**
 * Whoever has a task gives it back; who may give it to others takes it back, and so does an operator with a reason. Then
 * it waits to be claimed.
 */
export function releaseTask(draft: Draft, values: StepValues, command: Of<'release'>): Advanced {
  const { record } = openTask(draft, command.task)
  const { assignee } = record
  if (assignee === undefined) refuse(notTaken(draft.process, record))
  refuse(whyNotPassedOn(draft, record, command))
  const { id: task, state, visit, roles, openedAt, away } = record
  const free: TaskRecord = { id: task, state, visit, roles, openedAt, ...(away ? { away } : {}) }
  replace(draft, free)
  const trail = new TrailBody({ ...bodyOf(record), person: assignee ?? '', ...marked(draft) })
  if (command.reason !== undefined) trail.body['reason'] = trail.hide(command.reason, '/reason')
  draft.note('task-released', trail.body, trail.personal)
  return closeStep(draft, values)
}

/** Gives a task to somebody who may do it: by whoever has it, by a role that may, or by an operator. The reason is kept. */
export function giveTask(draft: Draft, values: StepValues, command: Of<'assign'>): Advanced {
  const { task: id, to, reason, actor } = command
  const { record, task } = openTask(draft, id)
  refuse(whyNotPassedOn(draft, record, command))
  const person = peopleInOrder(draft).find((one) => one.id === to)
  if (!person) throw new StepRefused([unknownPerson(to)])
  refuse(whyNotFor(draft, task, record, person))
  const trail = new TrailBody({ ...bodyOf(record), person: to, how: 'given', ...marked(draft) })
  if (record.assignee !== undefined) trail.body['from'] = record.assignee
  trail.body['reason'] = trail.hide(reason, '/reason')
  handTo(draft, record, to, { how: 'given', by: actor.id, reason })
  draft.note('task-assigned', trail.body, trail.personal)
  return closeStep(draft, values)
}

/**
 * Whether whoever has a task was listed by the directory and no longer is. Where it lists nobody, nothing can be said;
 * who never was in it, such as a key under its own name, has not left it.
 */
function hasLeft(draft: Draft, { assignee, assignment }: TaskRecord): boolean {
  if (assignee === undefined || assignment?.unlisted) return false
  return peopleInOrder(draft).length > 0 && !isListed(draft, assignee)
}

function isListed(draft: Draft, id: string): boolean {
  return peopleInOrder(draft).some((one) => one.id === id)
}

/** Roles, four eyes and party hold for a task as they hold for its events. */
function whyNotFor(
  draft: Draft,
  task: CheckedTask,
  { state }: TaskRecord,
  person: Pick<Actor, 'id' | 'roles'>,
): RefusalReason | undefined {
  const handler: CheckedHandler = {
    event: '',
    state,
    title: taskTitle(draft.process, state),
    roles: task.roles,
    notBy: task.notBy,
    onlyBy: task.onlyBy,
    require: [],
    actions: [],
    branches: [],
  }
  return whyNotPermitted(standingOf(draft), handler, person)
}

/** Behind the head of an operator's action, the entry is none of its own. */
function marked({ trail }: Draft): { operator?: true } {
  return trail[0]?.type === 'operator-acted' ? { operator: true } : {}
}

function handTo(draft: Draft, record: TaskRecord, person: string, assignment: AssignmentRecord): void {
  replace(draft, { ...record, assignee: person, assignedAt: draft.at, assignment })
}

function replace(draft: Draft, task: TaskRecord): void {
  draft.tasks = draft.tasks.map((one) => (one.id === task.id ? task : one))
}

function bodyOf({ id, state, visit }: TaskRecord): { task: string; state: string; visit: number } {
  return { task: id, state, visit }
}

function notTaken(process: CheckedProcess, { state }: TaskRecord): RefusalReason {
  const title = taskTitle(process, state)
  return {
    code: 'task-not-taken',
    text: bilingual(
      `“${title['zh-CN']}”尚未由任何人领取。`,
      `Expected somebody to have '${title.en}', but nobody has. There is nothing to give back.`,
    ),
    state,
  }
}

function unknownPerson(id: string): RefusalReason {
  return {
    code: 'unknown-person',
    text: bilingual(
      '通讯录中没有该人员，或不能向其分派工作。',
      'Expected somebody work can be given to, but the directory has nobody of that id.',
    ),
    found: id,
  }
}
