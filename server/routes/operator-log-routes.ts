import type { Response } from 'express'
import { parseInstant, type OperatorActionFilter, type OperatorActionRow } from '../../engine/index.js'
import { expectMay } from '../access/index.js'
import { queryOf, type QueryOf } from '../contract/index.js'
import { pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import type { Surface } from '../views/answer-instance.js'
import { pageView, time } from '../views/views.js'

const logRead = 'GET /api/operator-actions'

/** The log of what operators did, for those who may read it: acts on what they see. */
export function operatorLogRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/operator-actions',
      handle: (_request, response) => list(surface, response),
    },
  ]
}

async function list(surface: Surface, response: Response): Promise<void> {
  const { engine, reading } = surface
  const query = queryOf(response, logRead)
  const reader = await expectMay(surface, response, 'operator-actions')
  const [within, reasonsWithin] = [await reading.scope(reader), await reading.wholeScope(reader)]
  const filter = { ...filterOf(query), ...(within && { within }), ...(reasonsWithin && { reasonsWithin }) }
  response.json({
    ...pageView(await engine.operatorActions(filter, pageOf(query)), operatorActionView),
    ...(query.count === 'true' && { count: await engine.countOperatorActions(filter) }),
  })
}

const names = ['actor', 'action', 'instance', 'number', 'process'] as const

function filterOf({ from, to, ...query }: QueryOf<typeof logRead>): OperatorActionFilter {
  const given = names.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]]))
  return {
    ...(Object.fromEntries(given) as OperatorActionFilter),
    ...moment('from', from),
    ...moment('to', to),
  }
}

function operatorActionView(row: OperatorActionRow): object {
  return { ...row, at: time(row.at) }
}

function moment<Name extends 'from' | 'to'>(
  name: Name,
  text: string | undefined,
): Partial<Record<Name, number>> {
  const at = text === undefined ? undefined : parseInstant(text)
  return at === undefined ? {} : ({ [name]: at } as Record<Name, number>)
}
