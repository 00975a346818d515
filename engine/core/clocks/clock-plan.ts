import type {
  CalendarChoice,
  CaseMark,
  CheckedAfter,
  CheckedDeadline,
  CheckedNotice,
  CheckedProcess,
  CheckedReminder,
  CheckedState,
} from '../../definition/checked-process.js'

/** Facts of a case that concern a clock: events accepted, states entered (a tag is the states that carry it). */
export interface Occurrences {
  readonly events: ReadonlySet<string>
  readonly states: ReadonlySet<string>
}

interface AnyClock {
  /** `<path>#<name>` or `<path>@<kind>.<key>`; the clocks of a notice with `each` add `.<item>`. */
  readonly id: string
  readonly state: CheckedState
  /** Name, key or index within its kind. */
  readonly key: string
  /** Document order: timers of one moment are armed in it. */
  readonly order: number
  readonly calendar?: CalendarChoice
  /** Present where the count begins with a fact other than the visit. */
  readonly starts?: Occurrences
  readonly restarts: Occurrences
  readonly stops: Occurrences
  /** Paths of states in which it is paused, in document order. */
  readonly pausedIn: readonly string[]
}

/** A clock of the process: what stands on a state and counts. */
export type Clock =
  | (AnyClock & {
      readonly kind: 'deadline'
      readonly rule: CheckedDeadline
      /** It runs only while the data says something: a promised date without `else`, or a start in the data. */
      readonly needsValue: boolean
    })
  | (AnyClock & { readonly kind: 'after'; readonly rule: CheckedAfter })
  | (AnyClock & { readonly kind: 'remind'; readonly rule: CheckedReminder })
  | (AnyClock & { readonly kind: 'notice'; readonly rule: CheckedNotice })

/** All clocks of a process, and which facts concern which: found once per process. */
export interface ClockPlan {
  readonly byState: ReadonlyMap<string, readonly Clock[]>
  readonly byId: ReadonlyMap<string, Clock>
  readonly onEvent: ReadonlyMap<string, readonly Clock[]>
  readonly onEnter: ReadonlyMap<string, readonly Clock[]>
  /** States that pause some clock. */
  readonly pausing: ReadonlySet<string>
  /** Clocks that follow the data, in document order. */
  readonly reading: readonly Clock[]
  /** Deadlines that begin at a time in the data. */
  readonly fromData: readonly Clock[]
  /** Clocks whose timers follow the data (`unless`, `onCall`). */
  readonly watching: ReadonlySet<Clock>
}

const cache = new WeakMap<CheckedProcess, ClockPlan>()

/** The clocks of a process. */
export function clockPlanOf(process: CheckedProcess): ClockPlan {
  const known = cache.get(process)
  if (known) return known
  const plan = planOf(process)
  cache.set(process, plan)
  return plan
}

/** The clock of a run, by the id of the run. */
export function clockOfRun(plan: ClockPlan, id: string): Clock | undefined {
  return plan.byId.get(id) ?? plan.byId.get(/^[^@]*@notice\.\d+/.exec(id)?.[0] ?? '')
}

function planOf(process: CheckedProcess): ClockPlan {
  const byState = new Map<string, readonly Clock[]>()
  let order = 0
  for (const state of process.states.values()) {
    const clocks = clocksOfState(process, state, () => (order += 1))
    if (clocks.length > 0) byState.set(state.path, clocks)
  }
  const clocks = [...byState.values()].flat()
  const concerned = (clock: Clock, kind: keyof Occurrences): ReadonlySet<string> =>
    new Set([clock.starts, clock.restarts, clock.stops].flatMap((marks) => [...(marks?.[kind] ?? [])]))
  return {
    byState,
    byId: new Map(clocks.map((clock) => [clock.id, clock])),
    onEvent: grouped(clocks, (clock) => concerned(clock, 'events')),
    onEnter: grouped(clocks, (clock) => concerned(clock, 'states')),
    pausing: new Set(clocks.flatMap((clock) => clock.pausedIn)),
    reading: clocks.filter((clock) => followsData(process, clock)),
    fromData: clocks.filter(beginsByData),
    watching: new Set(
      clocks.filter(
        ({ kind, rule }) =>
          (kind === 'after' && rule.window?.unless) || (kind === 'deadline' && rule.onCall !== undefined),
      ),
    ),
  }
}

function clocksOfState(process: CheckedProcess, state: CheckedState, next: () => number): readonly Clock[] {
  const { path } = state
  const none: Occurrences = { events: new Set(), states: new Set() }
  const marked = (marks: readonly CaseMark[]): Occurrences => occurrencesOf(process, marks)
  const common = (id: string, key: string, calendar: CalendarChoice | undefined) => ({
    id,
    key,
    state,
    order: next(),
    ...(calendar ? { calendar } : {}),
  })
  const waits = (kind: 'after' | 'remind', rule: CheckedAfter | CheckedReminder, key: string) => ({
    ...common(`${path}@${kind}.${key}`, key, rule.calendar),
    restarts: marked(rule.restartOn),
    stops: none,
    pausedIn: pathsOf(process, rule.pauseIn),
  })
  return [
    ...state.after.map((rule): Clock => ({ kind: 'after', rule, ...waits('after', rule, rule.key) })),
    ...state.reminders.map((rule): Clock => ({
      kind: 'remind',
      rule,
      ...waits('remind', rule, String(rule.index)),
    })),
    ...state.deadlines.map((rule): Clock => {
      const { from } = rule
      return {
        kind: 'deadline',
        rule,
        needsValue: (rule.until !== undefined && !rule.else) || from?.kind === 'data',
        ...common(`${path}#${rule.name}`, rule.name, rule.calendar),
        ...(from && from.kind !== 'data' ? { starts: marked([from]) } : {}),
        restarts: marked(rule.restartOn),
        stops: marked(rule.stopOn),
        pausedIn: pathsOf(process, rule.pauseIn),
      }
    }),
    ...state.notices.map((rule): Clock => ({
      kind: 'notice',
      rule,
      ...common(`${path}@notice.${rule.index}`, String(rule.index), rule.calendar),
      restarts: none,
      stops: none,
      pausedIn: [],
    })),
  ]
}

/** Whether the data says when a clock begins. */
export function beginsByData(clock: Clock): boolean {
  return clock.kind === 'deadline' && clock.rule.from?.kind === 'data'
}

function followsData(process: CheckedProcess, clock: Clock): boolean {
  const isChosen = (choice: CalendarChoice | undefined): boolean =>
    (choice ? choice.choose : process.chooseCalendar) !== undefined
  if (clock.kind === 'notice' || isChosen(clock.calendar)) return true
  if (clock.kind === 'after' && clock.rule.window && isChosen(clock.rule.window.calendar)) return true
  return clock.kind === 'deadline' && (clock.rule.until !== undefined || beginsByData(clock))
}

function occurrencesOf(process: CheckedProcess, marks: readonly CaseMark[]): Occurrences {
  return {
    events: new Set(marks.flatMap((mark) => (mark.kind === 'event' ? [mark.event] : []))),
    states: new Set(pathsOf(process, marks)),
  }
}

function pathsOf(process: CheckedProcess, marks: readonly CaseMark[]): readonly string[] {
  const named = (path: string, tags: readonly string[]): boolean =>
    marks.some(
      (mark) =>
        (mark.kind === 'state' && mark.path === path) || (mark.kind === 'tag' && tags.includes(mark.tag)),
    )
  if (marks.length === 0) return []
  return [...process.states.values()].flatMap(({ path, tags }) => (named(path, tags) ? [path] : []))
}

function grouped(
  clocks: readonly Clock[],
  keys: (clock: Clock) => ReadonlySet<string>,
): ReadonlyMap<string, readonly Clock[]> {
  const found = new Map<string, Clock[]>()
  for (const clock of clocks)
    for (const key of keys(clock)) found.set(key, [...(found.get(key) ?? []), clock])
  return found
}
