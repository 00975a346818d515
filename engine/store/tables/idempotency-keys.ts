import type { JsonObject } from '../../errors/json.js'
import type { StoredAnswer } from '../port.js'
import { integer, json, text } from '../row.js'
import { holdNames, type Session } from '../session.js'

/** Finds the answer once given under a key, which nobody else can use until the end of the transaction. */
export async function findIdempotencyKey(
  session: Session,
  scope: string,
  key: string,
): Promise<StoredAnswer | undefined> {
  await holdNames(session, [`key ${scope} ${key}`])
  const [row] = await session.run(
    `select scope, key, request, answer, at from ${session.names.idempotency_keys} where scope = ? and key = ?`,
    [scope, key],
  )
  return (
    row && {
      scope: text(row, 'scope'),
      key: text(row, 'key'),
      request: text(row, 'request'),
      answer: json(row, 'answer') as JsonObject,
      at: integer(row, 'at'),
    }
  )
}

/** Remembers an answer. Throws `database-failed` when the key is taken in its scope. */
export async function insertIdempotencyKey(session: Session, answer: StoredAnswer): Promise<void> {
  await session.run(
    `insert into ${session.names.idempotency_keys} (scope, key, request, answer, at) values (?, ?, ?, ?, ?)`,
    [answer.scope, answer.key, answer.request, JSON.stringify(answer.answer), answer.at],
  )
}

/** Forgets the answers from before an instant and returns how many. */
export async function purgeIdempotencyKeys(session: Session, before: number): Promise<number> {
  const rows = await session.run(`delete from ${session.names.idempotency_keys} where at < ? returning at`, [
    before,
  ])
  return rows.length
}
