import type { CheckedProcess } from '../../definition/checked-process.js'
import type { VersionStanding } from '../../store/port.js'
import { compareNames } from './compare-names.js'

/** What is looked at of a version to choose it. */
export type Choosable = Pick<CheckedProcess, 'id' | 'hash' | 'version' | 'profile'>

/** What cases can begin with, and what they no longer can. */
export interface ChosenVersions<T extends Choosable = CheckedProcess> {
  /** By process and profile ('' stands for none). */
  readonly current: ReadonlyMap<string, ReadonlyMap<string, T>>
  /** The newest retired version where there is no current one, by process and profile. */
  readonly retired: ReadonlyMap<string, ReadonlyMap<string, VersionStanding>>
}

/**
 * The version new cases begin with, for each process and profile: the newest by its `version:` of those somebody deployed
 * and the one of the folder, but for retired ones. Under one name what was deployed goes before the folder. Every node
 * chooses alike, since neither time nor order decides.
 */
export function chooseVersions<T extends Choosable>(
  folder: readonly T[],
  standings: readonly VersionStanding[],
  compiled: ReadonlyMap<string, T>,
): ChosenVersions<T> {
  const gone = new Set(standings.flatMap(({ hash, retired }) => (retired ? [hash] : [])))
  const current = new Map<string, Map<string, T>>()
  const deployed = standings.flatMap(({ hash, deployed: by }) => (by ? [compiled.get(hash)] : []))
  for (const process of [...folder, ...deployed]) {
    if (!process || gone.has(process.hash)) continue
    const profiles = profilesIn(current, process.id)
    const before = profiles.get(process.profile ?? '')
    if (!before || compareNames(process.version, before.version) >= 0)
      profiles.set(process.profile ?? '', process)
  }
  return { current, retired: retiredAlone(standings, current) }
}

/** Hashes of the versions new cases begin with, where nothing has to run. */
export function currentHashes(
  folder: readonly Choosable[],
  standings: readonly VersionStanding[],
): ReadonlySet<string> {
  const known = standings.map((one) => [one.hash, { ...one, id: one.process }] as const)
  const { current } = chooseVersions(folder, standings, new Map<string, Choosable>(known))
  return new Set([...current.values()].flatMap((profiles) => [...profiles.values()].map(({ hash }) => hash)))
}

function retiredAlone(
  standings: readonly VersionStanding[],
  current: ReadonlyMap<string, ReadonlyMap<string, Choosable>>,
): ChosenVersions['retired'] {
  const retired = new Map<string, Map<string, VersionStanding>>()
  for (const standing of standings) {
    const { process, profile = '', version } = standing
    if (!standing.retired || current.get(process)?.has(profile)) continue
    const profiles = profilesIn(retired, process)
    const before = profiles.get(profile)
    if (!before || compareNames(version, before.version) > 0) profiles.set(profile, standing)
  }
  return retired
}

function profilesIn<T>(byProcess: Map<string, Map<string, T>>, process: string): Map<string, T> {
  const profiles = byProcess.get(process) ?? new Map<string, T>()
  byProcess.set(process, profiles)
  return profiles
}
