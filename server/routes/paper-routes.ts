import type { Request, Response } from 'express'
import {
  paperView,
  printedPaperPolicy,
  unknownPaper,
  voucherView,
  type VoucherFilter,
} from '../../engine/index.js'
import { wholeInstance, type Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { notForYou } from '../access/refusals.js'
import { RefusedRequest } from '../http/problem-response.js'
import { queryOf } from '../contract/index.js'
import { pageOf } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { pageView } from '../views/views.js'

/** Numbered papers: those of a case, their sheets for print, and the register over the cases open to the actor. */
export function paperRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/vouchers',
      handle: (_request, response) => listVouchers(surface, response),
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/papers',
      handle: async (request, response) => {
        const record = await wholeInstance(surface, request, response)
        const papers = (await surface.engine.papers(record.id)) ?? []
        response.json({ items: papers.map(paperView) })
      },
    },
    {
      method: 'GET',
      path: '/api/instances/{id}/papers/{paper}/{number}',
      handle: (request, response) => showPaper(surface, request, response),
    },
  ]
}

async function listVouchers({ engine, reading }: Surface, response: Response): Promise<void> {
  const { paper, number, state, instance, ...query } = queryOf(response, 'GET /api/vouchers')
  const actor = actorOf(response)
  // A number found is a value found: whoever does not see a case whole does not find its papers either.
  const [processes, within] = [await reading.listed(actor), await reading.wholeScope(actor)]
  if (processes?.length === 0) throw new RefusedRequest(notForYou())
  const filter: VoucherFilter = {
    ...(processes && { processes }),
    ...(within && { within }),
    ...(paper !== undefined && { paper }),
    ...(number !== undefined && { number }),
    ...(instance !== undefined && { instance }),
    ...(state !== undefined && { state }),
  }
  response.json(pageView(await engine.vouchers(filter, pageOf(query)), voucherView))
}

/** A page for people, so it comes under a policy of its own: the style it carries, and nothing else. */
async function showPaper(surface: Surface, request: Request, response: Response): Promise<void> {
  const record = await wholeInstance(surface, request, response)
  const [paper, number] = [String(request.params['paper']), String(request.params['number'])]
  const page = await surface.engine.printPaper(record.id, paper, number)
  if (page === undefined) throw new RefusedRequest(unknownPaper(paper, number))
  response
    .set('Content-Security-Policy', `${printedPaperPolicy}; frame-ancestors 'none'`)
    .type('text/html; charset=utf-8')
    .send(page)
}
