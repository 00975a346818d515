import type { Change } from '../contract/changes.js'
import { readEvents } from './event-reader.js'
import { NoAnswerError, ProblemError } from './problem-error.js'
import { sendRequest, type Connection } from './send-request.js'

/** A change, with the place to go on from: given as `after`, it has everything that came behind it. */
export type FollowedChange = Change & { readonly cursor: string }

/** Which changes are followed, and from where. */
export interface FollowRequest {
  /** Only cases of this process. */
  readonly process?: string
  /** Cursor of the last change that was dealt with. From now on unless given. */
  readonly after?: string
  readonly signal?: AbortSignal
}

/**
 * What is committed, without end and without gaps: a connection that breaks is made again from the place that was
 * reached. Ends quietly when `signal` is aborted. Throws the `ProblemError` of a refusal that would last, such as
 * `cursor-expired` or `key-revoked`.
 */
export async function* followChanges(
  connection: Connection,
  { process, after, signal }: FollowRequest,
): AsyncGenerator<FollowedChange> {
  const path = `/api/changes${process === undefined ? '' : `?process=${encodeURIComponent(process)}`}`
  let place = after
  while (!signal?.aborted) {
    try {
      const response = await sendRequest(connection, {
        method: 'GET',
        path,
        headers: { Accept: 'text/event-stream', ...(place !== undefined && { 'Last-Event-ID': place }) },
        signal,
        mayRepeat: true,
      })
      if (!response.body) return
      for await (const { id, event, data } of readEvents(response.body)) {
        if (id !== undefined) place = id
        if (event === 'change' && data !== undefined && place !== undefined)
          yield { ...(JSON.parse(data) as Change), cursor: place }
      }
    } catch (error) {
      if (isAborted(signal)) return
      if (error instanceof ProblemError || error instanceof NoAnswerError) throw error
      // The connection broke in the middle of the stream: made again below.
    }
    await connection.wait(againAfter, signal).catch(() => undefined)
  }
}

/** Read again each time: it changes while the loop waits. */
const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true

/** Pause before a stream that broke is opened again, in milliseconds. */
const againAfter = 200
