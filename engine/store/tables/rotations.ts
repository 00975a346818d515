import type { Rotation } from '../../core/command.js'
import { json, text } from '../row.js'
import { holdNames, insertRows, type Session } from '../session.js'

/** Pointer of a rotation; `undefined` where nobody had a turn yet. */
export function readRotation(session: Session, key: string): Promise<Rotation | undefined> {
  return select(session, key, '')
}

/** The same, locked where the database locks rows. */
export async function lockRotation(session: Session, key: string): Promise<Rotation | undefined> {
  await holdNames(session, [`rotation ${key}`])
  return select(session, key, session.dialect.forUpdate)
}

async function select(session: Session, key: string, lock: string): Promise<Rotation | undefined> {
  const [row] = await session.run(
    `select last_turn, owed from ${session.names.rotations} where key = ?${lock}`,
    [key],
  )
  return row && { last: text(row, 'last_turn'), owed: json(row, 'owed') as string[] }
}

/** Stores pointers as steps left them. */
export async function saveRotations(
  session: Session,
  rotations: { readonly [key: string]: Rotation },
): Promise<void> {
  await insertRows(
    session,
    {
      table: session.names.rotations,
      columns: { key: 'text', last_turn: 'text', owed: 'text' },
      conflict: 'on conflict (key) do update set last_turn = excluded.last_turn, owed = excluded.owed',
    },
    Object.entries(rotations).map(([key, { last, owed }]) => [key, last, JSON.stringify(owed)]),
  )
}
