import type { CheckedProcess, CheckedState } from '../definition/checked-process.js'
import { canonicalJson, type JsonValue } from '../errors/index.js'
import { clockPlanOf, type Clock, type Occurrences } from './clocks/clock-plan.js'
import { waysOf } from './ways.js'

/** Where one version of a process is not built as another one. */
export type ShapeDifference =
  /** The state is only in one of them, or is another kind of state, or has another task, work or clock. */
  | { readonly kind: 'state'; readonly state: string }
  /** Four eyes go by an event that nobody watched before. */
  | { readonly kind: 'event'; readonly event: string }

/**
 * Where a case of one version could not stand in another: its states with their tasks and outside work, its clocks with
 * what begins, stops and pauses them, and the events four eyes go by. Figures, texts, guards and actions may differ.
 */
export function shapeDifferences(from: CheckedProcess, to: CheckedProcess): readonly ShapeDifference[] {
  const paths = new Set([...from.states.keys(), ...to.states.keys()])
  const states = [...paths].filter((path) => shapeAt(from, path) !== shapeAt(to, path))
  const { watched } = waysOf(from)
  const events = [...waysOf(to).watched].filter((event) => !watched.has(event))
  return [
    ...states.map((state) => ({ kind: 'state', state }) as const),
    ...events.map((event) => ({ kind: 'event', event }) as const),
  ]
}

function shapeAt(process: CheckedProcess, path: string): string | undefined {
  const state = process.states.get(path)
  return state && canonicalJson([...builtAs(state), clocksAt(process, path)])
}

function builtAs({ kind, children, history, task, invoke }: CheckedState): readonly JsonValue[] {
  return [
    kind,
    [...children],
    history?.depth ?? '',
    task ? [...task.roles] : [],
    invoke?.service ?? invoke?.begin?.process ?? '',
  ]
}

function clocksAt(process: CheckedProcess, path: string): JsonValue {
  return (clockPlanOf(process).byState.get(path) ?? []).map((clock) => [
    clock.id,
    ...[clock.starts, clock.restarts, clock.stops].map(namesOf),
    [...clock.pausedIn],
    followed(clock),
  ])
}

function namesOf(marks: Occurrences | undefined): JsonValue {
  return marks ? { events: [...marks.events], states: [...marks.states] } : {}
}

/** What in the data a clock follows: another value would be another clock. */
function followed({ rule, kind }: Clock): string {
  if (kind === 'notice') return `${rule.each ?? ''} ${rule.of.source}`
  if (kind !== 'deadline') return ''
  const start = rule.from?.kind === 'data' ? rule.from.value.source : ''
  return `${start} ${rule.until?.source ?? ''}`
}
