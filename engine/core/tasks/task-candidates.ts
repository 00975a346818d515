import type { CheckedAssignment, CheckedTask } from '../../definition/checked-process.js'
import type { Candidate } from '../command.js'
import type { Draft } from '../draft.js'
import { factGiven, FactNeeded } from '../fact-needed.js'
import type { AssignmentRecord } from '../record.js'
import type { StepValues } from '../step-values.js'
import { loadOf } from './load-of.js'

/** Why somebody was passed over. */
export type Because = NonNullable<AssignmentRecord['skipped']>[number]['because']

/** Everybody who holds a role of a task, in the basic order, and why one of them cannot have it now. */
export interface TaskCandidates {
  readonly people: readonly Candidate[]
  readonly because: (candidate: Candidate) => Because | undefined
  /** Open tasks a candidate has in hand, those of this step included. */
  readonly tasksOf: (candidate: Candidate) => number
}

/** Everybody work can be given to, in the basic order: by place, then by id. */
export function peopleInOrder(draft: Draft): readonly Candidate[] {
  return [...factGiven(draft.facts.people, { kind: 'people' })].sort(byOrder)
}

/** Whether `one` stands before `other` in the basic order (negative), or behind it. */
export function byOrder(one: Candidate, other: Candidate): number {
  const [first, second] = [one.order ?? Infinity, other.order ?? Infinity]
  if (first !== second) return first < second ? -1 : 1
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

/** Who may be given a task by turn or by load. */
export function taskCandidates(
  draft: Draft,
  values: StepValues,
  opened: {
    readonly task: CheckedTask
    readonly state: string
    readonly assign: Exclude<CheckedAssignment, { rule: 'named' }>
  },
): TaskCandidates {
  const { task, state, assign } = opened
  const people = peopleInOrder(draft).filter((one) => one.roles.some((role) => task.roles.includes(role)))
  const wanted = assign.skill ? skillsOf(values.valueOf(assign.skill, state)) : []
  const others = othersLoads(draft, people)
  const loadIn = (id: string) => loadOf(id, draft.tasks)
  return {
    people,
    because: (one) => {
      if (isAbsent(one, draft.at)) return 'absent'
      if (others[one.id]?.away === true || loadIn(one.id).away) return 'away'
      if (!wanted.every((skill) => one.skills.includes(skill))) return 'skill'
      return excludedBySending(draft, task, one.id) ? 'four-eyes' : undefined
    },
    tasksOf: ({ id }) => (others[id]?.tasks ?? 0) + loadIn(id).tasks,
  }
}

/** Whether somebody is absent at a moment; an absence ends before its end. */
export function isAbsent({ absences }: Candidate, at: number): boolean {
  return absences.some(({ from, to }) => from <= at && at < to)
}

/** Whether what somebody sent before keeps this task from them, or what they did not send. */
export function excludedBySending(
  { senders }: Draft,
  { notBy, onlyBy }: Pick<CheckedTask, 'notBy' | 'onlyBy'>,
  person: string,
): boolean {
  const sent = (event: string): boolean =>
    Object.hasOwn(senders, event) && (senders[event]?.includes(person) ?? false)
  return notBy.some(sent) || (onlyBy.length > 0 && !onlyBy.some(sent))
}

function skillsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((skill): skill is string => typeof skill === 'string' && skill !== '')
}

function othersLoads(draft: Draft, people: readonly Candidate[]): NonNullable<Draft['facts']['loads']> {
  const loads = draft.facts.loads ?? {}
  const ids = people.map(({ id }) => id)
  if (ids.some((id) => !Object.hasOwn(loads, id)))
    throw new FactNeeded({ kind: 'loads', instance: draft.identity.id, people: ids })
  return loads
}
