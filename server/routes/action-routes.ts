import type { Request, Response } from 'express'
import {
  membersOfAction,
  type JsonValue,
  type OperateAnswer,
  type OperateRequest,
} from '../../engine/index.js'
import { expectMay } from '../access/index.js'
import { wholeById, wholeInstance, type Surface } from '../views/answer-instance.js'
import { bodyOf } from '../contract/index.js'
import { answerRefusal } from '../http/problem-response.js'
import { expectedRevisionOf, idempotencyKeyOf, wrongMember } from '../http/request-values.js'
import type { Route } from '../http/route.js'
import { titledActionEffect } from '../views/titled-effects.js'
import { instanceView, profileChangeView } from '../views/views.js'

const acting = 'POST /api/instances/{id}/actions'

/** What operators do to a case, each with a reason: for those who may. */
export function actionRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/instances/{id}/actions',
      handle: (request, response) => act(surface, request, response),
    },
  ]
}

async function act(surface: Surface, request: Request, response: Response): Promise<void> {
  const body = bodyOf(response, acting)
  const { action, reason, dryRun = false, ...wish } = body
  refuseMisplaced(action, wish)
  const revision = expectedRevisionOf(request)
  const key = idempotencyKeyOf(request)
  const record = await wholeInstance(surface, request, response)
  const permission = action === 'send-back' ? 'skip' : action
  const actor = await expectMay(surface, response, permission, { record })
  const other = wish.into ?? wish.other
  if (other !== undefined)
    await expectMay(surface, response, permission, { record: await wholeById(surface, response, other) })
  const asked = { ...wish, action, reason, actor, dryRun, ...key, ...revision }
  // The members that belong to the action are those it takes: the engine checks each.
  await answerAct(surface, response, await surface.engine.operate(record.id, asked as OperateRequest))
}

/** Members that another action takes are mistakes; so is one that is needed and missing. */
function refuseMisplaced(
  action: OperateRequest['action'],
  wish: { readonly [member: string]: unknown },
): void {
  const { needed, taken } = membersOfAction(action)
  for (const [field, value] of Object.entries(wish))
    if (value !== undefined && !taken.includes(field))
      throw wrongMember(field, `nothing beside '${action}'`, value as JsonValue)
  const missing = needed.find((field) => wish[field] === undefined)
  if (missing !== undefined) throw wrongMember(missing, `a value, since '${action}' needs one,`, null)
}

/** The case as it is, or would be, and what the action did to it. A dry run has no revision that one could go on from. */
async function answerAct({ engine }: Surface, response: Response, answer: OperateAnswer): Promise<void> {
  if (answer.refused) {
    answerRefusal(response, answer.refused)
    return
  }
  const { instance, change, effect, dryRun, repeated } = answer
  if (!dryRun) response.set('ETag', `"${instance.revision}"`)
  if (repeated) response.set('Idempotency-Replayed', 'true')
  const process = await engine.processOf(instance)
  response.json({
    ...instanceView(instance, process),
    ...(change && { profileChange: profileChangeView(change) }),
    ...(effect && { effect: titledActionEffect(effect, process, engine.processes()) }),
    ...(dryRun && { dryRun }),
  })
}
