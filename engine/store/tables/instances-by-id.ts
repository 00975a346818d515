import type { InstanceRecord } from '../../core/record.js'
import { compileScope } from '../compile-scope.js'
import type { CaseScope } from '../port.js'
import { json, text } from '../row.js'
import type { Session } from '../session.js'

/** Processes of cases, by id; a case that does not exist is absent. */
export async function readProcessesOf(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await session.run(
    `select id, process from ${session.names.instances} where id in (${session.dialect.selectTexts})`,
    [JSON.stringify(ids)],
  )
  return new Map(rows.map((row) => [text(row, 'id'), text(row, 'process')]))
}

/** Records of some cases; one that does not exist is absent. */
export async function readRecords(
  session: Session,
  ids: readonly string[],
): Promise<readonly InstanceRecord[]> {
  if (ids.length === 0) return []
  const rows = await session.run(
    `select record from ${session.names.instances} where id in (${session.dialect.selectTexts})`,
    [JSON.stringify(ids)],
  )
  return rows.map((row) => json(row, 'record') as InstanceRecord)
}

/** Those of some cases that somebody sees, by id. */
export async function readWithin(
  session: Session,
  ids: readonly string[],
  scope: CaseScope,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { sql, bindings } = compileScope(scope, session).holds
  const rows = await session.run(
    `select i.id from ${session.names.instances} i where i.id in (${session.dialect.selectTexts}) and ${sql}`,
    [JSON.stringify(ids), ...bindings],
  )
  return new Set(rows.map((row) => text(row, 'id')))
}
