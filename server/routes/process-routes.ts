import type { Refusal } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import { noSuchProcess } from '../access/refusals.js'
import { RefusedRequest } from '../http/problem-response.js'
import { queryOf } from '../contract/index.js'
import type { Route } from '../http/route.js'
import { processDetailView, processView } from '../views/views.js'

/** The current processes, one entry per process and profile, as far as they are open to the actor. */
export function processRoutes({ engine, reading }: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/processes',
      handle: async (_request, response) => {
        const open = await reading.listed(actorOf(response))
        const items = engine.processes().filter((one) => open?.includes(one.id) ?? true)
        response.json({ items: items.map(processView) })
      },
    },
    {
      method: 'GET',
      path: '/api/processes/{id}',
      handle: async (request, response) => {
        const id = String(request.params['id'])
        const { profile } = queryOf(response, 'GET /api/processes/{id}')
        const versions = engine.processes().filter((one) => one.id === id)
        if (versions.length === 0 || !(await reading.process(actorOf(response), id)))
          throw new RefusedRequest(noSuchProcess(id))
        const process = versions.find((one) => one.profile === profile)
        if (!process)
          throw new RefusedRequest(
            noSuchProfile(
              id,
              profile,
              versions.map((one) => one.profile),
            ),
          )
        response.json(processDetailView(process))
      },
    },
  ]
}

function noSuchProfile(
  process: string,
  profile: string | undefined,
  known: readonly (string | undefined)[],
): Refusal {
  const names = known.map((name) => name ?? '(none)').join(', ')
  const text = {
    'zh-CN': `流程“${process}”没有该配置；可选：${names}。`,
    en: `The process '${process}' has no profile '${profile ?? '(none)'}'; it has: ${names}.`,
  }
  return {
    code: 'unknown-profile',
    text,
    reasons: [{ code: 'unknown-profile', text, expected: names, found: profile ?? '(none)' }],
  }
}
