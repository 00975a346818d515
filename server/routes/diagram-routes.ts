import type { Request, Response } from 'express'
import {
  allRows,
  caseMarks,
  closeStates,
  diagramGraph,
  diagramOutline,
  diagramPolicy,
  diagramSvg,
  noMarks,
  usuallyClosed,
  type CheckedProcess,
  type DiagramGraph,
  type Engine,
  type MarkedGraph,
} from '../../engine/index.js'
import { queryOf } from '../contract/index.js'
import type { DiagramQuery } from '../contract/diagrams.js'
import { createDiagramLayouts, type DiagramLayouts } from '../diagrams/diagram-layouts.js'
import type { Route } from '../http/route.js'
import { readInstance, type Surface } from '../views/answer-instance.js'
import { openProcess } from './process-routes.js'

/**
 * Pictures of processes and cases, and the same as text. A process is shown to whoever may know of it, a case to whoever
 * reads it; there is nothing of its data in a picture, and nobody's name.
 */
export function diagramRoutes(surface: Surface): readonly Route[] {
  const layouts = createDiagramLayouts(surface.engine)
  return [
    {
      method: 'GET',
      path: '/api/processes/{id}/diagram.svg',
      handle: async (request, response) => {
        const { profile, ...query } = queryOf(response, 'GET /api/processes/{id}/diagram.svg')
        const shown = await shownProcess(surface, request, response, profile)
        await answerSvg(layouts, response, { shown, query })
      },
    },
    {
      method: 'GET',
      path: '/api/processes/{id}/diagram.txt',
      handle: async (request, response) => {
        const { profile, lang } = queryOf(response, 'GET /api/processes/{id}/diagram.txt')
        answerOutline(response, await shownProcess(surface, request, response, profile), lang)
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/diagram.svg',
      handle: async (request, response) => {
        const query = queryOf(response, 'GET /api/instances/{id}/diagram.svg')
        const shown = await shownCase(surface, request, response)
        await answerSvg(layouts, response, { shown, query })
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/diagram.txt',
      handle: async (request, response) => {
        const { lang } = queryOf(response, 'GET /api/instances/{id}/diagram.txt')
        answerOutline(response, await shownCase(surface, request, response), lang)
      },
    },
  ]
}

async function shownProcess(
  surface: Surface,
  request: Request,
  response: Response,
  profile: string | undefined,
): Promise<MarkedGraph> {
  const process = await openProcess(surface, response, { id: String(request.params['id']), profile })
  return { graph: graphOf(surface.engine, process), marks: noMarks }
}

/** On the version the case runs on. Its ways are left out for whoever is kept from fields that they may depend on. */
async function shownCase(surface: Surface, request: Request, response: Response): Promise<MarkedGraph> {
  const { engine } = surface
  const { record, look } = await readInstance(surface, request, response)
  const graph = graphOf(engine, await engine.processOf(record))
  const isWithoutWays = look.sight === 'masked' && look.mask.hidden.length > 0
  const { id: instance } = record
  const trail = isWithoutWays
    ? []
    : await allRows((page) => engine.trail(instance, page, { withoutPersonal: true }))
  const open = isWithoutWays
    ? []
    : await allRows((page) => engine.incidents({ instance, status: 'open' }, page))
  const undelivered = open.map(({ subject }) => subject)
  return { graph, marks: caseMarks(graph, { record, trail, undelivered, now: engine.now() }) }
}

function graphOf(engine: Engine, process: CheckedProcess): DiagramGraph {
  return diagramGraph(process, new Map(engine.processes().map(({ id, title }) => [id, title])))
}

async function answerSvg(
  layouts: DiagramLayouts,
  response: Response,
  { shown, query }: { readonly shown: MarkedGraph; readonly query: DiagramQuery },
): Promise<void> {
  const { lang: language = 'zh-CN', direction = 'down', style = 'inside', theme } = query
  const { graph, marks } = closeStates(shown, closedIn(shown, query))
  const isByHand = query.opened !== undefined || query.closed !== undefined
  const layout = await layouts.of({ graph, language, direction }, { isByHand })
  const svg = diagramSvg({ graph, layout, language, marks, style, ...(theme && { theme }) })
  response
    .set('Content-Security-Policy', `${diagramPolicy}; frame-ancestors 'none'`)
    .type('image/svg+xml')
    .send(svg)
}

/** Which states are asked to be closed: the usual ones where these are asked for, and what the reader changed of it. */
function closedIn(shown: MarkedGraph, { states, opened, closed }: DiagramQuery): ReadonlySet<string> {
  const opens = new Set(opened?.split(','))
  const usual = states === 'usual' ? [...usuallyClosed(shown)] : []
  return new Set([...usual, ...(closed?.split(',') ?? [])].filter((path) => !opens.has(path)))
}

function answerOutline(
  response: Response,
  { graph, marks }: MarkedGraph,
  language: 'zh-CN' | 'en' | undefined = 'zh-CN',
): void {
  response.type('text/plain; charset=utf-8').send(diagramOutline(graph, language, marks))
}
