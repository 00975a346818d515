import { unknownUnit } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { notForYou } from '../access/refusals.js'
import { RefusedRequest } from '../http/problem-response.js'
import type { Route } from '../http/route.js'
import { titlesOf } from '../views/titles.js'
import { instanceRowView } from '../views/views.js'

/** Product files. */
export function unitRoutes({ engine, reading }: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/units/{serial}',
      handle: async (request, response) => {
        const { serial } = request.params
        const actor = actorOf(response)
        const [processes, within] = [await reading.listed(actor), await reading.within(actor)]
        if (processes?.length === 0) throw new RefusedRequest(notForYou())
        const name = typeof serial === 'string' ? serial : ''
        const unit = await engine.unit(name, {
          ...(processes && { processes }),
          ...(within && { within }),
        })
        if (!unit) throw new RefusedRequest(unknownUnit(name.slice(0, 60)))
        const titles = await titlesOf(engine, unit.cases)
        response.json({ ...unit, cases: unit.cases.map((row) => instanceRowView(row, titles)) })
      },
    },
  ]
}
