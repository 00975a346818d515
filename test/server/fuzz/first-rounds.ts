import { actions, actOf } from './acts.js'
import { plainDraft, routes, setHeader, type Draft } from './aimed-request.js'
import { aimAt, type Aim, type Aiming } from './aims.js'
import { putBody, putDefinition } from './body-tricks.js'
import { oddBodies, oddDefinitions } from './odd-bodies.js'
import { putPage, putSender, wrongHeaders, wrongSenders } from './sender-tricks.js'

/** Drafts that are made one after the other, since what they are about is. */
export type Round = readonly (() => Promise<Draft>)[]

const acting = 'POST /api/instances/{id}/actions'

/** Each operation, each action of operators and a token of the provider, with nothing wrong: all have to be granted. */
export function meantRound(by: Aiming): Round {
  const { world } = by
  const aims: readonly (readonly [route: string, aim: () => Promise<Aim>])[] = [
    ...routes.map(([route]) => [route, () => aimAt(route, by)] as const),
    ...actions.map((one) => [acting, () => actOf(by, one)] as const),
  ]
  const withToken = plainDraft('GET /api/session', {}, world)
  setHeader(withToken, 'Authorization', `Bearer ${world.issuer.good}`)
  return [
    ...aims.map(([route, aim]) => {
      return async () => plainDraft(route, await aim(), world)
    }),
    () => Promise.resolve(withToken),
  ]
}

/** Everything that is known to be wrong with bodies, senders and pages, each once on a request that changes something. */
export function wrongRound(by: Aiming): Round {
  const { world } = by
  const { tokens, others } = wrongSenders(world)
  const spoiled =
    (route: string, spoil: (draft: Draft) => string | undefined) => async (): Promise<Draft> => {
      const draft = plainDraft(route, await aimAt(route, by), world)
      draft.tricks.push(spoil(draft) ?? 'nothing to spoil')
      return draft
    }
  const noting = 'POST /api/instances/{id}/notes'
  return [
    ...oddBodies.map((what) => spoiled(noting, (draft) => putBody(draft, what))),
    ...['POST /api/processes', 'POST /api/processes/check'].flatMap((route) =>
      oddDefinitions.map((what) => spoiled(route, (draft) => putDefinition(draft, what))),
    ),
    ...[...tokens, ...others].map((one) => spoiled(noting, (draft) => putSender(draft, one))),
    ...wrongHeaders(world.targets.session.csrfToken).map((one) =>
      spoiled(noting, (draft) => putPage(draft, world, one)),
    ),
  ]
}
