import type { CheckedHandler } from '../definition/checked-process.js'
import type { JsonValue, RefusalReason } from '../errors/index.js'
import { permittedHandler, walkActive, type Sending, type Standing } from './candidates.js'
import { requirePoint } from './covered-points.js'
import type { Draft } from './draft.js'
import { bilingual, StepRefused } from './refusals.js'
import { outsideWindow } from './clocks/windows.js'
import type { StepValues } from './step-values.js'
import { waysAt, type Way } from './ways.js'

/**
 * The ways an outside event takes: per path the innermost permitted handler with an open branch. `first` are the
 * innermost permitted handlers. Refuses the step when a requirement of a handler asked fails, or when nobody has an
 * open branch.
 */
export function chooseWays(
  draft: Draft,
  values: StepValues,
  sending: Sending,
  first: readonly CheckedHandler[],
): readonly Way[] {
  const standing = standingOf(draft)
  const asked = new Set(first)
  refuseIfAny(first.flatMap((handler) => whyNotNow(draft, values, handler)))
  const closed: Way[] = []
  const chosen = walkActive(standing, draft.process.root, (state) => {
    const handler = permittedHandler(standing, state, sending)
    if (!handler) return []
    // A handler further out is asked only when those inside have no open branch, and only for the same answers.
    if (handler.form !== first[0]?.form) return []
    if (!asked.has(handler)) refuseIfAny(whyNotNow(draft, values, handler))
    const way = openWay(values, waysAt(draft.process, state.path).on.get(sending.event) ?? [], closed)
    return way ? [way] : []
  })
  if (chosen.length === 0) throw new StepRefused(closedReasons(values, closed))
  return chosen
}

/** A closed window goes first: nobody needs to know more. */
function whyNotNow(draft: Draft, values: StepValues, handler: CheckedHandler): readonly RefusalReason[] {
  const closed = outsideWindow(draft, values, handler)
  return closed ? [closed] : unmetRequirements(values, handler)
}

/** Where the case stands, for walks over its active states. */
export function standingOf(draft: Draft): Standing {
  const { process, senders, parties, tasks } = draft
  const { roleTitles } = draft.facts
  return {
    ...{ process, senders, parties, tasks },
    ...(roleTitles && { roleTitles }),
    isActive: (path) => draft.active.has(path),
  }
}

/** The first way whose guard holds; those before it, whose guards do not, go into `closed`. */
export function openWay(values: StepValues, ways: readonly Way[], closed: Way[] = []): Way | undefined {
  for (const way of ways) {
    const { guard } = way.branch
    if (!guard || values.valueOf(guard, way.state.path) === true) return way
    closed.push(way)
  }
  return undefined
}

/** Requirements of a handler that do not hold now, each with its text. */
export function unmetRequirements(values: StepValues, handler: CheckedHandler): readonly RefusalReason[] {
  const { state, event } = handler
  return handler.require.flatMap(({ if: condition, else: text }, index): readonly RefusalReason[] => {
    const result = values.evaluate(condition)
    if (!result.ok) return [values.failed(result.failure, state, condition)]
    const held = isTrue(result.value)
    values.passed(requirePoint({ state, event, index, held }))
    if (held) return []
    return [values.explained(condition, { code: 'requirement-not-met', text, state })]
  })
}

/** Why ways are closed, with what their guards read. */
export function closedReasons(values: StepValues, closed: readonly Way[]): readonly RefusalReason[] {
  return closed.flatMap((way) =>
    way.branch.guard ? [values.explained(way.branch.guard, guardNotMet(way))] : [],
  )
}

function guardNotMet({ key, state, handler }: Way): RefusalReason {
  const title = handler?.title ?? { 'zh-CN': key, en: key }
  return {
    code: 'guard-not-met',
    text: bilingual(
      `“${title['zh-CN']}”的条件现在不满足。`,
      `Expected a way on for '${title.en}', but its condition does not hold.`,
    ),
    state: state.path,
  }
}

function refuseIfAny(reasons: readonly RefusalReason[]): void {
  if (reasons.length > 0) throw new StepRefused(reasons)
}

function isTrue(value: JsonValue): boolean {
  return value === true
}
