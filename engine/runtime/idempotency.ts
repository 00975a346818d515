import { createHash } from 'node:crypto'
import { canonicalJson, type JsonObject, type Refusal } from '../errors/index.js'
import type { StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'

/** How long a key is remembered unless the host says otherwise: thirty days, in milliseconds. */
export const usualKeyRetention = 30 * 86_400_000

/** A request that may come twice: who asked for what, under which key, with which body. */
export interface KeyedRequest {
  /** Actor, and instance or route: the same key in another scope is another key. */
  readonly scope: string
  readonly key: string
  readonly body: JsonObject
}

/** What an earlier request with the same key led to. */
export type EarlierAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly instance: string }
  | { readonly kind: 'other-body'; readonly refusal: Refusal }

/**
 * Looks a key up inside the transaction, so that two requests with one key cannot both pass. One from before
 * `forgetBefore` is forgotten here, since nobody can say when the last clean-up was.
 */
export async function earlierAnswer(
  tx: StoreTransaction,
  request: KeyedRequest,
  forgetBefore: Instant,
): Promise<EarlierAnswer> {
  const stored = await tx.findIdempotencyKey(request.scope, request.key)
  if (!stored) return { kind: 'none' }
  if (stored.at < forgetBefore) {
    await tx.purgeIdempotencyKeys(forgetBefore)
    return { kind: 'none' }
  }
  if (stored.request !== hashOf(request.body)) return { kind: 'other-body', refusal: reused() }
  return { kind: 'same', instance: stored.answer['instance'] as string }
}

/** Remembers that the request took effect. Refusals are not remembered: the same key may be tried again. */
export async function rememberAnswer(
  tx: StoreTransaction,
  request: KeyedRequest,
  answer: { instance: string; revision: number },
  at: Instant,
): Promise<void> {
  const { scope, key } = request
  await tx.saveIdempotencyKey({ scope, key, request: hashOf(request.body), answer, at })
}

/**
 * Does what changes no case, once for each key. `repeated` answers a request that took effect before; a refusal is not
 * remembered.
 */
export async function onceByKey<A extends { readonly refused?: Refusal | undefined }>(
  tx: StoreTransaction,
  keyed: KeyedRequest | undefined,
  {
    now,
    keyRetention,
    repeated,
    work,
  }: {
    readonly now: Instant
    readonly keyRetention: number
    readonly repeated: () => Promise<A>
    readonly work: () => Promise<A>
  },
): Promise<A | { readonly refused: Refusal }> {
  if (!keyed) return work()
  const earlier = await earlierAnswer(tx, keyed, now - keyRetention)
  if (earlier.kind === 'other-body') return { refused: earlier.refusal }
  if (earlier.kind === 'same') return repeated()
  const answer = await work()
  if (!answer.refused) await rememberAnswer(tx, keyed, { instance: '', revision: 0 }, now)
  return answer
}

function hashOf(body: JsonObject): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex')
}

function reused(): Refusal {
  const text = {
    'zh-CN': '该幂等键已用于另一个请求。',
    en: 'This idempotency key was already used for another request.',
  }
  return { code: 'idempotency-key-reused', text, reasons: [{ code: 'idempotency-key-reused', text }] }
}
