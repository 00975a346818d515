import type { CheckedForm, CheckedHandler, CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, RefusalReason, Text } from '../errors/index.js'
import { actingIn } from './acting.js'
import { activeHandlers, permittedHandler, walkActive, whyNotPermitted, type Sending } from './candidates.js'
import { takeAttachments } from './attached.js'
import { changeData } from './change-data.js'
import { wrongRolePoint } from './covered-points.js'
import { chooseWays, standingOf } from './choose-ways.js'
import type { Actor, Command } from './command.js'
import type { Draft } from './draft.js'
import { finishStep } from './finish-step.js'
import type { GivenValues } from './given-values.js'
import { instantText } from './instant-text.js'
import { occurredTime } from './occurred-at.js'
import { TrailBody } from './personal.js'
import { bilingual, dataReasons, refuse, StepRefused } from './refusals.js'
import type { Advanced } from './step-result.js'
import { rememberSender } from './senders.js'
import type { StepValues } from './step-values.js'
import { expectPeople, openTask } from './tasks/index.js'
import { eventTitle, standingTitles, stateTitle } from './titles.js'
import { walkOn } from './walk.js'

type Send = Extract<Command, { kind: 'send' }>

/** An outside event: who may, answers against the form, answers into the data, requirements, guards, then the walk. */
export function send(draft: Draft, values: StepValues, asked: Send): Advanced {
  const command = asked.task === undefined ? asked : doneBy(draft, asked, asked.task)
  refuse(precondition(draft, command))
  const { event, actor, to } = command
  const handlers = firstHandlers(draft, { event, actor, to })
  draft.actsFor = actsFor(draft, handlers, actor)
  if (command.occurredAt !== undefined)
    draft.occurredAt = occurredTime(draft, values, handlers, command.occurredAt)
  takeAnswers(draft, handlers[0], command)
  const chosen = chooseWays(draft, values, { event, actor, to }, handlers)
  // Before the walk, so that a task that opens on the way is not given to whom four eyes keep from it.
  rememberSender(draft, event)
  walkOn(draft, values, event, chosen)
  return finishStep(draft, values)
}

/** The command as its task means it. */
function doneBy(draft: Draft, command: Send, task: string): Send {
  const { state, visit } = openTask(draft, task).record
  return { ...command, to: state, expectedVisit: { state, visit } }
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
        `“${stateTitle(process, state)['zh-CN']}”的这一次办理已经结束，请刷新后再试。`,
        `Expected visit ${visit} of '${stateTitle(process, state).en}', but it is over.`,
      ),
      state,
      expected: String(visit),
      found: String(draft.visitOf(state)),
    }
  }
  // Names of XState's or our own internal events are never in the alphabet, whatever is sent.
  if (process.events.has(event)) return undefined
  const text = bilingual(
    `流程“${process.title['zh-CN']}”中没有事件“${event}”。`,
    `The process '${process.title.en}' has no event '${event}'.`,
  )
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

type AtLeastOne<T> = readonly [T, ...T[]]

/** The innermost handlers of the event for this sender. The form of the first is what the answers are checked against. */
function firstHandlers(draft: Draft, sending: Sending): AtLeastOne<CheckedHandler> {
  const standing = standingOf(draft)
  const [first, ...more] = walkActive(standing, draft.process.root, (state) => {
    const handler = permittedHandler(standing, state, sending)
    return handler ? [handler] : []
  })
  if (first) {
    refuse(ambiguous(draft.process, [first, ...more], sending))
    return [first, ...more]
  }
  const handlers = activeHandlers(standing, sending)
  if (handlers.length === 0) throw new StepRefused([notAccepted(draft, sending)])
  const hasRole = handlers.some(({ roles }) => roles.some((role) => sending.actor.roles.includes(role)))
  if (!hasRole) draft.covered.add(wrongRolePoint(sending.event))
  throw new StepRefused(
    handlers.flatMap((handler) => whyNotPermitted(standing, handler, sending.actor) ?? []),
  )
}

/** Absent people with whose roles alone the actor may use the handlers. */
function actsFor(draft: Draft, handlers: readonly CheckedHandler[], actor: Actor): readonly string[] {
  const standing = standingOf(draft)
  return [...new Set(handlers.flatMap((handler) => actingIn(standing, handler, actor)?.for ?? []))]
}

/**
 * One event may move several regions, but one set of answers fits one form, and one person is not two pairs of eyes:
 * then the sender has to say which region is meant.
 */
function ambiguous(
  process: CheckedProcess,
  all: AtLeastOne<CheckedHandler>,
  { event }: Sending,
): RefusalReason | undefined {
  const [first, ...more] = all
  const twoForms = more.some((handler) => handler.form !== first.form)
  const fourEyes = more.length > 0 && all.some((handler) => handler.notBy.includes(event))
  if (!twoForms && !fourEyes) return undefined
  const states = all.map((handler) => handler.state)
  const title = eventTitle(process, event, first)
  const parts = states.map((state) => stateTitle(process, state)['zh-CN'])
  return {
    code: 'event-not-accepted',
    text: bilingual(
      `“${title['zh-CN']}”同时涉及多个部分（${parts.join('、')}），请指定其中之一。`,
      `Expected 'to' to name one of ${states.join(', ')}, since '${title.en}' means something else in each of them.`,
    ),
    expected: states.join(', '),
  }
}

function notAccepted(draft: Draft, { event, to }: Sending): RefusalReason {
  const { process, active } = draft
  const title = eventTitle(process, event)
  const whole = to === undefined || to === ''
  const states = whole ? standingTitles(process, active.keys()) : [stateTitle(process, to)]
  const chinese = states.map((state) => `“${state['zh-CN']}”`).join('、')
  const english = states.map((state) => `'${state.en}'`).join(', ')
  return {
    code: 'event-not-accepted',
    text: bilingual(
      whole ? `当前状态${chinese}不接受“${title['zh-CN']}”。` : `${chinese}现在不接受“${title['zh-CN']}”。`,
      `Expected an event that is accepted in ${english} now, but '${title.en}' is not.`,
    ),
    found: event,
  }
}

function takeAnswers(draft: Draft, handler: CheckedHandler, { event, payload, to }: Send): void {
  const form = handler.form === undefined ? undefined : draft.process.forms.get(handler.form)
  if (!form) refuse(unexpectedAnswers(eventTitle(draft.process, event, handler), payload))
  const problems = form?.check(payload) ?? []
  if (problems.length > 0) throw new StepRefused(dataReasons(problems))
  const { answers, also } = form?.split(payload) ?? { answers: [], also: {} }
  const { process, facts } = draft
  const given: readonly GivenValues[] = [
    { fields: process.fields, values: answers, labelOf: (path) => process.labelOf(path) },
    { fields: form?.also ?? {}, values: Object.entries(also), labelOf: (path) => labelIn(form?.also, path) },
  ]
  takeAttachments(draft, ...given)
  expectPeople(facts, ...given)
  const trail = new TrailBody({ event })
  const { body } = trail
  if (answers.length > 0)
    body['answers'] = trail.shownAll(draft.process.fields, Object.fromEntries(answers), '/answers')
  if (form && Object.keys(also).length > 0) body['also'] = trail.shownAll(form.also, also, '/also')
  if (to !== undefined && to !== '') body['to'] = to
  if (draft.occurredAt !== undefined) body['occurredAt'] = instantText(draft.occurredAt)
  if (draft.actsFor.length > 0) body['for'] = [...draft.actsFor]
  draft.note('event-accepted', body, trail.personal)
  draft.event = also
  changeData(draft, answers)
}

function labelIn(fields: CheckedForm['also'] = {}, path: string): Text {
  const name = path.split('.', 1)[0] ?? path
  return (Object.hasOwn(fields, name) ? fields[name]?.label : undefined) ?? { 'zh-CN': path, en: path }
}

function unexpectedAnswers(title: Text, payload: JsonObject): RefusalReason | undefined {
  const [field] = Object.keys(payload)
  if (field === undefined) return undefined
  return {
    code: 'payload-invalid',
    text: bilingual(
      `“${title['zh-CN']}”没有要填写的内容，不接受“${field}”。`,
      `Expected no answers, since '${title.en}' has no form, but got '${field}'.`,
    ),
    field,
  }
}
