import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../core/command.js'
import type { ApiKeyRow, Store } from '../store/port.js'
import type { Clock, Directory } from './ports.js'
import { withoutKey } from './without-key.js'

/** A key as it is handed out, once. Only a hash of `key` is kept. */
export interface CreatedKey {
  readonly id: string
  readonly key: string
}

/** Keys of programs and people that speak HTTP. */
export interface ApiKeys {
  create(request: {
    name: string
    roles: readonly string[]
    actor?: string
    expiresAt?: number
  }): Promise<CreatedKey>
  list(): Promise<readonly Omit<ApiKeyRow, 'hash'>[]>
  /** False when there is no such key, or it was revoked before. */
  revoke(id: string): Promise<boolean>
  /** Who stands behind a key: its person with the person's roles besides the key's own. */
  authenticate(key: string): Promise<Authenticated>
}

export type Authenticated =
  | { readonly ok: true; readonly actor: Actor; readonly keyId: string }
  | { readonly ok: false; readonly reason: 'unknown' | 'revoked' | 'expired' }

const prefix = 'ak_'

/** 256 random bits cannot be guessed, so one fast hash is enough: slow hashes are for passwords. */
const secretBytes = 32

export function createApiKeys(store: Store, clock: Clock, directory: Directory): ApiKeys {
  return {
    async create({ name, roles, actor, expiresAt }) {
      const key = prefix + randomBytes(secretBytes).toString('base64url')
      const id = `key_${randomBytes(8).toString('hex')}`
      await store.transaction(
        (tx) =>
          tx.saveApiKey({
            id,
            name,
            hash: hashOf(key),
            roles,
            createdAt: clock.now(),
            ...(actor === undefined ? {} : { actor }),
            ...(expiresAt === undefined ? {} : { expiresAt }),
          }),
        { name: 'key' },
      )
      return { id, key }
    },
    list: async () => (await store.read.apiKeys()).map((row) => withoutKey(row, 'hash')),
    revoke: (id) => store.transaction((tx) => tx.revokeApiKey(id, clock.now()), { name: 'key' }),
    async authenticate(key) {
      const row = await store.read.apiKeyByHash(hashOf(key))
      if (!row) return { ok: false, reason: 'unknown' }
      if (row.revokedAt !== undefined) return { ok: false, reason: 'revoked' }
      if (row.expiresAt !== undefined && row.expiresAt <= clock.now()) return { ok: false, reason: 'expired' }
      return { ok: true, keyId: row.id, actor: await actorOf(row, directory) }
    },
  }
}

/** The person's own roles and the key's; what the key brings is not there only because of somebody absent. */
async function actorOf(row: ApiKeyRow, directory: Directory): Promise<Actor> {
  const person = row.actor === undefined ? undefined : await directory.find(row.actor)
  const standsInFor = (person?.standsInFor ?? []).flatMap(({ person: absent, roles }) => {
    const lent = roles.filter((role) => !row.roles.includes(role))
    return lent.length > 0 ? [{ person: absent, roles: lent }] : []
  })
  return {
    id: row.actor ?? row.name,
    roles: [...new Set([...row.roles, ...(person?.roles ?? [])])],
    ...(person?.party !== undefined && { party: person.party }),
    ...(standsInFor.length > 0 && { standsInFor }),
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
