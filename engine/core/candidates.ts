import type { CheckedHandler, CheckedProcess, CheckedState } from '../definition/checked-process.js'
import type { RefusalReason } from '../errors/index.js'
import type { Actor } from './command.js'
import type { InstanceRecord } from './record.js'
import { bilingual } from './refusals.js'
import { eventTitle } from './titles.js'

/** Who sends what, to which part of the case. */
export interface Sending {
  readonly event: string
  readonly actor: Actor
  /** Region (state path); '' and absent mean the whole case. */
  readonly to?: string | undefined
}

/** What a walk over the active states needs to know of a case. */
export interface Standing {
  readonly process: CheckedProcess
  readonly isActive: (path: string) => boolean
  readonly senders: InstanceRecord['senders']
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

/** Why this actor may not use a handler: the roles it asks for, or the event the same person sent before. */
export function whyNotPermitted(
  { process, senders }: Pick<Standing, 'process' | 'senders'>,
  handler: CheckedHandler,
  actor: Actor,
): RefusalReason | undefined {
  const { roles, state, event, notBy } = handler
  if (!roles.some((role) => actor.roles.includes(role))) return forbiddenByRole(process, handler)
  const sent = notBy.find((before) => Object.hasOwn(senders, before) && senders[before]?.includes(actor.id))
  if (sent === undefined) return undefined
  const [title, before] = [eventTitle(process, event, handler), eventTitle(process, sent)]
  return {
    code: 'forbidden',
    text: bilingual(
      `“${actor.id}”已办理“${before['zh-CN']}”，按双人复核的要求不能再办理“${title['zh-CN']}”。`,
      `Four eyes: '${actor.id}' sent '${before.en}' in this case and so may not send '${title.en}'.`,
    ),
    state,
    roles: [...roles],
    expected: `someone who did not send '${sent}'`,
    found: actor.id,
  }
}

function forbiddenByRole(process: CheckedProcess, handler: CheckedHandler): RefusalReason {
  const { event, state, roles } = handler
  const title = eventTitle(process, event, handler)
  const text =
    roles.length === 0
      ? bilingual(`“${title['zh-CN']}”不能由人办理。`, `Nobody may send '${title.en}' from outside.`)
      : bilingual(
          `“${title['zh-CN']}”只能由以下角色办理：${roles.join('、')}。`,
          `Expected one of the roles ${roles.join(', ')} to send '${title.en}', but the sender has none of them.`,
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
