import type { CheckedHandler } from '../checked-process.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { faultyStates } from './flow/faulty-states.js'
import { raisedEvents } from './flow/raised-events.js'
import { ancestorsOf } from './flow/state-tree.js'
import { toldEvents } from './flow/told-events.js'
import { handlersByEvent } from './flow/ways.js'

/** Every event can happen: somebody may send it, or an action raises it; and every event with a text is accepted. */
export const eventNobodyMaySend: Rule = { name: 'event-nobody-may-send', check }

function* check(context: RuleContext): Iterable<Finding> {
  const { document, process, set } = context
  const raised = raisedEvents(document.value)
  const told = toldEvents(set, process.id)
  const handlers = handlersByEvent(process)
  const faulty = faultyStates(context)
  for (const [event, all] of handlers) {
    if (raised.has(event) || told.has(event)) continue
    for (const handler of all)
      if (handler.roles.length === 0 && !rolesMayBeMissing(context, handler, faulty))
        yield {
          path: [...context.pathOf(handler.state), 'on', event],
          key: true,
          message: `Expected somebody who may send '${event}' in '${handler.state}', but the handler has no roles, the state has no task, nothing raises it and no other process tells it.`,
          hint: `Write 'roles' at the handler or a 'task' at the state, or raise '${event}' somewhere.`,
        }
  }
  yield* unusedTexts(context, new Set(handlers.keys()))
}

/** Whether a role or a task of the state or of one around it may have been left out. */
function rolesMayBeMissing(
  { process }: RuleContext,
  { state }: CheckedHandler,
  faulty: ReadonlySet<string>,
): boolean {
  return faulty.has(state) || ancestorsOf(process, state).some(({ path }) => faulty.has(path))
}

function* unusedTexts(context: RuleContext, accepted: ReadonlySet<string>): Iterable<Finding> {
  // A handler that was left out may have been the one that accepts it.
  if (faultyStates(context).size > 0) return
  const { events } = context.document.value
  if (events === undefined || events === null || typeof events !== 'object') return
  for (const event of Object.keys(events))
    if (!accepted.has(event))
      yield {
        path: ['events', event],
        key: true,
        message: `Expected a state that accepts '${event}', but no 'on' names it.`,
        hint: `Correct the name, or take it out of 'events'.`,
        severity: 'warning',
      }
}
