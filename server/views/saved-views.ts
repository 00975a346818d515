import type { Actor, Engine, SavedView } from '../../engine/index.js'
import type { Reading } from '../access/reading.js'
import { time } from './views.js'

/** A saved view as its reader may see it. */
export async function savedViewView(
  surface: { readonly engine: Engine; readonly reading: Reading },
  reader: { readonly actor: Actor; readonly mayShare: boolean },
  view: SavedView,
): Promise<object> {
  const { id, name, address, role, owner, isFirst, updatedAt } = view
  const mine = owner === reader.actor.id
  return {
    ...{ id, name, address, mine },
    changeable: mine || (role !== undefined && reader.mayShare),
    first: isFirst,
    updatedAt: time(updatedAt),
    gone: await goneParts(surface, reader.actor, address),
    ...(!mine && { owner }),
    ...(role !== undefined && { role }),
  }
}

/** What a view names that is not there any more, or not open to its reader: both are told alike. */
async function goneParts(
  { engine, reading }: { readonly engine: Engine; readonly reading: Reading },
  actor: Actor,
  address: SavedView['address'],
): Promise<readonly object[]> {
  const { process, state, role, assignee } = address
  const current = engine.processes().filter(({ id }) => id === process)
  const isOpen = process === undefined || (current.length > 0 && (await reading.process(actor, process)))
  // The people of the house and its roles are told to nobody outside, neither that they are there nor that they are not.
  const isInside = (await reading.listed(actor))?.length !== 0
  const isThere: { readonly [parameter: string]: boolean } = {
    process: isOpen,
    // Of a procedure that is not open its states are not told either.
    state:
      state === undefined ||
      process === undefined ||
      !isOpen ||
      current.some(({ states }) => states.has(state)),
    role: role === undefined || !isInside || engine.titlesOfRoles().some(({ id }) => id === role),
    assignee: assignee === undefined || !isInside || (await engine.person(assignee)) !== undefined,
  }
  return Object.entries(isThere)
    .filter(([, there]) => !there)
    .map(([parameter]) => ({ parameter, value: address[parameter] ?? '' }))
}
