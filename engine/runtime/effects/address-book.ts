import type { Candidate } from '../../core/command.js'
import type { Instant } from '../../time/instant.js'
import type { OrganisationDirectory } from '../organisation-directory.js'
import type { Directory, PartyContact } from '../ports.js'

/** Where people and parties are found when a message is delivered. */
export interface AddressBook {
  /** The roles somebody has now, those of absent people he or she stands in for among them. */
  find: Directory['find']
  /** Everybody of the house. */
  people(): Promise<readonly Candidate[]>
  party(id: string): Promise<PartyContact | undefined>
  /** Whether a role is one of people outside. */
  isOutside(role: string): boolean
  now(): Instant
}

/** The host's directory, and the organisation for what the host leaves to it. */
export function addressBookOf(
  directory: Directory,
  organisation: OrganisationDirectory,
  now: () => Instant,
): AddressBook {
  return {
    find: (id) => directory.find(id),
    people: () => directory.candidates?.() ?? organisation.candidates(),
    party: (id) => directory.party?.(id) ?? organisation.party(id),
    isOutside: (role) => organisation.isOutside(role),
    now,
  }
}
