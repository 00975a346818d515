import { answerFailure } from '../answer-failure.js'
import { isPlainObject } from '../check-options.js'
import { DeliveryFailed } from '../delivery-failed.js'
import type { Outgoing } from '../outgoing/outgoing.js'

/** What the error codes of a robot mean. Every other code is permanent. */
export interface BotCodes {
  /** Name for the message of a failure. */
  readonly name: string
  /** Codes for "too many just now", with the ms to wait. */
  readonly tooMany: ReadonlyMap<number, number>
  /** Codes for "busy", worth another attempt. */
  readonly busy: ReadonlySet<number>
}

/**
 * Posts JSON to a robot and reads its `{ errcode, errmsg }`. Throws `DeliveryFailed` for every `errcode` but 0; the
 * robot's own text is not told, since it may repeat what was sent.
 */
export async function askBot(
  { url, body, signal }: { readonly url: string; readonly body: object; readonly signal: AbortSignal },
  outgoing: Outgoing,
  codes: BotCodes,
): Promise<void> {
  const answer = await outgoing.request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal,
    sameOrigin: true,
  })
  const failure = answerFailure(answer)
  if (failure) throw failure
  const code = codeOf(answer.body)
  if (code === undefined)
    throw new DeliveryFailed(
      'answer-invalid',
      `Expected ${codes.name} to answer with an errcode, but it answered something else. Check the address.`,
      { permanent: true },
    )
  if (code !== 0) throw botFailure(code, codes)
}

function botFailure(code: number, { name, tooMany, busy }: BotCodes): DeliveryFailed {
  const message = `Expected ${name} to take the message, but it answered errcode ${code}.`
  const retryAfter = tooMany.get(code)
  if (retryAfter !== undefined)
    return new DeliveryFailed('rate-limited', message, { permanent: false, retryAfter })
  if (busy.has(code)) return new DeliveryFailed('receiver-failed', message, { permanent: false })
  return new DeliveryFailed('receiver-refused', message, { permanent: true })
}

function codeOf(body: string): number | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    const code = isPlainObject(answer) ? answer['errcode'] : undefined
    return typeof code === 'number' ? code : undefined
  } catch {
    return undefined
  }
}
