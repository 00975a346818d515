import type { CheckedAssignment, CheckedState, CheckedTask } from '../../definition/checked-process.js'
import type { JsonObject } from '../../errors/index.js'
import type { Candidate, Rotation } from '../command.js'
import type { Draft } from '../draft.js'
import { factGiven } from '../fact-needed.js'
import type { AssignmentRecord, TaskRecord } from '../record.js'
import type { StepValues } from '../step-values.js'
import { takeTurn } from './take-turn.js'
import {
  byOrder,
  excludedBySending,
  isAbsent,
  peopleInOrder,
  taskCandidates,
  type Because,
  type TaskCandidates,
} from './task-candidates.js'

/** What the search for a person came to. */
interface Found {
  readonly person?: string
  readonly skipped: NonNullable<AssignmentRecord['skipped']>
  /** Why there is nobody. */
  readonly why?: 'nobody-suits' | 'nobody-named' | 'unknown-person' | 'without-role'
  /** What the trail tells besides. */
  readonly told?: JsonObject
}

interface Opened {
  readonly record: TaskRecord
  readonly task: CheckedTask
  readonly state: string
}

/**
 * Gives the task of a visit that has just begun to its person, where the process says how. Gives the events that are
 * raised because nobody was found.
 */
export function assignTask(
  draft: Draft,
  values: StepValues,
  { path, task }: CheckedState,
): readonly string[] {
  const record = draft.tasks.find(({ state }) => state === path)
  if (!task?.assign || !record) return []
  const opened = { record, task, state: path }
  const found = findPerson(draft, values, opened, task.assign)
  if (found.person !== undefined) {
    hand(draft, opened, { ...found, person: found.person }, task.assign)
    return []
  }
  noteNobody(draft, opened, found)
  const { onNobody } = task.assign
  if (onNobody === undefined) return []
  draft.note('event-raised', { event: onNobody, state: path })
  return [onNobody]
}

function findPerson(draft: Draft, values: StepValues, opened: Opened, assign: CheckedAssignment): Found {
  if (assign.rule === 'named') return findNamed(draft, opened, values.valueOf(assign.person, opened.state))
  const candidates = taskCandidates(draft, values, { ...opened, assign })
  return assign.rule === 'in-turn' ? findInTurn(draft, candidates, assign) : findByLoad(candidates)
}

/** The person the data names. What else it has in hand does not matter: somebody has decided. */
function findNamed(draft: Draft, { task }: Opened, named: unknown): Found {
  if (typeof named !== 'string' || named === '') return { skipped: [], why: 'nobody-named' }
  const person = peopleInOrder(draft).find(({ id }) => id === named)
  const told = { named }
  if (!person) return { skipped: [], why: 'unknown-person', told }
  if (!person.roles.some((role) => task.roles.includes(role)))
    return { skipped: [], why: 'without-role', told }
  const because = isAbsent(person, draft.at)
    ? 'absent'
    : excludedBySending(draft, task, named)
      ? 'four-eyes'
      : undefined
  if (because) return { skipped: [{ person: named, because }], why: 'nobody-suits', told }
  return { person: named, skipped: [] }
}

function findByLoad({ people, because, tasksOf }: TaskCandidates): Found {
  const reasons = people.map((one) => [one, because(one)] as const)
  const free = reasons.filter(([, reason]) => reason === undefined).map(([one]) => one)
  // The sort keeps the basic order between equals.
  const [first] = [...free].sort((one, other) => tasksOf(one) - tasksOf(other))
  const skipped = reasons.flatMap(([{ id }, reason]) => (reason ? [{ person: id, because: reason }] : []))
  return first ? { person: first.id, skipped } : { skipped, why: 'nobody-suits' }
}

function findInTurn(
  draft: Draft,
  { people, because }: TaskCandidates,
  { rotation: key, makeUp }: Extract<CheckedAssignment, { rule: 'in-turn' }>,
): Found {
  const before = rotationOf(draft, key)
  const reasons = new Map<string, Because | undefined>(people.map((one) => [one.id, because(one)]))
  const { person, passedOver, after } = takeTurn({
    order: people.map(({ id }) => id),
    next: placeBehind(draft, people, before),
    rotation: before,
    suits: (id) => reasons.get(id) === undefined,
    makeUp,
  })
  const skipped = passedOver.flatMap((id) => {
    const reason = reasons.get(id)
    return reason ? [{ person: id, because: reason }] : []
  })
  const told = { rotation: { key, before: pointer(before), after: pointer(after) } }
  if (person === undefined || !after) return { skipped, why: 'nobody-suits', told }
  draft.shared.rotations[key] = after
  return { person, skipped, told }
}

/** A pointer as this step found it, or as an earlier task of the step left it. */
function rotationOf(draft: Draft, key: string): Rotation | null {
  const { rotations } = draft.shared
  if (Object.hasOwn(rotations, key)) return rotations[key] ?? null
  const given = draft.facts.rotations
  return factGiven(given && Object.hasOwn(given, key) ? given[key] : undefined, { kind: 'rotation', key })
}

/** Where the order goes on. Whoever had the last turn may have left the rotation, but not the house. */
function placeBehind(draft: Draft, people: readonly Candidate[], rotation: Rotation | null): number {
  if (!rotation) return 0
  const last = peopleInOrder(draft).find(({ id }) => id === rotation.last)
  if (!last) return 0
  const behind = people.findIndex((one) => byOrder(one, last) > 0)
  return behind < 0 ? 0 : behind
}

function pointer(rotation: Rotation | null): JsonObject | null {
  return rotation && { last: rotation.last, owed: [...rotation.owed] }
}

function hand(
  draft: Draft,
  { record, state }: Opened,
  { person, skipped, told = {} }: Found & { readonly person: string },
  assign: CheckedAssignment,
): void {
  const assignment: AssignmentRecord = {
    how: assign.rule,
    ...(assign.rule === 'in-turn' ? { rotation: assign.rotation } : {}),
    ...(skipped.length === 0 ? {} : { skipped }),
  }
  const given: TaskRecord = {
    ...record,
    assignee: person,
    assignedAt: draft.at,
    assignment,
  }
  draft.tasks = draft.tasks.map((one) => (one.id === record.id ? given : one))
  const { id, visit } = record
  draft.note('task-assigned', {
    task: id,
    state,
    visit,
    person,
    how: assign.rule,
    ...skippedBody(skipped),
    ...told,
  })
}

function noteNobody(
  draft: Draft,
  { record, state }: Opened,
  { skipped, why = 'nobody-suits', told }: Found,
): void {
  const { id, visit } = record
  draft.note('task-unassigned', { task: id, state, visit, why, ...skippedBody(skipped), ...told })
}

function skippedBody(skipped: Found['skipped']): JsonObject {
  return skipped.length === 0 ? {} : { skipped: skipped.map((one) => ({ ...one })) }
}
