import { notForYou } from '../access/index.js'
import { RefusedRequest } from '../http/problem-response.js'
import type { Route } from '../http/route.js'
import { actorOf } from '../identity/index.js'
import type { Surface } from '../views/answer-instance.js'

/** What the people of the house and the roles are called, for whoever works there: pages tell names instead of ids. */
export function peopleRoutes({ engine, reading }: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/people',
      handle: async (_request, response) => {
        // People of parties and customers may list no process.
        if ((await reading.listed(actorOf(response)))?.length === 0) throw new RefusedRequest(notForYou())
        const roles = engine
          .titlesOfRoles()
          .map((role) => (engine.isOutside(role.id) ? { ...role, outside: true } : role))
        response.json({ people: await engine.namesOfPeople(), roles })
      },
    },
  ]
}
