import type { Actor } from '../core/command.js'
import type { Page, PageRequest, SessionRow, Store, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { newId, newSecret, secretHash } from './access-secrets.js'
import type { ApiKeys, KeyScope } from './api-keys.js'
import { boundedPage } from './bounded-page.js'
import { idOfDoer, logHouseAct, type Doer } from './operate/house-acts.js'
import type { Clock, Directory } from './ports.js'
import { withoutKey } from './without-key.js'

/** How long sessions last, in milliseconds. */
export interface SessionLife {
  /** Without any use. */
  readonly idle: number
  /** In all. */
  readonly whole: number
}

/** A session as it is handed to the browser, once. Only a hash of `secret` is kept. */
export interface OpenedSession {
  readonly id: string
  readonly secret: string
  readonly endsAt: Instant
}

/** A session as it may be shown. */
export type ListedSession = Omit<SessionRow, 'hash'>

/** Who was signed in, and by what. */
export type SignedIn =
  | { readonly by: 'key'; readonly keyId: string }
  /** By an identity provider, which told roles besides those the directory knows. */
  | { readonly by: 'provider'; readonly person: string; readonly roles: readonly string[] }

export type InSession =
  | { readonly ok: true; readonly actor: Actor; readonly session: ListedSession; readonly scope: KeyScope }
  | { readonly ok: false }

/** Browsers that are signed in, kept in the database: any node takes them, and they can be ended. */
export interface Sessions {
  /** Always a new secret, whatever the browser had before. `undefined` for a key that is not valid. */
  open(
    who: SignedIn,
    how: { readonly life: SessionLife; readonly agent?: string },
  ): Promise<OpenedSession | undefined>
  /** Who is in the session, with the roles that count now. It goes on as its key does, where it was opened with one. */
  authenticate(secret: string, life: SessionLife): Promise<InSession>
  /** Somebody an identity provider vouches for, with the roles that count now. */
  vouch(person: string, told: readonly string[]): Promise<Actor>
  /** Open ones, the newest first; of one person or of all. */
  list(
    filter: { readonly actor?: string; readonly life: SessionLife },
    page?: Partial<PageRequest>,
  ): Promise<Page<ListedSession>>
  get(id: string): Promise<ListedSession | undefined>
  /** False when there is no such session, or it was ended before. That of somebody else is an operator's act. */
  end(id: string, by: Doer): Promise<boolean>
  /** Makes a secret that signs in as the holder of a key, once, for `life` milliseconds. */
  link(keyId: string, life: number): Promise<{ readonly secret: string; readonly expiresAt: Instant }>
  /** Uses such a secret up and gives the id of its key; `undefined` for one that is unknown, used or over. */
  redeem(secret: string): Promise<string | undefined>
}

/** The use of a session is noted once in so long, in milliseconds: not every request has to write. */
const notedEvery = 60_000

export function createSessions(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly directory: Directory
  readonly keys: Pick<ApiKeys, 'holder'>
}): Sessions {
  const { store, clock } = parts
  const write = <T>(work: Parameters<typeof store.transaction<T>>[0]): Promise<T> =>
    store.transaction(work, { name: 'session' })
  return {
    async open(who, { life, agent }) {
      const actor = await signedIn(who, parts)
      if (!actor) return undefined
      const secret = newSecret('')
      const now = clock.now()
      const row: SessionRow = {
        ...{ id: newId('ses'), hash: secretHash(secret), actor: actor.id },
        ...(who.by === 'key' ? { apiKey: who.keyId, roles: [] } : { roles: who.roles }),
        ...(agent !== undefined && { agent: agent.slice(0, longestAgent) }),
        ...{ createdAt: now, usedAt: now, endsAt: now + life.whole },
      }
      await write((tx) => tx.saveSession(row))
      return { id: row.id, secret, endsAt: row.endsAt }
    },
    vouch: (person, told) => vouchedFor(person, told, parts.directory),
    authenticate: (secret, life) => inSession(secret, life, parts),
    async list({ actor, life }, page) {
      const now = clock.now()
      const filter = { ...(actor !== undefined && { actor }), usedAfter: now - life.idle, now }
      const { items, next } = await store.read.sessions(filter, boundedPage(page))
      return { items: items.map((row) => withoutKey(row, 'hash')), ...(next !== undefined && { next }) }
    },
    async get(id) {
      const row = await store.read.session(id)
      return row && withoutKey(row, 'hash')
    },
    end: (id, by) => write((tx) => endSession(tx, { id, by, at: clock.now() })),
    async link(keyId, life) {
      const secret = newSecret('')
      const at = clock.now()
      const expiresAt = at + life
      await write(async (tx) => {
        await tx.saveSignInLink({ hash: secretHash(secret), apiKey: keyId, expiresAt })
        await logHouseAct(tx, { action: 'create-sign-in-link', by: undefined, at, subject: keyId })
      })
      return { secret, expiresAt }
    },
    redeem: (secret) => write((tx) => tx.useSignInLink(secretHash(secret), clock.now())),
  }
}

async function endSession(
  tx: StoreTransaction,
  { id, by, at }: { readonly id: string; readonly by: Doer; readonly at: Instant },
): Promise<boolean> {
  if (!(await tx.endSession(id, at, idOfDoer(by)))) return false
  const person = (await tx.session(id))?.actor
  if (person !== undefined && person !== idOfDoer(by))
    await logHouseAct(tx, { action: 'end-session', by, at, subject: id, detail: { person } })
  return true
}

/** Longest name of a browser that is kept. */
const longestAgent = 200

type Parts = Parameters<typeof createSessions>[0]

async function inSession(secret: string, life: SessionLife, parts: Parts): Promise<InSession> {
  const { store, clock } = parts
  const row = await store.read.sessionByHash(secretHash(secret))
  const now = clock.now()
  if (!row || row.endedAt !== undefined || row.endsAt <= now || row.usedAt + life.idle <= now)
    return { ok: false }
  const who: SignedIn =
    row.apiKey === undefined
      ? { by: 'provider', person: row.actor, roles: row.roles }
      : { by: 'key', keyId: row.apiKey }
  const holder = who.by === 'key' ? await parts.keys.holder(who.keyId, row.createdAt) : undefined
  if (holder?.ok === false) return { ok: false }
  // A use that is not noted would end the session too early, so that it is waited for; at most once a minute.
  if (now - row.usedAt >= notedEvery)
    await store.transaction((tx) => tx.touchSession(row.id, now), { name: 'session' })
  const actor = holder?.actor ?? (await vouchedFor(row.actor, row.roles, parts.directory))
  return { ok: true, actor, scope: holder?.scope ?? {}, session: withoutKey({ ...row, usedAt: now }, 'hash') }
}

async function signedIn(who: SignedIn, { keys, directory }: Parts): Promise<Actor | undefined> {
  if (who.by === 'provider') return vouchedFor(who.person, who.roles, directory)
  const holder = await keys.holder(who.keyId)
  return holder.ok ? holder.actor : undefined
}

/**
 * Somebody an identity provider vouches for: with the roles the directory knows and those that were told, and none
 * beside them where the directory knows nobody of that id.
 */
async function vouchedFor(person: string, told: readonly string[], directory: Directory): Promise<Actor> {
  const found = await directory.find(person)
  const roles = [...new Set([...(found?.roles ?? []), ...told])]
  const standsInFor = (found?.standsInFor ?? []).flatMap(({ person: absent, roles: lent }) => {
    const only = lent.filter((role) => !told.includes(role))
    return only.length > 0 ? [{ person: absent, roles: only }] : []
  })
  return {
    ...{ id: person, roles },
    ...(found?.party !== undefined && { party: found.party }),
    ...(standsInFor.length > 0 && { standsInFor }),
  }
}
