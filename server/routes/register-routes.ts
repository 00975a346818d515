import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import {
  unknownRegister,
  type CheckedRegister,
  type RegisterFormat,
  type RegisterRequest,
} from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { RefusedRequest } from '../http/problem-response.js'
import { queryOf, type QueryOf } from '../contract/index.js'
import { idOf, pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'

/** Registers that are open to the actor. Each shows its own columns and nothing else. */
export function registerRoutes({ engine, reading }: Surface): readonly Route[] {
  const open = (response: Response): readonly CheckedRegister[] =>
    engine.registers().filter((register) => reading.register(actorOf(response), register))
  /** Says the same whether there is no such register or none for this actor. */
  const known = (request: Request, response: Response): string => {
    const id = idOf(request)
    const registers = open(response)
    if (registers.some((register) => register.id === id)) return id
    throw new RefusedRequest(
      unknownRegister(
        id,
        registers.map((register) => register.id),
      ),
    )
  }
  const exported = (format: RegisterFormat): Route => ({
    method: 'GET',
    path: `/api/registers/{id}.${format}`,
    handle: async (request, response) => {
      const id = known(request, response)
      const query = queryOf(response, `GET /api/registers/{id}.${format}` as const)
      const bytes = engine.exportRegister(id, { ...requestOf(query), format })
      await send(response, bytes, { format, id })
    },
  })
  return [
    {
      method: 'GET',
      path: '/api/registers',
      handle: (_request, response) => {
        response.json({ items: open(response).map(registerView) })
      },
    },
    exported('csv'),
    exported('xlsx'),
    {
      method: 'GET',
      path: '/api/registers/{id}',
      handle: async (request, response) => {
        const id = known(request, response)
        const query = queryOf(response, 'GET /api/registers/{id}')
        const page = { ...requestOf(query), ...pageOf(query) }
        const { register, items, next } = await engine.register(id, page)
        response.json({ register: registerView(register), items, ...(next !== undefined && { next }) })
      },
    },
  ]
}

function requestOf({ from, to, open, lang }: QueryOf<'GET /api/registers/{id}.csv'>): RegisterRequest {
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(open === 'true' && { open: true }),
    ...(lang !== undefined && { language: lang }),
  }
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The first bytes are waited for, so that what is wrong with the request is still answered as such. */
async function send(
  response: Response,
  bytes: AsyncIterable<Uint8Array>,
  { format, id }: { readonly format: RegisterFormat; readonly id: string },
): Promise<void> {
  const parts = bytes[Symbol.asyncIterator]()
  const first = await parts.next()
  response.attachment(`${id}.${format}`).type(mediaTypes[format])
  await pipeline(Readable.from(following(first, parts)), response)
}

async function* following(
  first: IteratorResult<Uint8Array>,
  parts: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let part = first; !part.done; part = await parts.next()) yield part.value
}

function registerView({
  id,
  title,
  description,
  source,
  of,
  rows,
  columns,
  struckOff,
  roles,
}: CheckedRegister): object {
  return {
    id,
    title,
    ...(description && { description }),
    ...(source && { source }),
    of,
    rows,
    columns: columns.map(({ name, title: heading }) => ({ name, title: heading })),
    ...(struckOff && { struckOff: { title: struckOff.title } }),
    roles,
  }
}
