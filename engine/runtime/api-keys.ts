import type { Actor } from '../core/command.js'
import type { ApiKeyRow, SessionRow, Store, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { newId, newSecret, secretHash } from './access-secrets.js'
import { everyRow } from './every-row.js'
import { keyMistakes, type KeyMistake, type KeyWish, type KnownNames } from './key-mistakes.js'
import { idOfDoer, logHouseAct, type Doer, type HouseAct } from './operate/house-acts.js'
import type { Clock, Directory } from './ports.js'
import { withoutKey } from './without-key.js'

/** A key as it is handed out, once. Only a hash of `key` is kept. */
export interface CreatedKey {
  readonly id: string
  readonly key: string
}

/** What a key is to be. */
export interface NewKey {
  readonly name: string
  readonly roles: readonly string[]
  /** Person it acts as; its own name where absent. */
  readonly actor?: string
  readonly expiresAt?: Instant
  /** Processes it is confined to; all that its roles open where absent. */
  readonly processes?: readonly string[]
  /** Whether it may only read. */
  readonly readOnly?: boolean
  /** Whether whoever has it may act for people it names. */
  readonly mayActFor?: boolean
  /** Who makes it; absent on the machine of the database. */
  readonly createdBy?: Doer
}

/** What narrows a key beside its roles. The engine does not look at it: whoever takes requests does. */
export interface KeyScope {
  readonly processes?: readonly string[]
  readonly readOnly?: true
}

/** A key as it may be shown. */
export type ListedKey = Omit<ApiKeyRow, 'hash' | 'oldHash'>

/** Keys of programs and people that speak HTTP. */
export interface ApiKeys {
  /** What is wrong with a wish for a key; `call` names its parts as they were given. Nothing of it is asked by `create`. */
  mistakes(wish: KeyWish, call: (field: keyof KeyWish) => string): Promise<readonly KeyMistake[]>
  create(request: NewKey): Promise<CreatedKey>
  /** The oldest first, revoked and expired ones included. */
  list(): Promise<readonly ListedKey[]>
  /** False when there is no such key, or it was revoked before. */
  revoke(id: string, by?: Doer): Promise<boolean>
  /**
   * Gives a key a new secret; the one before is taken for `overlap` milliseconds more, none unless given. Sessions that
   * were opened with the key end with the secret before, those opened during the overlap included. `undefined` when
   * there is no such key, or it was revoked.
   */
  rotate(id: string, overlap?: number, by?: Doer): Promise<CreatedKey | undefined>
  /**
   * Who stands behind a key: its person with the person's roles besides the key's own. With `actingFor` that person
   * instead, with those of the person's roles that the key has too, and the key as the program `via` which it acts.
   */
  authenticate(key: string, actingFor?: string): Promise<Authenticated>
  /**
   * The same for a key that is known by its id. For a session give when it was `opened`: it may have been with a secret
   * before, and is `expired` once that one is taken no more.
   */
  holder(id: string, opened?: Instant): Promise<Authenticated>
}

export type Authenticated =
  | { readonly ok: true; readonly actor: Actor; readonly keyId: string; readonly scope: KeyScope }
  | {
      readonly ok: false
      readonly reason: 'unknown' | 'revoked' | 'expired' | 'may-not-act-for' | 'unknown-person'
    }

const prefix = 'ak_'

/** The use of a key is noted once in so long, in milliseconds: not every request has to write. */
const notedEvery = 60_000

/** `known`: names that wishes for keys are compared with. */
export function createApiKeys(
  store: Store,
  clock: Clock,
  directory: Directory,
  known: () => KnownNames = () => ({ where: '', remedy: '' }),
): ApiKeys {
  const noteUse = useNotes(store, clock)

  async function stateOf(row: ApiKeyRow | undefined, hash?: string): Promise<Authenticated> {
    if (!row) return { ok: false, reason: 'unknown' }
    if (row.revokedAt !== undefined) return { ok: false, reason: 'revoked' }
    const now = clock.now()
    const isOld = hash !== undefined && row.hash !== hash
    if (isOld && (row.oldUntil ?? 0) <= now) return { ok: false, reason: 'expired' }
    if (row.expiresAt !== undefined && row.expiresAt <= now) return { ok: false, reason: 'expired' }
    return { ok: true, keyId: row.id, actor: await actorOf(row, directory), scope: scopeOf(row) }
  }

  const list = async (): Promise<readonly ListedKey[]> =>
    (await store.read.apiKeys()).map((row) => withoutKey(withoutKey(row, 'hash'), 'oldHash'))

  return {
    mistakes: async (wish, call) =>
      keyMistakes(wish, { keys: await list(), known: known(), now: clock.now(), call }),
    create: (request) => createKey(store, clock, request),
    list,
    revoke: (id, by) => revokeKey(store, clock, { id, by }),
    rotate: (id, overlap = 0, by) => rotateKey(store, clock, { id, overlap, by }),
    async authenticate(key, actingFor) {
      const hash = secretHash(key)
      const row = await store.read.apiKeyByHash(hash)
      const state = await stateOf(row, hash)
      if (!row || !state.ok) return state
      noteUse(row)
      return actingFor === undefined ? state : actFor(actingFor, { row, state, directory })
    },
    async holder(id, opened) {
      const row = await store.read.apiKey(id)
      const { oldUntil = 0 } = row ?? {}
      const state = await stateOf(row)
      const isOfOld = opened !== undefined && opened < oldUntil && oldUntil <= clock.now()
      return state.ok && isOfOld ? { ok: false, reason: 'expired' } : state
    },
  }
}

async function createKey(store: Store, clock: Clock, request: NewKey): Promise<CreatedKey> {
  const { name, roles, actor, expiresAt, processes, readOnly, mayActFor, createdBy } = request
  const key = newSecret(prefix)
  const id = newId('key')
  const row: ApiKeyRow = {
    ...{ id, name, roles, hash: secretHash(key), createdAt: clock.now() },
    ...(actor !== undefined && { actor }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(processes !== undefined && { processes }),
    ...(readOnly && { readOnly }),
    ...(mayActFor && { mayActFor }),
    ...(createdBy !== undefined && { createdBy: idOfDoer(createdBy) }),
  }
  await store.transaction(
    async (tx) => {
      await tx.saveApiKey(row)
      await logOnKey(tx, row, { action: 'create-key', by: createdBy, at: row.createdAt })
    },
    { name: 'key' },
  )
  return { id, key }
}

async function revokeKey(
  store: Store,
  clock: Clock,
  { id, by }: { readonly id: string; readonly by: Doer | undefined },
): Promise<boolean> {
  const work = async (tx: StoreTransaction): Promise<boolean> => {
    const at = clock.now()
    if (!(await tx.revokeApiKey(id, at, by && idOfDoer(by)))) return false
    const row = await tx.apiKey(id)
    if (row) await logOnKey(tx, row, { action: 'revoke-key', by, at })
    return true
  }
  return store.transaction(work, { name: 'key' })
}

/** What the key is called and whose it is stays in the log; its roles say how much it opened. */
function logOnKey(
  tx: StoreTransaction,
  { id, name, actor, roles }: ApiKeyRow,
  act: Pick<HouseAct, 'action' | 'by' | 'at'>,
): Promise<void> {
  const detail = { name, roles: [...roles], ...(actor !== undefined && { person: actor }) }
  return logHouseAct(tx, { ...act, subject: id, detail })
}

async function rotateKey(
  store: Store,
  clock: Clock,
  { id, overlap, by }: { readonly id: string; readonly overlap: number; readonly by: Doer | undefined },
): Promise<CreatedKey | undefined> {
  const before = await store.read.apiKey(id)
  if (!before) return undefined
  const key = newSecret(prefix)
  const now = clock.now()
  const secret = { hash: secretHash(key), oldUntil: now + overlap }
  // The key tells of its last change only: what the change before that ends has to be ended before it is forgotten.
  const endsBefore = overlap > 0 ? (before.oldUntil ?? 0) : Infinity
  const over = (await sessionsOf(store, before, now)).filter(({ createdAt }) => createdAt < endsBefore)
  const isRotated = await store.transaction(
    async (tx) => {
      if (!(await tx.rotateApiKey(id, secret))) return false
      for (const session of over) await tx.endSession(session.id, now, by ? idOfDoer(by) : id)
      await logOnKey(tx, before, { action: 'rotate-key', by, at: now })
      return true
    },
    { name: 'key' },
  )
  return isRotated ? { id, key } : undefined
}

/** Sessions that were opened with a key and are open, however long they were not used. */
async function sessionsOf(store: Store, key: ApiKeyRow, now: Instant): Promise<readonly SessionRow[]> {
  const found: SessionRow[] = []
  const open = { actor: key.actor ?? key.name, usedAfter: 0, now }
  for await (const session of everyRow((page) => store.read.sessions(open, page)))
    if (session.apiKey === key.id) found.push(session)
  return found
}

/** Notes that keys are used, behind the request: it neither waits for it nor fails with it. */
function useNotes(store: Store, clock: Clock): (row: ApiKeyRow) => void {
  const underWay = new Set<string>()
  return ({ id, lastUsedAt }) => {
    const now = clock.now()
    if (underWay.has(id) || (lastUsedAt !== undefined && now - lastUsedAt < notedEvery)) return
    underWay.add(id)
    void store
      .transaction((tx) => tx.touchApiKey(id, now), { name: 'key' })
      .catch(() => undefined)
      .finally(() => underWay.delete(id))
  }
}

function scopeOf({ processes, readOnly }: ApiKeyRow): KeyScope {
  return { ...(processes && { processes }), ...(readOnly && { readOnly }) }
}

/** The person's own roles and the key's; what the key brings is not there only because of somebody absent. */
async function actorOf(row: ApiKeyRow, directory: Directory): Promise<Actor> {
  const person = row.actor === undefined ? undefined : await directory.find(row.actor)
  const roles = [...new Set([...row.roles, ...(person?.roles ?? [])])]
  return {
    id: row.actor ?? row.name,
    roles,
    ...(person?.party !== undefined && { party: person.party }),
    ...standingIn(person, (role) => !row.roles.includes(role)),
  }
}

/** A person a program acts for: never more than both may do. */
async function actFor(
  person: string,
  key: {
    readonly row: ApiKeyRow
    readonly state: Extract<Authenticated, { ok: true }>
    readonly directory: Directory
  },
): Promise<Authenticated> {
  if (!key.row.mayActFor) return { ok: false, reason: 'may-not-act-for' }
  const found = await key.directory.find(person)
  if (!found) return { ok: false, reason: 'unknown-person' }
  const isShared = (role: string): boolean => key.row.roles.includes(role)
  return {
    ...key.state,
    actor: {
      id: found.id,
      roles: found.roles.filter(isShared),
      via: key.state.actor.id,
      ...(found.party !== undefined && { party: found.party }),
      ...standingIn(found, isShared),
    },
  }
}

function standingIn(
  person: Actor | undefined,
  counts: (role: string) => boolean,
): Pick<Actor, 'standsInFor'> {
  const standsInFor = (person?.standsInFor ?? []).flatMap(({ person: absent, roles }) => {
    const lent = roles.filter(counts)
    return lent.length > 0 ? [{ person: absent, roles: lent }] : []
  })
  return standsInFor.length > 0 ? { standsInFor } : {}
}
