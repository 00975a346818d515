import { profileValues, withModules } from '../../definition/index.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { CheckedWorkflows } from '../../definition/checked-workflows.js'
import type { SourceDocument, SourceSet } from '../../definition/document.js'

/** A process as its mutants are made: how it is written, and what it became. */
export interface MutationSource {
  /** The process with the parts of its modules, with the places of both. */
  readonly document: SourceDocument
  /** The process with its defaults. */
  readonly plain: CheckedProcess
  /** Profiles that set figures for it and that some story of it runs with. */
  readonly profiles: readonly SourceDocument[]
  /** Roles of everybody who may act, by person. */
  readonly people: readonly (readonly string[])[]
  /** All roles of the organisation. */
  readonly houseRoles: readonly string[]
}

/** What there is of a process; `undefined` where it is faulty or not there. */
export function mutationSource(
  id: string,
  workflows: CheckedWorkflows,
  sources: SourceSet,
): MutationSource | undefined {
  const written = sources.documents.find((document) => document.kind === 'process' && document.id === id)
  const plain = workflows.processes.find((process) => process.id === id && process.profile === undefined)
  if (!written || !plain) return undefined
  const told = new Set(
    workflows.scenarios.filter(({ value }) => value['process'] === id).map(({ value }) => value['profile']),
  )
  const profiles = sources.documents.filter(
    (document) =>
      document.kind === 'profile' && told.has(document.id) && profileValues(document.value, id) !== undefined,
  )
  const everybody = { ...workflows.organisation.people, ...workflows.cast.people }
  const people = Object.values(everybody).map(({ roles }) => roles)
  const houseRoles = Object.keys(workflows.organisation.roles)
  return { document: withModules(written, sources).document, plain, profiles, people, houseRoles }
}
