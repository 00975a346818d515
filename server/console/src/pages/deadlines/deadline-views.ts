import type { AskedOf } from '../../../../client/index.js'

/** What is looked at: deadlines that have passed, and those of the next 24 hours. */
export const views = ['late', 'soon'] as const
export type View = (typeof views)[number]

type Address = Readonly<Record<string, string>>

const day = 24 * 60 * 60 * 1000

export const viewOf = ({ view }: Address): View => views.find((one) => one === view) ?? 'late'

/** What the address narrows it by beside the view. */
export function narrowedBy(values: Address): Address {
  const names = ['process', 'state', 'role', 'assignee'] as const
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  )
}

/** The question of the list and of every count. `now` in milliseconds, to the minute. */
export function askedOf(view: View, values: Address, now: number): AskedOf<'listDeadlines'> {
  const at = (time: number): string => new Date(time).toISOString()
  return {
    ...narrowedBy(values),
    status: 'active',
    ...(view === 'late' ? { overdue: 'true' } : { dueFrom: at(now), dueBefore: at(now + day) }),
  }
}

/** Where the list of exactly these cases is. */
export function listOf(view: View, values: Address, now: number): string {
  const { dueFrom, dueBefore } = askedOf(view, values, now)
  const time = { ...(dueFrom !== undefined && { dueFrom }), ...(dueBefore !== undefined && { dueBefore }) }
  const asked = { view: view === 'late' ? 'late' : 'open', ...narrowedBy(values), ...time }
  return `/instances?${new URLSearchParams(asked).toString()}`
}
