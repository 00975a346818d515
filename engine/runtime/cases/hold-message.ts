import { refusalBody } from '../../core/index.js'
import type { Refusal } from '../../errors/index.js'
import type { MessageRow, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { loggedFailure } from '../failure-text.js'

/** A message and what was thrown when it was brought. */
export interface Fault {
  readonly message: MessageRow
  readonly error: unknown
}

/** A message is brought again this long after its first fault, in milliseconds, and twice as long after each further one. */
const firstPause = 60_000
const longestPause = 3_600_000

/**
 * Keeps a message that met a fault until some time has passed, or somebody has it brought again. It still takes effect
 * when it was told: a fault of the surroundings does not change what comes of a case. Gives it as it stands then.
 */
export async function holdMessage(
  tx: Pick<StoreTransaction, 'saveMessage'>,
  { message, error }: Fault,
  { tried, now }: { readonly tried: number; readonly now: Instant },
): Promise<MessageRow> {
  const { id, body, attempts, since = now } = message
  const faults = message.faults + 1
  const { code } = loggedFailure(error)
  const text = { 'zh-CN': '发送时出错，稍后会重试。', en: `It met a fault: ${code}. It is tried again.` }
  const change = {
    ...{ status: 'held' as const, attempts: attempts + 1, body, tried, since, detail: { code, text } },
    ...{ faults, retryAt: now + Math.min(firstPause * 2 ** (faults - 1), longestPause) },
  }
  await tx.saveMessage(id, change)
  return { ...message, ...change }
}

/**
 * Keeps a message that asks for a case of a process that takes none, until it is reopened: whoever reopens it has the
 * message brought. Looked at again in between, in case that word was lost.
 */
export async function holdBegin(
  tx: Pick<StoreTransaction, 'saveMessage'>,
  { id, body, attempts, ...known }: MessageRow,
  { refusal, now }: { readonly refusal: Refusal; readonly now: Instant },
): Promise<void> {
  const { since = now } = known
  await tx.saveMessage(id, {
    ...{ status: 'held', attempts, body, since, detail: refusalBody(refusal) },
    retryAt: now + longestPause,
  })
}
