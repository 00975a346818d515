import type { SavedViewRow } from '../kept-rows.js'
import { integer, json, optionalText, type Row, text } from '../row.js'
import type { Session } from '../session.js'

/** Finds a view by its id. */
export async function readSavedView(session: Session, id: string): Promise<SavedViewRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.saved_views} where id = ?`, [id])
  return row && toView(row)
}

/** Views of a person and those shared with one of these roles, by name. */
export async function readSavedViews(
  session: Session,
  person: string,
  roles: readonly string[],
): Promise<readonly SavedViewRow[]> {
  const { names, dialect } = session
  const rows = await session.run(
    `select * from ${names.saved_views} where owner = ? or role in (${dialect.selectTexts}) order by name, id`,
    [person, JSON.stringify(roles)],
  )
  return rows.map(toView)
}

/** Stores a view, in place of one with the same id. */
export async function upsertView(session: Session, view: SavedViewRow): Promise<void> {
  await session.run(
    `insert into ${session.names.saved_views} (id, owner, role, name, address, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set role = excluded.role, name = excluded.name, address = excluded.address,
       updated_at = excluded.updated_at`,
    [
      view.id,
      view.owner,
      view.role ?? null,
      view.name,
      JSON.stringify(view.address),
      view.createdAt,
      view.updatedAt,
    ],
  )
}

/** Removes a view; `false` when there is none. */
export async function deleteView(session: Session, id: string): Promise<boolean> {
  const rows = await session.run(`delete from ${session.names.saved_views} where id = ? returning id`, [id])
  return rows.length === 1
}

/** Id of the view a person's list begins with. */
export async function readFirstView(session: Session, person: string): Promise<string | undefined> {
  const [row] = await session.run(`select saved_view from ${session.names.first_views} where person = ?`, [
    person,
  ])
  return row && text(row, 'saved_view')
}

/** Has a person's list begin with a view, or with none. */
export async function saveFirstView(
  session: Session,
  person: string,
  view: string | undefined,
): Promise<void> {
  const table = session.names.first_views
  if (view === undefined) await session.run(`delete from ${table} where person = ?`, [person])
  else
    await session.run(
      `insert into ${table} (person, saved_view) values (?, ?)
       on conflict (person) do update set saved_view = excluded.saved_view`,
      [person, view],
    )
}

function toView(row: Row): SavedViewRow {
  return {
    id: text(row, 'id'),
    owner: text(row, 'owner'),
    ...optionalText(row, 'role', 'role'),
    name: text(row, 'name'),
    address: json(row, 'address') as SavedViewRow['address'],
    createdAt: integer(row, 'created_at'),
    updatedAt: integer(row, 'updated_at'),
  }
}
