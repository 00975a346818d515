import type { Load } from '../command.js'
import type { TaskRecord } from '../record.js'

/** What a person has in hand among some open tasks. */
export function loadOf(person: string, tasks: readonly TaskRecord[]): Load {
  const own = tasks.filter(({ assignee }) => assignee === person)
  return { tasks: own.length, away: own.some(({ away }) => away === true) }
}
