import type { Recipient } from '../../channels/index.js'
import type { Candidate, Contact } from '../../core/command.js'
import { valueAt } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { AddressBook } from './address-book.js'

/** The case a message is about, as it stands when the message is delivered. */
export interface AddressedCase {
  readonly record: Pick<InstanceRecord, 'data' | 'parties'>
  readonly process: Pick<CheckedProcess, 'contacts' | 'parties'>
}

/**
 * Who has the addressed roles in this case now, each person once:
 *
 * - of a role of the house everybody who holds it, deputies for the absent;
 * - of an outside role under `parties` the party the case names, with its people of that role; nobody while it names none;
 * - of any other outside role whom the data of the case tell, by the fields marked with `contact`.
 *
 * A role nobody has stands as a recipient without a person and an address, so that a channel can tell it apart.
 */
export async function recipientsOf(
  roles: readonly string[],
  addressed: AddressedCase,
  book: AddressBook,
): Promise<readonly Recipient[]> {
  const found: Recipient[] = []
  for (const role of new Set(roles)) {
    const recipients = await holdersOf(role, addressed, book)
    found.push(...(recipients.length > 0 ? recipients : [{ role }]))
  }
  const seen = new Set<string>()
  return found.filter(({ person }) => {
    const isDouble = person !== undefined && seen.has(person)
    if (person !== undefined) seen.add(person)
    return !isDouble
  })
}

async function holdersOf(
  role: string,
  { record, process }: AddressedCase,
  book: AddressBook,
): Promise<readonly Recipient[]> {
  if (process.parties.has(role)) return ofParty(role, record.parties?.[role], book)
  if (book.isOutside(role)) return ofData(role, { record, process })
  return ofHouse(role, book)
}

/**
 * Whoever holds the role and is here; for those who are away whoever stands in for them. Where that is nobody, the
 * absent ones: a message that waits for somebody's return is better than none.
 */
async function ofHouse(role: string, book: AddressBook): Promise<readonly Recipient[]> {
  const people = [...(await book.people())].sort(byId)
  const now = book.now()
  const isAway = ({ absences }: Candidate): boolean =>
    absences.some(({ from, to }) => from <= now && now < to)
  const holders = people.filter(({ roles }) => roles.includes(role))
  const present = holders.filter((person) => !isAway(person))
  const deputies = present.length < holders.length ? await standingIn(role, people, book) : []
  const reached = people.filter((person) => present.includes(person) || deputies.includes(person))
  return (reached.length > 0 ? reached : holders).map(({ id, name, contact }) =>
    reachedAt(role, { person: id, name, contact }),
  )
}

/** Who has a role only for somebody absent. Only asked while somebody is: a directory may have a long way to go. */
async function standingIn(
  role: string,
  people: readonly Candidate[],
  { find }: AddressBook,
): Promise<readonly Candidate[]> {
  const deputies: Candidate[] = []
  for (const person of people)
    if (!person.roles.includes(role) && (await find(person.id))?.roles.includes(role)) deputies.push(person)
  return deputies
}

/** The party at its own address, and everybody of it who has the role. */
async function ofParty(
  role: string,
  id: string | undefined,
  book: AddressBook,
): Promise<readonly Recipient[]> {
  const party = id === undefined ? undefined : await book.party(id)
  if (id === undefined || !party) return []
  const people = [...party.people]
    .sort(byId)
    .filter(({ roles }) => roles.includes(role))
    .map(({ id: person, name, contact }) => reachedAt(role, { party: id, person, name, contact }))
  const own = reachedAt(role, { party: id, name: party.name, contact: party.contact })
  return party.contact === undefined && people.length > 0 ? people : [own, ...people]
}

function ofData(role: string, { record, process }: AddressedCase): readonly Recipient[] {
  const contact = process.contacts.get(role)
  if (!contact) return []
  const first = (paths: readonly string[]): string | undefined =>
    paths
      .map((path) => valueAt(record.data, path))
      .find((value) => typeof value === 'string' && value !== '') as string | undefined
  const [name, email, mobile] = [first(contact.name), first(contact.email), first(contact.mobile)]
  const language = first(contact.language)
  if (name === undefined && email === undefined && mobile === undefined) return []
  return [
    reachedAt(role, {
      name,
      contact: {
        ...(email !== undefined && { email }),
        ...(mobile !== undefined && { mobile }),
        ...((language === 'zh-CN' || language === 'en') && { language }),
      },
    }),
  ]
}

/** The same message at every attempt, whatever order a directory answers in. */
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)

function reachedAt(
  role: string,
  {
    person,
    party,
    name,
    contact = {},
  }: {
    readonly person?: string | undefined
    readonly party?: string | undefined
    readonly name?: string | undefined
    readonly contact?: Contact | undefined
  },
): Recipient {
  return {
    role,
    ...(person !== undefined && { person }),
    ...(party !== undefined && { party }),
    ...(name !== undefined && { name }),
    ...(contact.email !== undefined && { email: contact.email }),
    ...(contact.mobile !== undefined && { mobile: contact.mobile }),
    ...(contact.language !== undefined && { language: contact.language }),
  }
}
