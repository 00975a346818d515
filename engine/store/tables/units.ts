import type { UnitFile } from '../../core/command.js'
import { json } from '../row.js'
import { deleteKeyed, holdNames, insertRows, type Session } from '../session.js'

/** The product file of a serial number. */
export async function readUnit(session: Session, serial: string): Promise<UnitFile | undefined> {
  return select(session, serial, '')
}

/** The same, locked where the database locks rows. */
export async function lockUnit(session: Session, serial: string): Promise<UnitFile | undefined> {
  await holdNames(session, [`unit ${serial}`])
  return select(session, serial, session.dialect.forUpdate)
}

async function select(session: Session, serial: string, lock: string): Promise<UnitFile | undefined> {
  const [row] = await session.run(`select file from ${session.names.units} where serial = ?${lock}`, [serial])
  return row && (json(row, 'file') as UnitFile)
}

/** Stores product files in place of what was there. */
export async function saveUnits(session: Session, files: readonly UnitFile[]): Promise<void> {
  await insertRows(
    session,
    {
      table: session.names.units,
      columns: { serial: 'text', revision: 'integer', model: 'text', file: 'text' },
      conflict:
        'on conflict (serial) do update set revision = excluded.revision, model = excluded.model, file = excluded.file',
    },
    files.map((file) => [file.serial, file.revision, file.model ?? null, JSON.stringify(file)]),
  )
}

/** Notes which unit a case is about, so that the cases of a unit are found. Nothing is noted without one. */
export async function saveUnitOfCase(
  session: Session,
  rowId: number,
  serial: string | undefined,
  options: { readonly isNew: boolean },
): Promise<void> {
  const table = session.names.unit_cases
  if (!options.isNew) await deleteKeyed(session, { table, columns: { instance: 'integer' } }, [[rowId]])
  const rows = serial === undefined ? [] : [[rowId, serial]]
  await insertRows(session, { table, columns: { instance: 'integer', serial: 'text' } }, rows)
}
