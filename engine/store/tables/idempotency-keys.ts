import type { JsonObject } from '../../errors/json.js'
import type { StoredAnswer } from '../port.js'
import { integer, json, text } from '../row.js'
import { holdNames, insertRows, type Session } from '../session.js'

/** A key within its scope, which is JSON: no two of them are written alike. */
export type ScopedKey = Pick<StoredAnswer, 'scope' | 'key'>

/** The name under which a key is held. */
export function heldKey({ scope, key }: ScopedKey): string {
  return `key ${scope} ${key}`
}

/** Finds the answer once given under a key, which nobody else can use until the end of the transaction. */
export async function findIdempotencyKey(
  session: Session,
  scope: string,
  key: string,
): Promise<StoredAnswer | undefined> {
  const wanted = { scope, key }
  await holdNames(session, [heldKey(wanted)])
  return (await findIdempotencyKeys(session, [wanted])).get(heldKey(wanted))
}

/** Finds answers by the names under which their keys are held; holds none. */
export async function findIdempotencyKeys(
  session: Session,
  keys: readonly ScopedKey[],
): Promise<ReadonlyMap<string, StoredAnswer>> {
  if (keys.length === 0) return new Map()
  const wanted = session.dialect.selectRows({ scope: 'text', key: 'text' })
  const rows = await session.run(
    `select scope, key, request, answer, at from ${session.names.idempotency_keys} where (scope, key) in (${wanted})`,
    [JSON.stringify(keys.map(({ scope, key }) => [scope, key]))],
  )
  const answers = rows.map((row) => ({
    scope: text(row, 'scope'),
    key: text(row, 'key'),
    request: text(row, 'request'),
    answer: json(row, 'answer') as JsonObject,
    at: integer(row, 'at'),
  }))
  return new Map(answers.map((answer) => [heldKey(answer), answer]))
}

/** Remembers answers. Throws `database-failed` when a key is taken in its scope. */
export async function insertIdempotencyKeys(
  session: Session,
  answers: readonly StoredAnswer[],
): Promise<void> {
  await insertRows(
    session,
    {
      table: session.names.idempotency_keys,
      columns: { scope: 'text', key: 'text', request: 'text', answer: 'text', at: 'integer' },
    },
    answers.map(({ scope, key, request, answer, at }) => [scope, key, request, JSON.stringify(answer), at]),
  )
}

/** Forgets the answers from before an instant and returns how many. */
export async function purgeIdempotencyKeys(session: Session, before: number): Promise<number> {
  const rows = await session.run(`delete from ${session.names.idempotency_keys} where at < ? returning at`, [
    before,
  ])
  return rows.length
}
