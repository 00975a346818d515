import type { Request, Response } from 'express'
import {
  diffView,
  readCalendar,
  unknownCalendar,
  type Calendar,
  type JsonObject,
  type Problem,
} from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { calendarView } from '../views/calendar-views.js'
import { expectMay } from '../access/index.js'
import { RefusedRequest, RequestProblem } from '../http/problem-response.js'
import { idOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'

/** The calendars in force, and what another version of one would do to the open cases. */
export function calendarRoutes(surface: Surface): readonly Route[] {
  const { engine } = surface
  return [
    {
      method: 'GET',
      path: '/api/calendars',
      handle: (_request, response) => {
        response.json({ items: engine.calendars().map(calendarView) })
      },
    },
    {
      method: 'POST',
      path: '/api/calendars/{id}/diff',
      handle: (request, response) => compare(surface, request, response),
    },
  ]
}

/** A permission of its own, since it speaks of cases of every process. The body is a calendar as its file would say it, in JSON. */
async function compare(surface: Surface, request: Request, response: Response): Promise<void> {
  const { engine } = surface
  await expectMay(surface, response, 'calendars')
  const id = idOf(request)
  const calendars = engine.calendars()
  if (!calendars.some((one) => one.id === id)) {
    const known = calendars.map((one) => one.id)
    throw new RefusedRequest(unknownCalendar(id, known))
  }
  response.json(diffView(await engine.calendarDiff(calendarIn(request.body as JsonObject, id, calendars))))
}

/**
 * The calendar of the body, which may extend another one in force. Its own id may be left out, and if it is there it
 * must be that of the address.
 */
function calendarIn(body: JsonObject, id: string, inForce: readonly Calendar[]): Calendar {
  const others = inForce.filter((one) => one.id !== id)
  const read = readCalendar({ calendar: id, ...body }, new Map(others.map((one) => [one.id, one])))
  if (!read.ok) throw faultyCalendar(read.problems)
  if (read.calendar.id === id) return read.calendar
  throw new RequestProblem(
    'request-invalid',
    `Expected '${id}' as 'calendar', as in the address, but found another one.`,
  )
}

function faultyCalendar(problems: readonly Problem[]): RequestProblem {
  return new RequestProblem('request-invalid', problems.map(({ message }) => message).join(' '), {
    problems: problems.map(({ code, message, place }) => ({ field: place?.path ?? '', code, message })),
  })
}
