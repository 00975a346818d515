import { v7 as uniqueId } from 'uuid'
import type { Actor } from '../../core/command.js'
import type { Refusal } from '../../errors/index.js'
import type { SavedViewRow } from '../../store/kept-rows.js'
import type { Store, StoreTransaction } from '../../store/port.js'
import type { Clock } from '../ports.js'
import { withoutKey } from '../without-key.js'
import { tooManyViews, unknownView, viewNameTaken } from './kept-refusals.js'

/** Views one person keeps. */
export const mostViews = 50

/** A view as one of those who see it has it. */
export interface SavedView extends SavedViewRow {
  /** Whether their list begins with it. */
  readonly isFirst: boolean
}

/** What a view is to be; `role` shares it with those who hold the role. */
export type NewView = Pick<SavedViewRow, 'name' | 'address' | 'role'>

/** What is to be other; what is absent stays. `role: null` ends the sharing. */
export interface ViewChange {
  readonly name?: string
  readonly address?: SavedViewRow['address']
  readonly role?: string | null
  readonly isFirst?: boolean
}

export type ViewAnswer =
  | { readonly view: SavedView; readonly refused?: undefined }
  | { readonly refused: Refusal; readonly view?: undefined }

/** Who asks; `mayShare` where they may share views and change those others have shared. Who may is for the host to say. */
export type ViewReader = Pick<Actor, 'id' | 'roles'> & { readonly mayShare?: boolean }

/** Views of the list of cases that people have saved. */
export interface SavedViews {
  /** A person's own and those shared with one of their roles, by name. */
  list(reader: ViewReader): Promise<readonly SavedView[]>
  /** Refused with `view-name-taken` and `too-many-views`. */
  add(reader: ViewReader, view: NewView): Promise<ViewAnswer>
  /** Everybody may have their list begin with a view they see; the rest is its owner's. */
  change(reader: ViewReader, id: string, change: ViewChange): Promise<ViewAnswer>
  /** Resolves with why not, where it is refused. */
  remove(reader: ViewReader, id: string): Promise<Refusal | undefined>
}

/** Views over a store. */
export function createSavedViews(store: Store, clock: Clock): SavedViews {
  const write = <T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T> =>
    store.transaction(work, { name: 'view' })
  return {
    async list(reader) {
      const [views, first] = await Promise.all([
        store.read.savedViews(reader.id, reader.roles),
        store.read.firstView(reader.id),
      ])
      return views.map((view) => ({ ...view, isFirst: view.id === first }))
    },
    add: (reader, wish) =>
      write(async (tx) => {
        await tx.holdKept(reader.id)
        const own = await tx.savedViews(reader.id, [])
        if (own.length >= mostViews) return { refused: tooManyViews(mostViews) }
        if (own.some(({ name }) => name === wish.name)) return { refused: viewNameTaken(wish.name) }
        const at = clock.now()
        const view = { ...wish, id: uniqueId(), owner: reader.id, createdAt: at, updatedAt: at }
        await tx.saveView(view)
        return { view: { ...view, isFirst: false } }
      }),
    change: (reader, id, change) => write((tx) => changed(tx, reader, { id, change, at: clock.now() })),
    remove: (reader, id) =>
      write(async (tx) => {
        const view = await seenView(tx, reader, id)
        if (!view || !isTheirs(view, reader)) return unknownView(id)
        await tx.removeView(id)
        return undefined
      }),
  }
}

async function changed(
  tx: StoreTransaction,
  reader: ViewReader,
  { id, change, at }: { readonly id: string; readonly change: ViewChange; readonly at: number },
): Promise<ViewAnswer> {
  const found = await seenView(tx, reader, id)
  if (found) await tx.holdKept(found.owner)
  // Read again now that nobody else changes it: what is written back is the whole of it.
  const view = found && (await seenView(tx, reader, id))
  const { isFirst, role, ...rest } = change
  const isMore = role !== undefined || Object.keys(rest).length > 0
  if (!view || (isMore && !isTheirs(view, reader))) return { refused: unknownView(id) }
  const others = (await tx.savedViews(view.owner, [])).filter((one) => one.id !== id)
  if (others.some(({ name }) => name === rest.name)) return { refused: viewNameTaken(rest.name ?? '') }
  const shared = role === undefined ? view : { ...withoutKey(view, 'role'), ...(role !== null && { role }) }
  const after: SavedViewRow = isMore ? { ...shared, ...rest, updatedAt: at } : view
  if (isMore) await tx.saveView(after)
  const first = await tx.firstView(reader.id)
  if (isFirst !== undefined && isFirst !== (first === id))
    await tx.chooseFirstView(reader.id, isFirst ? id : undefined)
  return { view: { ...after, isFirst: isFirst ?? first === id } }
}

/** A view that is open to somebody: their own, or one shared with a role of theirs, or with anybody where they share. */
async function seenView(
  tx: StoreTransaction,
  reader: ViewReader,
  id: string,
): Promise<SavedViewRow | undefined> {
  const view = await tx.savedView(id)
  const isShared = view?.role !== undefined && (reader.mayShare === true || reader.roles.includes(view.role))
  return view && (view.owner === reader.id || isShared) ? view : undefined
}

/** Whether somebody may change or remove a view they see. */
function isTheirs(view: SavedViewRow, { id, mayShare = false }: ViewReader): boolean {
  return view.owner === id || (view.role !== undefined && mayShare)
}
