import { Router } from 'express'
import type { Engine } from '../../engine/index.js'
import { actorOf } from '../authenticate.js'
import { notForYou, type Reading } from '../may-read.js'
import { answerRefusal } from '../problem-response.js'
import { readQuery } from '../request-values.js'
import { processDetailView, processView } from '../views.js'

/** `GET /api/processes` and `GET /api/processes/{id}?profile=`. */
export function processRoutes(engine: Engine, reading: Reading): Router {
  const router = Router()

  router.get('/', (_request, response) => {
    const mine = reading.processes(actorOf(response))
    response.json({
      items: engine
        .processes()
        .filter((one) => mine.includes(one.id))
        .map(processView),
    })
  })

  router.get('/:id', (request, response) => {
    const { id } = request.params
    const { profile } = readQuery(request, ['profile'])
    if (!reading.process(actorOf(response), id)) return answerRefusal(response, notForYou())
    const process = engine.processes().find((one) => one.id === id && (one.profile ?? '') === (profile ?? ''))
    if (!process) {
      const profiles = engine
        .processes()
        .filter((one) => one.id === id)
        .map((one) => one.profile ?? '(none)')
      const text = {
        'zh-CN': `流程“${id}”没有该配置。`,
        en: `The process '${id}' has no profile '${profile ?? '(none)'}'; it has: ${profiles.join(', ')}.`,
      }
      return answerRefusal(response, {
        code: 'unknown-profile',
        text,
        reasons: [{ code: 'unknown-profile', text }],
      })
    }
    response.json(processDetailView(process))
  })

  return router
}
