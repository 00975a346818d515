import type { Request, Response } from 'express'
import { EngineError, formatInstant, type Actor, type ChangeRow } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { senderOf } from '../identity/index.js'
import { openEventStream, type EventStream } from '../http/event-stream.js'
import { noSuchProcess, notForYou } from '../access/refusals.js'
import { RefusedRequest, RequestProblem } from '../http/problem-response.js'
import { queryOf } from '../contract/index.js'
import type { Route } from '../http/route.js'
import { sightsOf } from '../access/sights-of.js'

/** Streams one key may have open at a time. */
const mostStreams = 8

/** How often a stream says that it lives, and looks at its key again, in milliseconds. */
const heartbeat = 15_000

/** What changes, as server-sent events. `closing` ends all streams: the server is about to stop. */
export function streamRoutes(surface: Surface, closing?: AbortSignal): readonly Route[] {
  const open = new Map<string, number>()
  return [
    {
      method: 'GET',
      path: '/api/changes',
      async handle(request, response) {
        const { keyId } = await senderOf(request)
        const others = open.get(keyId) ?? 0
        if (others >= mostStreams)
          throw new RequestProblem(
            'too-many-streams',
            `Expected at most ${mostStreams} streams of one key, but so many are open. Close one first.`,
          )
        open.set(keyId, others + 1)
        try {
          await stream(surface, { request, response, closing })
        } finally {
          const left = (open.get(keyId) ?? 1) - 1
          if (left > 0) open.set(keyId, left)
          else open.delete(keyId)
        }
      },
    },
  ]
}

async function stream(
  surface: Surface,
  http: { readonly request: Request; readonly response: Response; readonly closing: AbortSignal | undefined },
): Promise<void> {
  const { request, response, closing } = http
  const { process } = queryOf(response, 'GET /api/changes')
  const after = request.get('Last-Event-ID')
  const ending = new AbortController()
  const end = (): void => ending.abort()
  const permit = await permitOf(surface, request, process)
  const changes = surface.engine.changes({ ...(after ? { after } : {}), signal: ending.signal })
  await changes.opened()
  const events = openEventStream(response)
  for (const signal of [events.gone, closing]) {
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
  }
  const told = { place: changes.cursor ?? '' }
  const stopBeating = beating(surface, { events, told, permit, end })
  try {
    if (request.method !== 'HEAD')
      for await (const change of changes) {
        if (process === undefined || change.process === process)
          await tell(surface, events, { change, actor: permit.actor })
        told.place = change.cursor
      }
  } catch (error) {
    // The client comes again with the place it has come to, and is told what is wrong if it lasts.
    if (!(error instanceof EngineError)) throw error
  } finally {
    stopBeating()
    closing?.removeEventListener('abort', end)
    events.end()
  }
}

/** Who reads. It is looked at again from time to time, since a key may be revoked and roles taken away. */
interface Permit {
  actor: Actor
  /** Rejects where the key is valid no more, or no list is open to it. */
  renew(): Promise<void>
}

/** Throws what a list would be refused with. */
async function permitOf(surface: Surface, request: Request, process: string | undefined): Promise<Permit> {
  const look = async (): Promise<Actor> => {
    const { actor } = await senderOf(request)
    const mine = await surface.reading.listed(actor)
    if (mine?.length === 0 && !surface.reading.listedParty(actor)) throw new RefusedRequest(notForYou())
    if (process !== undefined && mine && mine.length > 0 && !mine.includes(process))
      throw new RefusedRequest(noSuchProcess(process))
    return actor
  }
  const permit: Permit = {
    actor: await look(),
    async renew() {
      permit.actor = await look()
    },
  }
  return permit
}

/** Tells of a change of a case the actor may see. */
async function tell(
  surface: Surface,
  events: EventStream,
  { change, actor }: { readonly change: ChangeRow; readonly actor: Actor },
): Promise<void> {
  const { cursor, instance, process, revision, at, kind } = change
  const sights = await sightsOf(surface, actor, [{ instance, process }])
  if ((sights.get(instance) ?? 'none') === 'none') return
  const data = { instance, process, revision, at: formatInstant(at), kind }
  await events.send({ id: cursor, event: 'change', data })
}

/** Begins the heartbeat; gives how it ends. */
function beating(
  { engine }: Surface,
  on: {
    readonly events: EventStream
    readonly told: { readonly place: string }
    readonly permit: Permit
    readonly end: () => void
  },
): () => void {
  let isOver = false
  let cancel = (): void => undefined
  const plan = (): void => {
    if (!isOver) cancel = engine.clock.wakeAt(engine.now() + heartbeat, () => void beat())
  }
  const beat = async (): Promise<void> => {
    try {
      await on.permit.renew()
      on.events.beat(on.told.place)
      plan()
    } catch {
      on.end()
    }
  }
  on.events.beat(on.told.place)
  plan()
  return () => {
    isOver = true
    cancel()
  }
}
