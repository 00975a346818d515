import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  checkWorkflows,
  EngineError,
  parseInstant,
  readSources,
  readWorkflowFiles,
  type ApiKeys,
  type CreatedKey,
  type KeyWish,
  type KnownNames,
} from '../engine/index.js'

/** What `keys create` was asked for, as it was written. */
export interface KeyRequest {
  readonly role?: readonly string[]
  readonly name?: string
  readonly actor?: string
  readonly expires?: string
  readonly process?: readonly string[]
  readonly readOnly?: boolean
  readonly mayActFor?: boolean
  /** Who makes it, as whoever works on the machine says. */
  readonly by?: string
}

/** Makes the keys of a store, told by which names wishes are checked. */
export type KeysWith = (known: KnownNames) => ApiKeys

const options: { readonly [field in keyof KeyWish]-?: string } = {
  roles: '--role',
  name: '--name',
  actor: '--actor',
  expiresAt: '--expires',
  processes: '--process',
  mayActFor: '--may-act-for',
}

/**
 * Makes a key. Throws `usage-wrong` with every mistake: a role, a person or a process the workflows folder does not
 * have, a name that is taken, a time that is over. Without such a folder names are taken as they are.
 */
export async function createKey(keysWith: KeysWith, request: KeyRequest): Promise<CreatedKey> {
  const { role: roles = [], actor, expires, process, readOnly, mayActFor } = request
  const wish = {
    roles,
    ...(request.name !== undefined && { name: request.name }),
    ...(actor !== undefined && { actor }),
    ...(expires !== undefined && { expiresAt: instantOf(expires) }),
    ...(process !== undefined && { processes: process }),
    ...(mayActFor && { mayActFor }),
  }
  const keys = keysWith(await namesHere())
  const mistakes = await keys.mistakes(wish, (field) => options[field])
  if (mistakes.length > 0)
    throw new EngineError('usage-wrong', mistakes.map(({ message }) => message).join(' '))
  const name = request.name ?? `${roles[0] ?? actor ?? 'key'}-${randomBytes(4).toString('hex')}`
  return keys.create({
    ...{ ...wish, name },
    ...(readOnly && { readOnly }),
    ...(request.by !== undefined && { createdBy: request.by }),
  })
}

/** What the folder of the server has; nothing is compared where there is no folder, or no organisation in it. */
async function namesHere(): Promise<KnownNames> {
  const named = process.env['AFTERCARE_WORKFLOWS']
  const folder = named || 'workflows'
  const told = {
    where: `the definitions in '${folder}'`,
    remedy: 'Add it there, or set AFTERCARE_WORKFLOWS to the folder of the server.',
  }
  if (!named && !existsSync(folder)) return told
  const { organisation, processes } = checkWorkflows(readSources(await readWorkflowFiles([folder])))
  const roles = Object.keys(organisation.roles)
  if (roles.length === 0) return told
  return {
    ...told,
    ...{ roles, people: Object.keys(organisation.people) },
    processes: [...new Set(processes.map(({ id }) => id))],
  }
}

/** The instant of `--expires`. A text that is none is told like one that is over. */
function instantOf(text: string): number {
  return parseInstant(text) ?? 0
}
