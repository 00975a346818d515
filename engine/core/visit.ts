import type { CheckedState, CheckedTask } from '../definition/checked-process.js'
import { awaitCases, leaveCases } from './cases/invoked-cases.js'
import type { Draft } from './draft.js'
import { attemptsOf, requestEffect } from './request-effect.js'
import type { StepValues } from './step-values.js'

/** Begins a visit: its number and its task. The root's visit is the case itself; clocks follow at the end of the step. */
export function enterState(draft: Draft, state: CheckedState): void {
  const { path } = state
  if (path !== '') {
    const visit = (draft.visits[path] ?? 0) + 1
    draft.visits = { ...draft.visits, [path]: visit }
    const { occurredAt } = draft
    const beganAt = occurredAt !== undefined && occurredAt < draft.at ? { beganAt: occurredAt } : {}
    draft.active.set(path, { path, visit, since: draft.at, ...beganAt })
    draft.note('state-entered', { state: path, visit })
    draft.covered.add(`state:${path}`)
  }
  if (state.task) openTask(draft, path, state.task)
  if (state.kind === 'final' && isComplete(draft, draft.process.root)) draft.ended = true
}

/** Begins the work of a visit whose result is awaited, after the entry actions: a service or other cases. */
export function beginOutsideWork(draft: Draft, values: StepValues, state: CheckedState): void {
  if (!state.invoke) return
  const { service, input } = state.invoke
  if (service === undefined) {
    awaitCases(draft, values, state)
    return
  }
  const id = requestEffect(draft, state.path, {
    kind: 'invoke',
    service,
    input: values.resolveAll(input, state.path),
    ...attemptsOf(state.invoke),
  })
  draft.invocations = [...draft.invocations, { id, state: state.path, visit: draft.visitOf(state.path) }]
}

/** Ends a visit. When the case ends, its last states stay where they are: `closeVisits` closes what is open. */
export function leaveState(draft: Draft, state: CheckedState): void {
  if (draft.ended) return
  const visit = draft.visitOf(state.path)
  closeVisit(draft, state.path)
  // Where several parts have to be over, the whole is over with the last of them, whichever is reported last.
  if (state.kind === 'final' && draft.occurredAt !== undefined)
    draft.occurredAt = Math.max(draft.occurredAt, draft.beganOf(state.path))
  draft.active.delete(state.path)
  draft.note('state-left', { state: state.path, visit })
}

/** Closes tasks and outside work of everything that is still open when the case ends. */
export function closeVisits(draft: Draft): void {
  for (const path of [...draft.active.keys(), '']) closeVisit(draft, path)
}

function openTask(draft: Draft, state: string, { roles, away }: CheckedTask): void {
  const id = draft.nextTaskId()
  const visit = draft.visitOf(state)
  const out = away ? ({ away } as const) : {}
  draft.tasks = [...draft.tasks, { id, state, visit, roles, openedAt: draft.at, ...out }]
  draft.note('task-opened', { task: id, state, visit, roles: [...roles] })
}

function closeVisit(draft: Draft, path: string): void {
  for (const task of draft.tasks)
    if (task.state === path) draft.note('task-closed', { task: task.id, state: path, visit: task.visit })
  if (draft.tasks.some((task) => task.state === path))
    draft.tasks = draft.tasks.filter((task) => task.state !== path)
  if (draft.invocations.some((work) => work.state === path)) {
    leaveCases(draft, path)
    draft.invocations = draft.invocations.filter((work) => work.state !== path)
  }
}

/** Whether a state has come to its end: a final child is active, or every region has come to its end. */
function isComplete(draft: Draft, state: CheckedState): boolean {
  if (state.kind === 'final') return draft.active.has(state.path)
  const children = state.children.flatMap((path) => draft.process.states.get(path) ?? [])
  if (state.kind === 'parallel')
    return children.every((child) => child.kind === 'history' || isComplete(draft, child))
  return children.some((child) => child.kind === 'final' && draft.active.has(child.path))
}

/** Outcome of the first final state at the top, or at the top of a region, that names one. */
export function outcomeOf(draft: Draft): string | undefined {
  for (const state of draft.process.states.values())
    if (state.kind === 'final' && draft.active.has(state.path) && state.outcome !== undefined)
      return state.outcome
  return undefined
}
