import type { Actor, Candidate } from '../core/command.js'
import { EngineError } from '../errors/index.js'
import { placeOf } from './failure-text.js'
import type { Directory, PartyContact } from './ports.js'

/**
 * A host's directory, held to what it promises: what it throws, and an answer that is none, become `host-failed`. Of an
 * error only the kind and the place in the program are told, since its text may quote a value; the error is the cause.
 */
export function checkedDirectory(directory: Directory): Directory {
  return {
    find: async (id) => {
      const found: unknown = await asked('find', () => directory.find(id))
      if (found !== undefined && !isActor(found))
        throw wrong('find', "a person with 'id' and 'roles', or undefined")
      return found
    },
    ...(directory.candidates !== undefined && {
      candidates: async () => {
        const found: unknown = await asked('candidates', async () => directory.candidates?.())
        if (Array.isArray(found) && found.every(isCandidate)) return found
        throw wrong('candidates', "a list of people, each with 'id', 'roles', 'skills' and 'absences'")
      },
    }),
    ...(directory.party !== undefined && {
      party: async (id: string) => {
        const found: unknown = await asked('party', async () => directory.party?.(id))
        if (found !== undefined && !isParty(found))
          throw wrong('party', "a party with 'name' and 'people', or undefined")
        return found
      },
    }),
  }
}

async function asked<T>(question: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof EngineError) throw error
    const message = `Expected the host's directory to answer '${question}', but it failed: ${placeOf(error)}`
    throw new EngineError('host-failed', message, { cause: error, retryable: true })
  }
}

function wrong(question: string, expected: string): EngineError {
  return new EngineError(
    'host-failed',
    `Expected the host's directory to answer '${question}' with ${expected}, but it answered something else.`,
  )
}

function isActor(value: unknown): value is Actor & { readonly contact?: unknown } {
  return isObject(value) && typeof value['id'] === 'string' && isTexts(value['roles'])
}

function isCandidate(value: unknown): value is Candidate {
  if (!isObject(value) || !isActor(value) || !isTexts(value['skills'])) return false
  if (!isContact(value['contact'])) return false
  const { absences } = value
  return Array.isArray(absences) && absences.every(isAbsence)
}

function isParty(value: unknown): value is PartyContact {
  if (!isObject(value) || typeof value['name'] !== 'string' || !isContact(value['contact'])) return false
  const { people } = value
  return Array.isArray(people) && people.every((one) => isActor(one) && isContact(one.contact))
}

function isContact(value: unknown): boolean {
  if (value === undefined) return true
  return (
    isObject(value) && [value['email'], value['mobile']].every(isMaybeText) && isLanguage(value['language'])
  )
}

const isMaybeText = (value: unknown): boolean => value === undefined || typeof value === 'string'
const isLanguage = (value: unknown): boolean => [undefined, 'zh-CN', 'en'].includes(value as string)

function isAbsence(value: unknown): boolean {
  return isObject(value) && Number.isFinite(value['from']) && Number.isFinite(value['to'])
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}
