import type { Request, Response } from 'express'
import type { ProfileAnswer } from '../../engine/index.js'
import { answerInstance, wholeInstance, type Surface } from '../answer-instance.js'
import { expectAdmin } from '../expect-admin.js'
import { answerRefusal } from '../problem-response.js'
import { idempotencyKeyOf, readBody, refuseIfMatch, wrongMember } from '../request-values.js'
import type { Route } from '../route.js'
import { instanceView, profileChangeView } from '../views.js'

const actions = ['suspend', 'resume', 'recompute', 'apply-profile', 'merge', 'link'] as const

/** What an action takes besides its reason. */
const belongingTo: { readonly [action: string]: readonly string[] } = {
  'apply-profile': ['profile', 'dryRun'],
  merge: ['into', 'confirmDifferent'],
  link: ['other'],
}

function needed(field: string, value: string | undefined): string {
  if (value === undefined) throw wrongMember(field, 'the id of a case', null)
  return value
}

/** What operators do to a case, each with a reason: for admins. */
export function actionRoutes(surface: Surface): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/instances/{id}/actions',
      query: [],
      handle: (request, response) => act(surface, request, response),
    },
  ]
}

async function act(surface: Surface, request: Request, response: Response): Promise<void> {
  const body = readBody(request, {
    action: { kind: 'text', required: true },
    reason: { kind: 'reason', required: true },
    profile: { kind: 'text' },
    dryRun: { kind: 'flag' },
    into: { kind: 'text' },
    confirmDifferent: { kind: 'flag' },
    other: { kind: 'text' },
  })
  const action = actions.find((one) => one === body.action)
  if (!action) throw wrongMember('action', actions.join(' or '), body.action)
  refuseIfMatch(request)
  const key = idempotencyKeyOf(request)
  const { id } = await wholeInstance(surface, request, response)
  const actor = expectAdmin(response)
  const { reason, profile, dryRun, into, confirmDifferent, other } = body
  for (const [field, value] of Object.entries({ profile, dryRun, into, confirmDifferent, other }))
    if (value !== undefined && !belongingTo[action]?.includes(field))
      throw wrongMember(field, `nothing beside '${action}'`, value)
  if (action === 'apply-profile') {
    const more = { ...(profile !== undefined && { profile }), ...(dryRun !== undefined && { dryRun }) }
    await answerMove(
      surface,
      response,
      await surface.engine.applyProfile(id, { reason, actor, ...key, ...more }),
    )
    return
  }
  const asked = { reason, actor, ...key }
  const answer =
    action === 'merge'
      ? await surface.engine.merge(id, {
          ...asked,
          into: needed('into', into),
          ...(confirmDifferent !== undefined && { confirmDifferent }),
        })
      : action === 'link'
        ? await surface.engine.link(id, { ...asked, other: needed('other', other) })
        : await surface.engine[action](id, asked)
  await answerInstance(surface, response, { ...answer, sight: 'whole' })
}

/** The case as it is, or would be, and what the move did to it. A dry run has no revision that one could go on from. */
async function answerMove({ engine }: Surface, response: Response, answer: ProfileAnswer): Promise<void> {
  if (answer.refused) {
    answerRefusal(response, answer.refused)
    return
  }
  const { instance, change, repeated } = answer
  if (!change?.dryRun) response.set('ETag', `"${instance.revision}"`)
  if (repeated) response.set('Idempotency-Replayed', 'true')
  response.json({
    ...instanceView(instance, await engine.processOf(instance)),
    ...(change && { profileChange: profileChangeView(change) }),
  })
}
