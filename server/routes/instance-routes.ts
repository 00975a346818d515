import type { Request, Response } from 'express'
import { deadlinesOutline, deadlinesView, unknownInstance, type CheckedProcess } from '../../engine/index.js'
import {
  answerInstance,
  readInstance,
  seenInstance,
  wholeInstance,
  type Surface,
} from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { notForYou } from '../access/refusals.js'
import { partyRoles } from '../access/reading.js'
import { withoutData } from '../access/without-data.js'
import { partyStates } from '../views/party-views.js'
import { RefusedRequest } from '../http/problem-response.js'
import { queryOf } from '../contract/index.js'
import { pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { shownFields } from '../views/shown-fields.js'
import { effectView, pageView, trailView } from '../views/views.js'
import { instanceListRoutes } from './instance-list-routes.js'

/** What can be read of cases: lists, one case, what it accepts, its trail, its effects. */
export function instanceRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    // Before the cases themselves: none of them is called 'count'.
    ...instanceListRoutes(surface),
    {
      method: 'GET',
      path: '/api/instances/{id}',
      handle: async (request, response) => {
        const { record } = await seenInstance(surface, request, response)
        await answerInstance(surface, response, { instance: record, isWithIncidents: true })
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/events',
      handle: (request, response) => listAccepted(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/trail',
      handle: async (request, response) => {
        const { record, look } = await readInstance(surface, request, response)
        if (look.sight === 'masked' && look.mask.hidden.length > 0) throw new RefusedRequest(notForYou())
        const shown = { withoutPersonal: look.sight === 'masked' }
        const page = await engine.trail(
          record.id,
          pageOf(queryOf(response, 'GET /api/instances/{id}/trail')),
          shown,
        )
        response.json(pageView(page, trailView))
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/deadlines',
      handle: (request, response) => listDeadlines(surface, request, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/effects',
      handle: async (request, response) => {
        const record = await wholeInstance(surface, request, response)
        const process = await engine.processOf(record)
        const effects = await engine.effects(record.id)
        response.json({ items: effects.map((one) => effectView(one, process)) })
      },
    },
  ]
}

/** Why everything is due when it is; for whoever does not see the whole case the dates with a paragraph each. */
async function listDeadlines(surface: Surface, request: Request, response: Response): Promise<void> {
  const { record, sight } = await seenInstance(surface, request, response)
  const told = await surface.engine.deadlines(record.id)
  if (!told) throw new RefusedRequest(unknownInstance(record.id))
  if (sight !== 'part') {
    response.json(sight === 'whole' ? deadlinesView(told) : deadlinesOutline(told))
    return
  }
  const process = await surface.engine.processOf(record)
  const own = partyStates(process, partyRoles(actorOf(response), record))
  response.json(
    deadlinesOutline({ ...told, running: told.running.filter(({ state }) => own.has(state.path)) }),
  )
}

/** All events of the active states; for whoever does not see the whole case, only those of the own roles. */
async function listAccepted(surface: Surface, request: Request, response: Response): Promise<void> {
  const actor = actorOf(response)
  const { record, sight } = await seenInstance(surface, request, response)
  const events = (await surface.engine.accepted(record.id, actor)) ?? []
  const shown =
    sight === 'whole'
      ? events
      : events
          .filter(({ roles }) => roles.some((role) => actor.roles.includes(role)))
          .map(({ refusal, ...event }) => ({
            ...event,
            ...(refusal ? { refusal: withoutData(refusal, actor) } : {}),
          }))
  if (shown.length === 0) {
    response.json({ items: [] })
    return
  }
  const process = await surface.engine.processOf(record)
  const look = await surface.reading.look(actor, record)
  const mask = look.sight === 'masked' ? look.mask : undefined
  response.json({
    items: shown.map(({ shows, ...event }) => ({
      ...event,
      ...formView(process.forms, event.form),
      ...shownFields(shows, process, mask),
    })),
  })
}

/** The form of an event as the version of the case has it, which need not be the current one. */
function formView(forms: CheckedProcess['forms'], name: string | undefined): object {
  const form = name === undefined ? undefined : forms.get(name)
  if (!form) return {}
  return { ...(form.title && { formTitle: form.title }), formSchema: form.schema }
}
