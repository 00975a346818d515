import { unknownUnit } from '../../engine/index.js'
import type { Surface } from '../answer-instance.js'
import { actorOf } from '../authenticate.js'
import { notForYou } from '../may-read.js'
import { RefusedRequest } from '../problem-response.js'
import type { Route } from '../route.js'
import { instanceRowView } from '../views.js'

/** Product files. */
export function unitRoutes({ engine, reading }: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/units/{serial}',
      query: [],
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
        response.json({ ...unit, cases: unit.cases.map(instanceRowView) })
      },
    },
  ]
}
