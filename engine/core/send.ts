import type { CheckedHandler } from '../definition/checked-process.js'
import type { JsonObject, RefusalReason } from '../errors/index.js'
import { activeHandlers, permittedHandler, walkActive, whyNotPermitted, type Sending } from './candidates.js'
import { changeData } from './change-data.js'
import { chooseWays, standingOf } from './choose-ways.js'
import type { Command } from './command.js'
import type { Draft } from './draft.js'
import { finishStep } from './finish-step.js'
import { TrailBody } from './personal.js'
import { bilingual, dataReasons, StepRefused } from './refusals.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'
import { walkOn } from './walk.js'
import { waysOf } from './ways.js'

type Send = Extract<Command, { kind: 'send' }>

/** An outside event: who may, answers against the form, answers into the data, requirements, guards, then the walk. */
export function send(draft: Draft, values: StepValues, command: Send): Advanced {
  refuse(precondition(draft, command))
  const { event, actor, to } = command
  const handler = firstHandler(draft, { event, actor, to })
  takeAnswers(draft, handler, command)
  const chosen = chooseWays(draft, values, { event, actor, to })
  walkOn(draft, values, event, chosen)
  rememberSender(draft, event, actor.id)
  return finishStep(draft, values)
}

/** What the sender presumes about the case, and whether the process knows the event at all. */
function precondition(draft: Draft, command: Send): RefusalReason | undefined {
  const { before, process } = draft
  if (before?.status === 'ended') return instanceEnded
  const stale = staleRevision(before?.revision, command.expectedRevision)
  if (stale) return stale
  const { expectedVisit, event } = command
  if (expectedVisit && !isRunning(draft, expectedVisit)) {
    const { state, visit } = expectedVisit
    return {
      code: 'visit-over',
      text: bilingual(
        '该任务已经结束，请刷新后再试。',
        `Expected visit ${visit} of '${state}', but it is over.`,
      ),
      state,
      expected: String(visit),
      found: String(draft.visitOf(state)),
    }
  }
  // Names of XState's or our own internal events are never in the alphabet, whatever is sent.
  if (process.events.has(event)) return undefined
  const text = bilingual(`流程中没有事件“${event}”。`, `The process '${process.id}' has no event '${event}'.`)
  return { code: 'unknown-event', text, found: event }
}

export const instanceEnded: RefusalReason = {
  code: 'instance-ended',
  text: bilingual('该案件已结束。', 'This case has ended.'),
}

/** Refused when the sender saw another revision than the current one. */
export function staleRevision(
  revision: number | undefined,
  expected: number | undefined,
): RefusalReason | undefined {
  if (expected === undefined || expected === revision) return undefined
  return {
    code: 'revision-conflict',
    text: bilingual(
      '案件已被他人更改，请刷新后再试。',
      `Expected revision ${expected}, but the case has changed since.`,
    ),
    expected: String(expected),
    found: String(revision ?? 0),
  }
}

function isRunning(draft: Draft, { state, visit }: { state: string; visit: number }): boolean {
  return (state === '' || draft.active.has(state)) && draft.visitOf(state) === visit
}

/** The first handler of the event for this sender: its form is what the answers are checked against. */
function firstHandler(draft: Draft, sending: Sending): CheckedHandler {
  const standing = standingOf(draft)
  const [first] = walkActive(standing, draft.process.root, (state) => {
    const handler = permittedHandler(standing, state, sending)
    return handler ? [handler] : []
  })
  if (first) return first
  const handlers = activeHandlers(standing, sending)
  if (handlers.length === 0) throw new StepRefused([notAccepted(draft, sending)])
  throw new StepRefused(
    handlers.flatMap((handler) => whyNotPermitted(standing, handler, sending.actor) ?? []),
  )
}

function notAccepted(draft: Draft, { event, to }: Sending): RefusalReason {
  const states = [...draft.active.keys()].join(', ')
  const where = to === undefined || to === '' ? states : to
  return {
    code: 'event-not-accepted',
    text: bilingual(
      `当前状态（${where}）不接受“${event}”。`,
      `The case is in ${states} and does not accept '${event}' in ${where}.`,
    ),
    found: event,
  }
}

function takeAnswers(draft: Draft, handler: CheckedHandler, { event, payload, to }: Send): void {
  const form = handler.form === undefined ? undefined : draft.process.forms.get(handler.form)
  if (!form) refuse(unexpectedAnswers(event, payload))
  const problems = form?.check(payload) ?? []
  if (problems.length > 0) throw new StepRefused(dataReasons(problems))
  const { answers, also } = form?.split(payload) ?? { answers: [], also: {} }
  const trail = new TrailBody({ event })
  const { body } = trail
  if (answers.length > 0)
    body['answers'] = trail.shownAll(draft.process.fields, Object.fromEntries(answers), '/answers')
  if (form && Object.keys(also).length > 0) body['also'] = trail.shownAll(form.also, also, '/also')
  if (to !== undefined && to !== '') body['to'] = to
  draft.note('event-accepted', body, trail.personal)
  draft.event = also
  changeData(draft, answers)
}

function unexpectedAnswers(event: string, payload: JsonObject): RefusalReason | undefined {
  const [field] = Object.keys(payload)
  if (field === undefined) return undefined
  return {
    code: 'payload-invalid',
    text: bilingual(
      `“${event}”没有表单，不接受“${field}”。`,
      `Expected no answers, since '${event}' has no form, but got '${field}'.`,
    ),
    field,
  }
}

/** Remembers who sent an event that some `notBy` names. */
function rememberSender(draft: Draft, event: string, actor: string): void {
  if (!waysOf(draft.process).watched.has(event)) return
  const known = draft.senders[event] ?? []
  if (!known.includes(actor)) draft.senders = { ...draft.senders, [event]: [...known, actor] }
}

function refuse(reason: RefusalReason | undefined): void {
  if (reason) throw new StepRefused([reason])
}
