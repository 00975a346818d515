import type { AnswerOf, AskedOf, ItemOf } from '../../../../client/index.js'
import type { Session } from '../../api/session.js'

export type Task = ItemOf<'listTasks'>
export type TaskPage = AnswerOf<'listTasks'>

/** Views of the work list, the first one being shown unless another is asked for. */
export const taskViews = ['all', 'mine', 'free'] as const
export type TaskView = (typeof taskViews)[number]

/** What a view of the work list asks for. The most urgent come first, then what is due soonest. */
export function askedByTaskView(view: TaskView, { actor }: Session): AskedOf<'listTasks'> {
  if (actor.party !== undefined) return {}
  const sort = { sort: 'priority' } as const
  if (view === 'mine') return { ...sort, assignee: actor.id }
  return view === 'free' ? { ...sort, unassigned: 'true' } : sort
}

export const taskViewOf = (view: string | undefined): TaskView =>
  taskViews.find((one) => one === view) ?? 'all'
