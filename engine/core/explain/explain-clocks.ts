import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Calendar } from '../../time/calendar.js'
import { ClockCalendars } from '../clocks/clock-calendars.js'
import { clockOfRun, clockPlanOf, type Clock, type ClockPlan } from '../clocks/clock-plan.js'
import type { EndedRun } from '../clocks/ended-run.js'
import { foldClocks } from '../clocks/fold-clocks.js'
import type { Facts, TrailEntry } from '../command.js'
import type { ClockRecord, DeadlineRecord, InstanceRecord, WaitRecord } from '../record.js'
import { stateTitle } from '../titles.js'
import {
  causeAmong,
  causeOfVisit,
  causesOfPause,
  timedEntries,
  type StartCause,
  type TimedEntry,
} from './cause.js'
import { countClock } from './count-clock.js'
import { deadlineHistories, waitHistory, type DeadlineHistory } from './deadline-history.js'
import { explainRule } from './explain-rule.js'
import type {
  Counted,
  EndedClock,
  ExplainedClock,
  ExplainedClocks,
  ExplainedPause,
} from './explained-clock.js'
import { upcomingOf } from './upcoming.js'

/** A case with its whole trail, oldest first. */
export interface ExplainedCase {
  readonly record: InstanceRecord
  readonly trail: readonly TrailEntry[]
  /** The case as it is stored, where `record` is what a recount will make of it. */
  readonly stored?: InstanceRecord
}

/**
 * Why everything of a case is due when it is: for each clock that runs its rule, calendar, start, pauses, what it
 * counted and what is still to come; and the deadlines that are over. Pure; due points are counted in the calendars
 * among the facts.
 */
export function explainClocks(
  process: CheckedProcess,
  facts: Pick<Facts, 'calendar' | 'calendars'>,
  explained: ExplainedCase,
): ExplainedClocks {
  const { record, trail } = explained
  const telling = new Telling(process, facts, trail)
  const running = [...record.deadlines, ...record.waits].flatMap((one) => telling.running(one, explained))
  const { ended } = foldClocks(process, facts, trail)
  return { running, ended: ended.flatMap((run) => telling.ended(run)) }
}

type AnyRun = Pick<ClockRecord, 'id' | 'state' | 'visit' | 'startedAt' | 'pauses' | 'paused' | 'reads'>

function setBy(
  { at, by }: NonNullable<ClockRecord['byHand']>,
  counted: Counted | undefined,
): NonNullable<ExplainedClock['byHand']> {
  return { at, by, ...(counted ? { ruled: counted.span.due.at } : {}) }
}

/** What is looked up again and again while the clocks of one case are explained. */
class Telling {
  readonly #process: CheckedProcess
  readonly #plan: ClockPlan
  readonly #calendars: ClockCalendars
  readonly #entries: readonly TimedEntry[]
  readonly #histories: readonly DeadlineHistory[]
  /** How many runs of each deadline were told of as over. */
  readonly #over = new Map<string, number>()

  constructor(
    process: CheckedProcess,
    facts: Pick<Facts, 'calendar' | 'calendars'>,
    trail: readonly TrailEntry[],
  ) {
    this.#process = process
    this.#plan = clockPlanOf(process)
    this.#calendars = new ClockCalendars(process, facts)
    this.#entries = timedEntries(trail)
    this.#histories = deadlineHistories(trail)
  }

  /** One clock that runs. Nothing for a notice that was sent: it keeps its point and waits for no time. */
  running(
    run: DeadlineRecord | WaitRecord,
    { record, stored, trail }: ExplainedCase,
  ): readonly ExplainedClock[] {
    const clock = clockOfRun(this.#plan, run.id)
    if (!clock || ('sentFor' in run && run.sentFor === run.reads?.until)) return []
    const calendar = this.#calendarOf(clock, run.calendar?.id)
    const before = [...(stored?.deadlines ?? []), ...(stored?.waits ?? [])].find(({ id }) => id === run.id)
    const countedWith = (before ?? run).calendar
    const isStale = countedWith !== undefined && countedWith.hash !== calendar.hash
    const isDeadline = 'name' in run
    const history = isDeadline
      ? this.#histories.findLast(({ deadline }) => deadline === run.id)
      : waitHistory(trail, run)
    const { counted, ...common } = this.#common(clock, calendar, run)
    return [
      {
        ...common,
        // History is kept as it was counted then: what a newer calendar would tell is not why.
        ...(counted?.span.due.at === run.dueAt ? { counted } : {}),
        status: isDeadline ? run.status : 'running',
        ...(run.paused ? { pausedSince: Math.max(run.paused.from, run.startedAt) } : {}),
        ...(isStale ? { countedWith } : {}),
        ...(run.byHand ? { byHand: setBy(run.byHand, counted) } : {}),
        ...(before && before.dueAt !== run.dueAt ? { movesFrom: before.dueAt } : {}),
        dueAt: run.dueAt,
        provisional: run.provisional,
        ...(isDeadline && run.warnAt !== undefined ? { lowerAt: run.warnAt } : {}),
        upcoming: upcomingOf(clock, run, { calendar, timers: record.timers }),
        ...(history ? { history } : {}),
      },
    ]
  }

  /** One deadline that is over, asked for in the order they ended; other clocks leave nothing to explain. */
  ended(run: EndedRun): readonly EndedClock[] {
    const clock = clockOfRun(this.#plan, run.id)
    const { how } = run
    if (clock?.kind !== 'deadline' || how === 'fired' || how === 'over') return []
    const calendar = this.#calendarOf(clock, run.calendarId)
    const { counted, ...common } = this.#common(clock, calendar, run)
    // Runs of one deadline follow each other, so that the first to end is the first that began.
    const before = this.#over.get(run.id) ?? 0
    this.#over.set(run.id, before + 1)
    const history = this.#histories.filter(({ deadline }) => deadline === run.id)[before]
    // Counted in a calendar that has changed since, it would tell another due point than the one that held.
    const holds = counted && counted.span.due.at === run.dueAt
    return [
      {
        ...common,
        ...(holds ? { counted } : {}),
        how,
        endedAt: run.endedAt,
        ...(run.dueAt === undefined ? {} : { dueAt: run.dueAt }),
        ...(history ? { history } : {}),
      },
    ]
  }

  #calendarOf(clock: Clock, id: string | undefined): Calendar {
    return (
      (id === undefined ? undefined : this.#calendars.find(id)) ?? this.#calendars.standard(clock.calendar)
    )
  }

  #common(clock: Clock, calendar: Calendar, run: AnyRun) {
    const startedBy = this.#startOf(clock, run)
    const counted = countClock(calendar, clock, run)
    return {
      id: run.id,
      kind: clock.kind,
      key: clock.key,
      state: { path: run.state, title: stateTitle(this.#process, run.state) },
      visit: run.visit,
      rule: explainRule(this.#process, clock),
      calendar,
      startedAt: run.startedAt,
      ...(startedBy ? { startedBy } : {}),
      pauses: this.#pausesOf(run),
      ...(clock.kind === 'remind' ? { every: clock.rule.every } : {}),
      ...(counted ? { counted } : {}),
    }
  }

  #startOf(clock: Clock, { startedAt, visit }: AnyRun): StartCause | undefined {
    const from = clock.kind === 'deadline' ? clock.rule.from : undefined
    if (from?.kind === 'data') {
      const path = from.value.source
      return { kind: 'data', name: path, title: this.#process.labelOf(path.replace(/^data\./, '')) }
    }
    const { starts, restarts } = clock
    const occurrences = {
      events: new Set([...(starts?.events ?? []), ...restarts.events]),
      states: new Set([...(starts?.states ?? []), ...restarts.states]),
    }
    return (
      causeAmong(this.#process, this.#entries, { occurrences, at: startedAt }) ??
      (starts ? undefined : causeOfVisit(this.#process, this.#entries, { state: clock.state.path, visit }))
    )
  }

  /** Pauses before the start do not count. */
  #pausesOf({ startedAt, pauses: all = [], paused: now }: AnyRun): readonly ExplainedPause[] {
    const within = <P extends { readonly from: number }>(pause: P): P => ({
      ...pause,
      from: Math.max(pause.from, startedAt),
    })
    const pauses = all.filter(({ to }) => to > startedAt).map(within)
    const paused = now && within(now)
    const by = (pause: { readonly by: readonly string[]; readonly from: number }): ExplainedPause['by'] =>
      causesOfPause(this.#process, this.#entries, pause)
    return [
      ...pauses.map((pause) => ({ from: pause.from, to: pause.to, by: by(pause) })),
      ...(paused ? [{ from: paused.from, by: by(paused) }] : []),
    ]
  }
}
