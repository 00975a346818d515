import type { CheckedProcess } from '../../definition/checked-process.js'
import { EngineError } from '../../errors/index.js'
import type { ProcessVersionRow } from '../../store/port.js'
import { formatInstant } from '../../time/index.js'
import { nextName } from './compare-names.js'

/** What becomes of a folder in which a version has another content under its name: it is not run, run with a warning, or run. */
export type ChangedVersions = 'refused' | 'told' | 'allowed'

/** A version whose content in a folder is none of those the database knows by its name, and what to do: one for each process. */
export interface ChangedVersion {
  readonly process: string
  /** A sentence for the process owner. */
  readonly message: string
}

/** Versions of a folder whose name stands for another content in the database. */
export function changedVersions(
  processes: readonly CheckedProcess[],
  rows: readonly ProcessVersionRow[],
): readonly ChangedVersion[] {
  const hashes = new Set(rows.map(({ hash }) => hash))
  const found = new Map<string, ChangedVersion>()
  for (const process of processes) {
    if (hashes.has(process.hash) || found.has(process.id)) continue
    const stored = rows.find(
      (row) =>
        row.process === process.id && row.version === process.version && row.profile === process.profile,
    )
    if (stored) found.set(process.id, { process: process.id, message: messageOf(process, stored) })
  }
  return [...found.values()]
}

function messageOf({ id, version, profile }: CheckedProcess, stored: ProcessVersionRow): string {
  const which =
    profile === undefined ? `'${id}' ${version}` : `'${id}' ${version} with the profile '${profile}'`
  return (
    `Expected ${which} as it was deployed on ${formatInstant(stored.deployedAt)}, but the folder has another content ` +
    `under this name: in the file of the process, its profile, its modules, types or templates. ` +
    `Raise 'version' in the file of the process to "${nextName(version)}", or put back what was there: ` +
    `'aftercare versions ${id} --text ${stored.hash.slice(0, 12)}' shows it.`
  )
}

/** What keeps a node from running its folder. */
export function versionChanged(changed: readonly ChangedVersion[]): EngineError {
  const [first, ...others] = changed
  const more = others.map(({ process }) => `'${process}'`).join(', ')
  const so = more === '' ? '' : ` The same holds for ${more}.`
  return new EngineError('version-changed', `${first?.message ?? ''}${so}`)
}
