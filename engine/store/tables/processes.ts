import type { JsonObject } from '../../errors/json.js'
import type { ProcessVersionRow } from '../port.js'
import { integer, json, optionalText, type Row, text } from '../row.js'
import type { Session } from '../session.js'

/** Keeps a version under its hash. One that is there already stays as it is: its cases run on it. */
export async function saveProcessVersion(session: Session, version: ProcessVersionRow): Promise<void> {
  await session.run(
    `insert into ${session.names.processes} (hash, process, version, profile, resolved, deployed_at)
     values (?, ?, ?, ?, ?, ?) on conflict (hash) do nothing`,
    [
      version.hash,
      version.process,
      version.version,
      version.profile ?? null,
      JSON.stringify(version.resolved),
      version.deployedAt,
    ],
  )
}

/** Finds a version by its hash. */
export async function readProcessVersion(
  session: Session,
  hash: string,
): Promise<ProcessVersionRow | undefined> {
  const [row] = await session.run(`select * from ${session.names.processes} where hash = ?`, [hash])
  return row && toVersion(row)
}

/** Versions of one process or of all, in the order in which they were deployed. */
export async function readProcessVersions(
  session: Session,
  process?: string,
): Promise<readonly ProcessVersionRow[]> {
  const rows = await session.run(
    `select * from ${session.names.processes} ${process === undefined ? '' : 'where process = ?'}
     order by deployed_at, process, hash`,
    process === undefined ? [] : [process],
  )
  return rows.map(toVersion)
}

/** Open cases of a process by the hash of their version, counted in an index that holds both. */
export async function countOpenByVersion(
  session: Session,
  process: string,
): Promise<ReadonlyMap<string, number>> {
  const { instances, processes } = session.names
  const rows = await session.run(
    `select version, count(*) as cases from ${instances}
     where version in (select hash from ${processes} where process = ?) and status = 'active' group by version`,
    [process],
  )
  return new Map(rows.map((row) => [text(row, 'version'), integer(row, 'cases')]))
}

function toVersion(row: Row): ProcessVersionRow {
  return {
    hash: text(row, 'hash'),
    process: text(row, 'process'),
    version: text(row, 'version'),
    ...optionalText(row, 'profile', 'profile'),
    resolved: json(row, 'resolved') as JsonObject,
    deployedAt: integer(row, 'deployed_at'),
  }
}
