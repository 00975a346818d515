import type { CheckedState } from '../../definition/checked-process.js'
import type { JsonObject } from '../../errors/index.js'
import { openWay } from '../choose-ways.js'
import type { Draft } from '../draft.js'
import type { ChildRecord, InvocationRecord } from '../record.js'
import type { StepValues } from '../step-values.js'
import { internalEvent, waysAt, type Way } from '../ways.js'
import { beginCases } from './begin-cases.js'

/** Begins the cases a visit waits for. */
export function awaitCases(draft: Draft, values: StepValues, { path, invoke }: CheckedState): void {
  if (!invoke?.begin) return
  const { id, children } = beginCases(draft, values, { state: path, begin: invoke.begin, kind: 'child' })
  draft.invocations = [...draft.invocations, { id, state: path, visit: draft.visitOf(path), children }]
}

/** Tells the cases a state waits for that nobody waits any more, where the process wants them cancelled. */
export function leaveCases(draft: Draft, path: string): void {
  if (draft.process.states.get(path)?.invoke?.whenLeft !== 'cancel') return
  for (const { state, children = [] } of draft.invocations) {
    if (state !== path) continue
    for (const { instance, status } of children) {
      if (status !== 'asked') continue
      const id = draft.nextMessageId()
      draft.messages.push({
        id,
        from: draft.identity.id,
        to: instance,
        at: draft.at,
        body: { kind: 'cancel' },
      })
      draft.note('case-told', { case: instance, cancel: true, message: id })
    }
  }
}

/** How the case moves on when nothing is awaited any more. */
export interface Onward {
  readonly event: string
  readonly way: Way
}

/**
 * Takes a wait that is over out of the draft, and finds where the case goes. `undefined` when no branch is open: then
 * the case stays where it is.
 */
export function endWait(draft: Draft, values: StepValues, work: InvocationRecord): Onward | undefined {
  draft.invocations = draft.invocations.filter((one) => one !== work)
  const { state, children = [] } = work
  const several = draft.process.states.get(state)?.invoke?.begin?.forEach !== undefined
  const [only] = children
  const failed = !several && only?.status === 'refused'
  draft.event = several ? endOfAll(children) : failed ? { message: only.message ?? '' } : endOfOne(only)
  const key = failed ? 'invoke.onError' : 'invoke.onDone'
  const way = openWay(values, waysAt(draft.process, state).internal.get(key) ?? [])
  return way && { event: internalEvent(state, key), way }
}

/** A wait of this step that is over at once, since its list is empty; `undefined` where there is none. */
export function waitForNobody({ ended, invocations }: Draft): InvocationRecord | undefined {
  return ended ? undefined : invocations.find(({ children }) => children?.length === 0)
}

function endOfOne(child: ChildRecord | undefined): JsonObject {
  return {
    outcome: child?.outcome ?? '',
    instance: child?.instance ?? '',
    ...(child?.number === undefined ? {} : { number: child.number }),
    output: child?.output ?? {},
  }
}

/** In the order of the list; a case that could not begin has no outcome and no output. */
function endOfAll(children: readonly ChildRecord[]): JsonObject {
  const ended = children.filter(({ status }) => status === 'ended')
  return {
    outcomes: ended.map(({ outcome = '' }) => outcome),
    outputs: ended.map(({ output = {} }) => output),
    ended: ended.length,
    refused: children.length - ended.length,
  }
}
