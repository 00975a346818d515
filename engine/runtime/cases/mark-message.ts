import type { JsonObject } from '../../errors/index.js'
import type { MessageRow, SettledBody, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'

type Writes = Pick<StoreTransaction, 'saveMessage'>

/** Settles a message. What was in it now stands in the case; a second copy of people's values is not kept. */
export function settleMessage(
  tx: Writes,
  { id, attempts, body, since }: MessageRow,
  status: Exclude<MessageRow['status'], 'pending' | 'waiting' | 'held'>,
  detail?: JsonObject,
): Promise<void> {
  return tx.saveMessage(id, {
    ...{ status, attempts, body: settledBody(body) },
    ...(since !== undefined && { since }),
    ...(detail && { detail }),
  })
}

/** What is kept of a message: its kind, and which event or process it names. */
export function settledBody(body: MessageRow['body'] | SettledBody): SettledBody {
  return {
    kind: body.kind,
    ...('event' in body && { event: body.event }),
    ...('process' in body && { process: body.process }),
  }
}

/** Why a message is kept, and when its receiver would not take it. Absent for one that only waits its turn. */
export interface RefusedMessage {
  readonly detail: JsonObject
  readonly at: Instant
}

/** Keeps a message until its receiver has another revision than `tried`. Gives it as it stands then. */
export async function keepWaiting(
  tx: Writes,
  message: MessageRow,
  tried: number,
  refused?: RefusedMessage,
): Promise<MessageRow> {
  const { id, body, attempts } = message
  const since = message.since ?? refused?.at
  const detail = refused?.detail ?? message.detail
  const change = {
    status: 'waiting' as const,
    attempts: refused ? attempts + 1 : attempts,
    ...{ body, tried },
    ...(since !== undefined && { since }),
    ...(detail && { detail }),
  }
  await tx.saveMessage(id, change)
  return { ...message, ...change, faults: 0 }
}
