import { DeliveryFailed, abortedFailure, failureName } from '../delivery-failed.js'

/** Failures of the library that no server reported, and that would come again. */
const permanentKinds = new Set(['EENVELOPE', 'EMESSAGE', 'ECONFIG', 'EAUTH', 'ENOAUTH', 'EREQUIRETLS'])

/**
 * What a failed sending means: 5xx of the server is permanent, 4xx and everything about the connection temporary. The
 * server's text is not told: it repeats addresses.
 */
export function mailFailure(error: unknown, signal: AbortSignal): DeliveryFailed {
  if (error instanceof DeliveryFailed) return error
  if (signal.aborted) return abortedFailure(signal)
  const { responseCode } = error as { readonly responseCode?: unknown }
  if (typeof responseCode === 'number') return refusedMail(responseCode)
  const kind = failureName(error)
  const message = `Expected to hand the mail to the server, but it failed with ${kind}.`
  if (permanentKinds.has(kind)) return new DeliveryFailed('receiver-refused', message, { permanent: true })
  return new DeliveryFailed('connection-failed', message, { permanent: false })
}

/** The failure an SMTP answer stands for. */
export function refusedMail(status: number): DeliveryFailed {
  const permanent = status >= 500
  const message = `Expected the mail server to take the mail, but it answered ${status}.`
  return new DeliveryFailed(permanent ? 'receiver-refused' : 'receiver-failed', message, { permanent })
}
