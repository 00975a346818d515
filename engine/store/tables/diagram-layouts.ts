import type { DiagramLayoutRow } from '../port.js'
import { text } from '../row.js'
import { insertRows, type Session } from '../session.js'

const columns = {
  key: 'text',
  process: 'text',
  language: 'text',
  direction: 'text',
  layout: 'text',
  created_at: 'integer',
} as const

/** Adds the layout of a picture; one that is there already stays, since the same key means the same layout. */
export async function insertDiagramLayout(session: Session, row: DiagramLayoutRow): Promise<void> {
  const { key, process, language, direction, layout, createdAt } = row
  const conflict = 'on conflict (key) do nothing'
  await insertRows(session, { table: session.names.diagram_layouts, columns, conflict }, [
    [key, process, language, direction, layout, createdAt],
  ])
}

/** The layout under a key, as the text it was stored as. */
export async function readDiagramLayout(session: Session, key: string): Promise<string | undefined> {
  const [row] = await session.run(`select layout from ${session.names.diagram_layouts} where key = ?`, [key])
  return row && text(row, 'layout')
}
