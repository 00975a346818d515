import type { Request, Response } from 'express'
import { unknownView, type Actor, type ViewAnswer } from '../../engine/index.js'
import { expectMay } from '../access/index.js'
import { bodyOf } from '../contract/index.js'
import { RefusedRequest } from '../http/problem-response.js'
import { idOf, wrongMember } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { actorOf } from '../identity/index.js'
import type { Surface } from '../views/answer-instance.js'
import { savedViewView } from '../views/saved-views.js'

/** Views of the list of cases: everybody keeps their own, and who may share them does so by role. */
export function viewRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    {
      method: 'GET',
      path: '/api/views',
      handle: async (_request, response) => {
        const reader = await readerOf(surface, response)
        const views = await engine.views.list(reader)
        response.json({ items: await Promise.all(views.map((one) => savedViewView(surface, reader, one))) })
      },
    },
    {
      method: 'POST',
      path: '/api/views',
      handle: async (_request, response) => {
        const { role, ...view } = bodyOf(response, 'POST /api/views')
        if (role !== undefined) await expectShared(surface, response, role)
        const reader = await readerOf(surface, response)
        const wish = { ...view, ...(role !== undefined && { role }) }
        await answerView(surface, response, {
          answer: await engine.views.add(reader, wish),
          reader,
          status: 201,
        })
      },
    },
    {
      method: 'POST',
      path: '/api/views/{id}',
      handle: (request, response) => changeView(surface, request, response),
    },
    {
      method: 'POST',
      path: '/api/views/{id}/remove',
      handle: async (request, response) => {
        const refused = await engine.views.remove(await readerOf(surface, response), idOf(request))
        if (refused) throw new RefusedRequest(refused)
        response.status(204).end()
      },
    },
  ]
}

async function changeView(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  const { role, first, name, address } = bodyOf(response, 'POST /api/views/{id}')
  const reader = await readerOf(surface, response)
  // Who has no such view is told that, and not what they may not do with it.
  const isSeen = reader.mayShare || (await engine.views.list(reader)).some(({ id }) => id === idOf(request))
  if (!isSeen) throw new RefusedRequest(unknownView(idOf(request)))
  if (typeof role === 'string') await expectShared(surface, response, role)
  const change = {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    ...(role !== undefined && { role }),
    ...(first !== undefined && { isFirst: first }),
  }
  const answer = await engine.views.change(reader, idOf(request), change)
  await answerView(surface, response, { answer, reader, status: 200 })
}

interface Reader extends Pick<Actor, 'id' | 'roles'> {
  readonly actor: Actor
  readonly mayShare: boolean
}

async function readerOf({ reading }: Surface, response: Response): Promise<Reader> {
  const actor = actorOf(response)
  const { allowed } = await reading.may(actor, 'share-views')
  return { actor, id: actor.id, roles: actor.roles, mayShare: allowed }
}

/** Refuses to share with a role that is none of the house, and for whoever may not share. */
async function expectShared(surface: Surface, response: Response, role: string): Promise<void> {
  await expectMay(surface, response, 'share-views')
  const { engine } = surface
  const isOfHouse = engine.titlesOfRoles().some(({ id }) => id === role) && !engine.isOutside(role)
  if (!isOfHouse) throw wrongMember('role', 'a role of the house', role)
}

async function answerView(
  surface: Surface,
  response: Response,
  {
    answer,
    reader,
    status,
  }: { readonly answer: ViewAnswer; readonly reader: Reader; readonly status: 200 | 201 },
): Promise<void> {
  if (answer.refused) throw new RefusedRequest(answer.refused)
  response.status(status).json(await savedViewView(surface, reader, answer.view))
}
