import { createHash } from 'node:crypto'
import type { JsonObject } from '../../errors/json.js'
import { integer, json, optionalText, type Row, text } from '../row.js'
import { holdNames, type Session } from '../session.js'
import type { Deployment, ProcessVersionRow, Retirement, VersionStanding } from '../version-rows.js'

/** Holds processes, of which what is read next may have no row yet, until the end of the transaction. */
export async function holdProcesses(session: Session, processes: readonly string[]): Promise<void> {
  await holdNames(
    session,
    processes.map((process) => `process ${process}`),
  )
}

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

/** Keeps a version with who deployed it, unless somebody did before or its name is taken. Tells whether it was kept. */
export async function deployVersion(
  session: Session,
  version: ProcessVersionRow & { readonly deployed: Deployment },
  source: string,
): Promise<boolean> {
  const { processes, process_sources } = session.names
  const sha256 = createHash('sha256').update(source, 'utf8').digest('hex')
  const { by, via, note } = version.deployed
  await saveProcessVersion(session, version)
  const rows = await session.run(
    `update ${processes} set deployed_at = ?, deployed_by = ?, deployed_via = ?, note = ?, source = ?
     where hash = ? and deployed_by is null and not exists (
       select 1 from ${processes} other where other.process = ? and other.version = ?
       and coalesce(other.profile, '') = ? and other.deployed_by is not null)
     returning hash`,
    [
      ...[version.deployedAt, by, via ?? null, note, sha256],
      ...[version.hash, version.process, version.version, version.profile ?? ''],
    ],
  )
  if (rows.length === 0) return false
  await session.run(
    `insert into ${process_sources} (sha256, content) values (?, ?) on conflict (sha256) do nothing`,
    [sha256, source],
  )
  return true
}

/** Retires a version once. Tells whether it was retired now. */
export async function retireVersion(
  session: Session,
  hash: string,
  { at, by, via, reason }: Retirement,
): Promise<boolean> {
  const rows = await session.run(
    `update ${session.names.processes} set retired_at = ?, retired_by = ?, retired_via = ?, reason = ?
     where hash = ? and retired_at is null returning hash`,
    [at, by, via ?? null, reason, hash],
  )
  return rows.length > 0
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

/** Versions that somebody deployed or retired, without their texts: few, and all of them in an index of their own. */
export async function readVersionStandings(session: Session): Promise<readonly VersionStanding[]> {
  const rows = await session.run(
    `select hash, process, version, profile, deployed_at, deployed_by, deployed_via, note,
       retired_at, retired_by, retired_via, reason
     from ${session.names.processes} where deployed_by is not null or retired_at is not null
     order by process, hash`,
  )
  return rows.map(toStanding)
}

/** The file a version was deployed from. */
export async function readVersionSource(session: Session, hash: string): Promise<string | undefined> {
  const { processes, process_sources } = session.names
  const [row] = await session.run(
    `select s.content from ${processes} p join ${process_sources} s on s.sha256 = p.source where p.hash = ?`,
    [hash],
  )
  return row && text(row, 'content')
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
  return { ...toStanding(row), resolved: json(row, 'resolved') as JsonObject }
}

function toStanding(row: Row): VersionStanding {
  return {
    hash: text(row, 'hash'),
    process: text(row, 'process'),
    version: text(row, 'version'),
    ...optionalText(row, 'profile', 'profile'),
    deployedAt: integer(row, 'deployed_at'),
    ...(row['deployed_by'] !== null && { deployed: toDeployment(row) }),
    ...(row['retired_at'] !== null && { retired: toRetirement(row) }),
  }
}

function toDeployment(row: Row): Deployment {
  return {
    by: text(row, 'deployed_by'),
    ...optionalText(row, 'deployed_via', 'via'),
    note: text(row, 'note'),
  }
}

function toRetirement(row: Row): Retirement {
  return {
    at: integer(row, 'retired_at'),
    by: text(row, 'retired_by'),
    ...optionalText(row, 'retired_via', 'via'),
    reason: text(row, 'reason'),
  }
}
