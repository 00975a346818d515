import { DeliveryFailed } from './delivery-failed.js'
import type { OutgoingAnswer } from './outgoing/outgoing.js'

/** A receiver may ask for a pause, but not for one longer than a day. */
const longestPause = 24 * 60 * 60 * 1000

/**
 * The failure an HTTP answer stands for; `undefined` for 2xx. 408, 429 and 5xx are temporary and carry the pause the
 * receiver asks for (`Retry-After`, at most a day); everything else is permanent.
 */
export function answerFailure(answer: OutgoingAnswer, now = Date.now()): DeliveryFailed | undefined {
  const { status } = answer
  if (status >= 200 && status < 300) return undefined
  const message = `Expected the receiver to answer 2xx, but it answered ${status}.`
  if (status === 410) return new DeliveryFailed('receiver-gone', message, { permanent: true })
  if (status === 429 || status === 408 || status >= 500) {
    const retryAfter = pauseOf(answer.headers['retry-after'], now)
    return new DeliveryFailed(status === 429 ? 'rate-limited' : 'receiver-failed', message, {
      permanent: false,
      retryAfter,
    })
  }
  return new DeliveryFailed('receiver-refused', message, { permanent: true })
}

/** `Retry-After` in ms from now: seconds, or a date of HTTP. `undefined` where it is neither. */
function pauseOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const value = header.trim()
  const pause = /^\d{1,10}$/.test(value) ? Number(value) * 1000 : dateOf(value) - now
  return Number.isNaN(pause) ? undefined : Math.min(Math.max(pause, 0), longestPause)
}

/** Only the fixed form of HTTP: `Date.parse` alone would read nearly anything, and by the zone of the machine. */
function dateOf(value: string): number {
  return /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value)
    ? Date.parse(value)
    : Number.NaN
}
