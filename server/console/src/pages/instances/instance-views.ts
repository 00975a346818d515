import type { AskedOf } from '../../../../client/index.js'

/** What narrows the list, as it stands in the address. */
export type ListAddress = Readonly<Record<string, string>>

/** Parameters of the list, the count and the export alike. */
type Filter = Readonly<Record<string, string>>

/** Views that are one touch away, the first one being shown unless another is asked for. */
export const views = ['open', 'late', 'soon', 'incident', 'suspended', 'ended', 'all'] as const
export type View = (typeof views)[number]

const day = 24 * 60 * 60 * 1000

/** What a view asks for. `now` in milliseconds, to the minute, so that the same question is the same text. */
export function filterByView(view: View, now: number): Filter {
  switch (view) {
    case 'open':
      return { status: 'active' }
    case 'late':
      return { status: 'active', overdue: 'true' }
    case 'soon':
      return {
        status: 'active',
        dueFrom: new Date(now).toISOString(),
        dueBefore: new Date(now + day).toISOString(),
      }
    case 'incident':
      return { incident: 'true' }
    case 'suspended':
      return { status: 'active', suspended: 'true' }
    case 'ended':
      return { status: 'ended' }
    case 'all':
      return {}
  }
}

export const viewOf = ({ view }: ListAddress): View => views.find((one) => one === view) ?? 'open'

/** Everything the address says beside the view, the order and the page: what the list, the count and the export take. */
const narrowing = [
  'process',
  'version',
  'state',
  'status',
  'overdue',
  'suspended',
  'incident',
  'q',
  'field',
  'role',
  'assignee',
  'unit',
  'outcome',
  'createdFrom',
  'createdTo',
  'updatedFrom',
  'updatedTo',
  'endedFrom',
  'endedTo',
  'dueFrom',
  'dueBefore',
  'breachedFrom',
  'breachedTo',
  'breachedDeadline',
  'leftFrom',
  'leftTo',
  'leftState',
  'leftAgain',
] as const satisfies readonly (keyof AskedOf<'listInstances'>)[]

/** Which cases a list page shows: the same for its rows and its export. */
export function filterByAddress(address: ListAddress, now: number): Filter {
  const filters = narrowing.flatMap((name) => (address[name] === undefined ? [] : [[name, address[name]]]))
  return { ...filterByView(viewOf(address), now), ...(Object.fromEntries(filters) as Filter) }
}

/** The question a list page asks: which cases, in which order, which page of them. */
export function askedByAddress(address: ListAddress, now: number): AskedOf<'listInstances'> {
  const { cursor, before } = address
  const view = viewOf(address)
  // What was searched for comes by how well and how lately it fits; what is open, by its deadline.
  const byDue = ['open', 'late', 'soon'].includes(view) && address['q'] === undefined ? 'due' : undefined
  const sort = sorts.find((one) => one === address['sort']) ?? byDue
  return {
    ...filterByAddress(address, now),
    ...(sort && { sort }),
    ...(cursor !== undefined && { cursor }),
    ...(before !== undefined && { before }),
  }
}

/** Orders of the list. */
export const sorts = ['updated', 'created', 'due', 'priority'] as const

/** Whether the reader narrowed the list beyond its view. */
export const isNarrowed = (address: ListAddress): boolean =>
  narrowing.some((name) => address[name] !== undefined)

/** Every filter, emptied. */
export const noFilters: Readonly<Record<string, undefined>> = Object.fromEntries(
  narrowing.map((name) => [name, undefined]),
)

/** What views are about: of an address it goes where another view is chosen. */
const ofViews = ['view', 'status', 'overdue', 'suspended', 'incident', 'dueFrom', 'dueBefore']

/** The address with another view: filters and order stay; the page does not, nor what views are about. */
export function addressOfView(view: View, address: ListAddress): ListAddress {
  const left = [...ofViews, 'cursor', 'before']
  const kept = Object.entries(address).filter(([name]) => !left.includes(name))
  return { view, ...Object.fromEntries(kept) }
}

/** What of an address a saved view keeps: all the list knows but the page one looks at. */
export function addressToSave(address: ListAddress): ListAddress {
  const known: ReadonlySet<string> = new Set([...narrowing, 'sort', 'columns'])
  return {
    view: viewOf(address),
    ...Object.fromEntries(Object.entries(address).filter(([name]) => known.has(name))),
  }
}
