import type { CheckedHandler, CheckedProcess, CheckedState } from '../definition/checked-process.js'
import type { RefusalReason } from '../errors/index.js'
import { actingIn, actingsOf, fourEyesBreach, sendersOf, type Acting, type Standings } from './acting.js'
import type { Actor, Facts } from './command.js'
import type { InstanceRecord } from './record.js'
import { bilingual } from './refusals.js'
import { whyTaken } from './tasks/task-taken.js'
import { eventTitle, rolesTitle } from './titles.js'

/** Who sends what, to which part of the case. */
export interface Sending {
  readonly event: string
  readonly actor: Actor
  /** Region (state path); '' and absent mean the whole case. */
  readonly to?: string | undefined
}

/** What a walk over the active states needs to know of a case. */
export interface Standing extends Standings {
  readonly process: CheckedProcess
  readonly isActive: (path: string) => boolean
  /** Open tasks: what somebody has exclusively is nobody else's. */
  readonly tasks: InstanceRecord['tasks']
  readonly roleTitles?: Facts['roleTitles']
}

/**
 * Walks the active states as XState does: the innermost state answers first; in a parallel state every region
 * answers, and the state itself only when none did.
 */
export function walkActive<T>(
  standing: Standing,
  state: CheckedState,
  own: (state: CheckedState) => readonly T[],
): readonly T[] {
  const inner: T[] = []
  for (const path of state.children) {
    if (!standing.isActive(path)) continue
    const child = standing.process.states.get(path)
    if (child) inner.push(...walkActive(standing, child, own))
  }
  return inner.length > 0 ? inner : own(state)
}

/** The handler a state offers to this sender; roles and four eyes belong to the selection. */
export function permittedHandler(
  standing: Standing,
  state: CheckedState,
  sending: Sending,
): CheckedHandler | undefined {
  const handler = addressed(state, sending)
  return handler && !whyNotPermitted(standing, handler, sending.actor) ? handler : undefined
}

/** Handlers of an event in active states and above them, permitted or not, innermost first. */
export function activeHandlers(
  standing: Standing,
  sending: Pick<Sending, 'event' | 'to'>,
): readonly CheckedHandler[] {
  const handlers: CheckedHandler[] = []
  for (const state of standing.process.states.values()) {
    if (state.path !== '' && !standing.isActive(state.path)) continue
    const handler = addressed(state, sending)
    if (handler) handlers.push(handler)
  }
  return handlers.reverse()
}

/**
 * Why this actor may not use a handler: the roles it asks for, the party the case has for a role, the event the same
 * person sent before, that only whoever sent another event may, or that somebody else has the task it belongs to.
 */
export function whyNotPermitted(
  standing: Omit<Standing, 'isActive'>,
  handler: CheckedHandler,
  actor: Actor,
): RefusalReason | undefined {
  if (actingIn(standing, handler, actor))
    return handler.task === undefined ? undefined : whyTaken(standing, handler.task, actor)
  const { process } = standing
  const actings = actingsOf(standing, handler.roles, actor)
  const [acting] = actings
  if (!acting)
    return handler.roles.some((role) => actor.roles.includes(role))
      ? forbiddenByParty(process, handler)
      : forbiddenByRole(standing, handler)
  // The own role is told of first; a role of somebody absent only where there is no own one.
  return (
    actings.map((one) => forbiddenByFourEyes(standing, handler, { actor, acting: one })).find(Boolean) ??
    forbiddenByOnly(standing, handler, actor)
  )
}

function forbiddenByFourEyes(
  standing: Omit<Standing, 'isActive'>,
  handler: CheckedHandler,
  who: { readonly actor: Actor; readonly acting: Acting },
): RefusalReason | undefined {
  const breach = fourEyesBreach(standing, handler, who)
  if (!breach) return undefined
  const { process } = standing
  const { state, event, roles } = handler
  const [title, before] = [eventTitle(process, event, handler), eventTitle(process, breach.event)]
  const own = breach.person === who.actor.id
  return {
    code: 'forbidden',
    text: own
      ? bilingual(
          `按双人复核的要求，办理过“${before['zh-CN']}”的人不能再办理“${title['zh-CN']}”。`,
          `Four eyes: whoever sent '${before.en}' in this case may not send '${title.en}'.`,
        )
      : bilingual(
          `按双人复核的要求，为办理过“${before['zh-CN']}”的人代班者也不能办理“${title['zh-CN']}”。`,
          `Four eyes: whoever stands in for somebody who sent '${before.en}' in this case may not send '${title.en}' either.`,
        ),
    state,
    roles: [...roles],
    expected: `someone who did not send '${breach.event}'`,
    found: breach.person,
  }
}

function forbiddenByOnly(
  { process, senders }: Omit<Standing, 'isActive'>,
  handler: CheckedHandler,
  actor: Actor,
): RefusalReason {
  const { state, event, roles, onlyBy } = handler
  const title = eventTitle(process, event, handler)
  const begun = onlyBy.map((name) => eventTitle(process, name))
  const who = [...new Set(onlyBy.flatMap((name) => sendersOf(senders, name)))]
  const chinese = begun.map((one) => `“${one['zh-CN']}”`).join('或')
  const english = begun.map((one) => `'${one.en}'`).join(' or ')
  return {
    code: 'forbidden',
    text:
      who.length === 0
        ? bilingual(
            `“${title['zh-CN']}”只能由办理${chinese}的人办理，而本案还没有人办理。`,
            `Expected whoever sent ${english} to send '${title.en}', but nobody has in this case.`,
          )
        : bilingual(
            `“${title['zh-CN']}”只能由办理${chinese}的人办理。`,
            `Expected whoever sent ${english} in this case to send '${title.en}', but it was somebody else.`,
          ),
    state,
    roles: [...roles],
    ...(who.length > 0 && { expected: who.join(', ') }),
    found: actor.id,
  }
}

/** Does not tell which party it is: other parties have no business knowing. */
function forbiddenByParty(process: CheckedProcess, handler: CheckedHandler): RefusalReason {
  const { event, state, roles } = handler
  const title = eventTitle(process, event, handler)
  const text = bilingual(
    `“${title['zh-CN']}”只能由本案的相关单位办理。`,
    `Expected the party that takes part in this case to send '${title.en}', but the sender does not belong to it.`,
  )
  return { code: 'forbidden', text, state, roles: [...roles] }
}

function forbiddenByRole(
  { process, roleTitles }: Pick<Standing, 'process' | 'roleTitles'>,
  handler: CheckedHandler,
): RefusalReason {
  const { event, state, roles } = handler
  const called = rolesTitle(roleTitles, roles)
  const title = eventTitle(process, event, handler)
  const text =
    roles.length === 0
      ? bilingual(`“${title['zh-CN']}”不能由人办理。`, `Nobody may send '${title.en}' from outside.`)
      : bilingual(
          `“${title['zh-CN']}”只能由以下角色办理：${called['zh-CN']}。`,
          `Expected one of the roles ${called.en} to send '${title.en}', but the sender has none of them.`,
        )
  return { code: 'forbidden', text, state, roles: [...roles] }
}

function addressed(
  state: CheckedState,
  { event, to }: Pick<Sending, 'event' | 'to'>,
): CheckedHandler | undefined {
  const inside = to === undefined || to === '' || state.path === to || state.path.startsWith(`${to}.`)
  return inside ? state.on.get(event) : undefined
}
