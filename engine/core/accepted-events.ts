import type {
  CheckedForm,
  CheckedHandler,
  CheckedProcess,
  CheckedState,
} from '../definition/checked-process.js'
import type { Expression } from '../expression/expression.js'
import type { Refusal } from '../errors/index.js'
import type { Instant } from '../time/calendar.js'
import { permittedHandler, walkActive, whyNotPermitted, type Sending, type Standing } from './candidates.js'
import { outsideWindow } from './clocks/windows.js'
import { closedReasons, openWay, standingOf, unmetRequirements } from './choose-ways.js'
import type { Actor, Facts } from './command.js'
import { pathsTouch, valueAt } from './data-path.js'
import { Draft } from './draft.js'
import type { InstanceRecord } from './record.js'
import { refusalOf, StepRefused } from './refusals.js'
import type { AcceptedEvent } from './step-result.js'
import { step } from './step.js'
import { instanceSuspended } from './suspend.js'
import { StepValues } from './step-values.js'
import { waysAt, type Way } from './ways.js'

type Answer = Pick<AcceptedEvent, 'answer' | 'refusal'>

/**
 * Whether each event of the active states may be sent by this actor now: yes, no because …, or it depends on what
 * is entered. Without a form a "yes" is certain, invariants included; with one it holds as far as it can be known
 * before the answers are there. An event outside its window is a "no" with the next opening. Events nobody may send from outside are left out. Empty for an ended case.
 */
// The same arguments as `step`, with the actor instead of the request.
// eslint-disable-next-line max-params
export function acceptedEvents(
  process: CheckedProcess,
  facts: Facts,
  record: InstanceRecord,
  actor: Actor,
  now: Instant,
): readonly AcceptedEvent[] {
  if (record.status === 'ended') return []
  const draft = new Draft({ process, facts, at: Math.max(now, record.updatedAt), actor, from: record })
  draft.event = {}
  const look = new Look(draft, actor, { record, now })
  return [...process.states.values()]
    .filter((state) => state.path === '' || draft.active.has(state.path))
    .flatMap((state) => [...state.on.values()])
    .filter((handler) => handler.roles.length > 0 && !look.hides(handler))
    .map((handler) => look.at(handler))
}

/** One look at a case through the eyes of one actor. */
class Look {
  readonly #draft: Draft
  readonly #values: StepValues
  readonly #standing: Standing
  readonly #actor: Actor
  readonly #case: { readonly record: InstanceRecord; readonly now: Instant }

  constructor(draft: Draft, actor: Actor, theCase: { record: InstanceRecord; now: Instant }) {
    this.#draft = draft
    this.#values = new StepValues(draft)
    this.#standing = standingOf(draft)
    this.#actor = actor
    this.#case = theCase
  }

  /** Whether a handler further in, which this actor may use, takes the event before this one hears of it. */
  hides(handler: CheckedHandler): boolean {
    const { event, state } = handler
    const sending = { event, actor: this.#actor, to: state }
    const from = this.#draft.process.states.get(state)
    const takers = from ? walkActive(this.#standing, from, (at) => this.#taker(at, sending)) : []
    return takers.length > 0 && !takers.includes(state)
  }

  #taker(state: CheckedState, sending: Sending): readonly string[] {
    return permittedHandler(this.#standing, state, sending) ? [state.path] : []
  }

  at(handler: CheckedHandler): AcceptedEvent {
    const { event, state, form, roles } = handler
    const title = handler.title ?? this.#draft.process.events.get(event)?.title
    const answer = this.#answer(handler)
    return {
      event,
      ...(title ? { title } : {}),
      state,
      visit: this.#draft.visitOf(state),
      ...(form === undefined ? {} : { form }),
      roles,
      ...answer,
      ...(answer.answer === 'no' ? {} : this.#shown(event)),
    }
  }

  /** What one has to know to decide on it. Who may not decide is told nothing. */
  #shown(event: string): Pick<AcceptedEvent, 'shows'> {
    const { process, data } = this.#draft
    const shows = (process.events.get(event)?.shows ?? []).flatMap((field) => {
      const value = valueAt(data, field)
      return value === undefined ? [] : [{ field, value }]
    })
    return shows.length > 0 ? { shows } : {}
  }

  #answer(handler: CheckedHandler): Answer {
    if (this.#draft.suspended) return no(refusalOf([instanceSuspended]))
    const forbidden = whyNotPermitted(this.#standing, handler, this.#actor)
    if (forbidden) return no(refusalOf([forbidden]))
    try {
      const answer = this.#open(handler)
      return answer.answer === 'yes' && handler.form === undefined ? this.#tried(handler) : answer
    } catch (error) {
      if (error instanceof StepRefused) return no(refusalOf(error.reasons))
      throw error
    }
  }

  /** Requirements and guards as far as they can be told before the form is filled in. */
  #open(handler: CheckedHandler): Answer {
    const { process } = this.#draft
    const form = handler.form === undefined ? undefined : process.forms.get(handler.form)
    const closed = outsideWindow(this.#draft, this.#values, handler)
    if (closed)
      return handler.window?.unless && waits(handler.window.unless, form)
        ? { answer: 'depends' }
        : no(refusalOf([closed]))
    const certain = handler.require.filter(({ if: condition }) => !waits(condition, form))
    const unmet = unmetRequirements(this.#values, { ...handler, require: certain })
    if (unmet.length > 0) return no(refusalOf(unmet))
    if (certain.length < handler.require.length) return { answer: 'depends' }
    const ways = waysAt(process, handler.state).on.get(handler.event) ?? []
    const unsure = ways.findIndex(({ branch }) => branch.guard !== undefined && waits(branch.guard, form))
    if (openWay(this.#values, unsure < 0 ? ways : ways.slice(0, unsure))) return { answer: 'yes' }
    if (unsure >= 0) return { answer: 'depends' }
    return this.#further(handler)
  }

  /** No branch is open here: the next handler outwards decides, as it would when the event came. */
  #further(handler: CheckedHandler): Answer {
    const { process } = this.#draft
    const sending = { event: handler.event, actor: this.#actor }
    let path = process.states.get(handler.state)?.parent
    while (path !== undefined) {
      const state = process.states.get(path)
      const outer = state && permittedHandler(this.#standing, state, sending)
      if (outer) return this.#open(outer)
      path = state?.parent
    }
    const closed: Way[] = []
    openWay(this.#values, waysAt(process, handler.state).on.get(handler.event) ?? [], closed)
    return no(refusalOf(closedReasons(this.#values, closed)))
  }

  /** Without a form nothing is open: the step itself answers, invariants included. */
  #tried({ event, state }: CheckedHandler): Answer {
    const { process, facts } = this.#draft
    const { record, now } = this.#case
    const command = { kind: 'send', event, payload: {}, actor: this.#actor, to: state } as const
    const result = step(process, facts, record, command, now)
    return result.kind === 'advanced' ? { answer: 'yes' } : no(result.refusal)
  }
}

function no(refusal: Refusal): Answer {
  return { answer: 'no', refusal }
}

/**
 * Whether an expression reads what the form will bring. A decision reads what it likes, so with a form that writes
 * fields it always waits.
 */
function waits(expression: Expression, form: CheckedForm | undefined): boolean {
  if (!form) return false
  return expression.reads.some((path) => {
    if (path === 'event' || path.startsWith('event.')) return true
    if (path.startsWith('decisions.')) return form.ask.length > 0
    return path === 'data' ? form.ask.length > 0 : form.ask.some((asked) => pathsTouch(path, `data.${asked}`))
  })
}
