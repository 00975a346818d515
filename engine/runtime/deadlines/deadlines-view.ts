import { tellTimerRule } from './tell-timer-rule.js'
import type { ClockHistory, EndedClock, ExplainedClock } from '../../core/explain/index.js'
import { formatInstant, type Instant } from '../../time/index.js'
import { traceView } from '../due/tell-due.js'
import type { ToldDeadlines } from './read-deadlines.js'

/** As it is printed: instants with the offset of the zone of the clock's calendar. For whoever sees the whole case. */
export function deadlinesView({ instance, running, ended }: ToldDeadlines): object {
  return {
    instance: instance.id,
    ...(instance.number === undefined ? {} : { number: instance.number }),
    running: running.map((clock) => ({ ...runningView(clock), words: clock.words })),
    ended: ended.map((clock) => ({ ...endedView(clock), words: clock.words })),
  }
}

/** For a customer: when each deadline is due, and the paragraph why. No names of states, rules or calendars. */
export function deadlinesOutline({ instance, running }: ToldDeadlines): object {
  const shown = running.filter(({ kind }) => kind === 'deadline')
  return {
    instance: instance.id,
    ...(instance.number === undefined ? {} : { number: instance.number }),
    running: shown.map((clock) => ({
      ...points(clock),
      ...(clock.words.customer ? { text: clock.words.customer } : {}),
    })),
  }
}

function points({ calendar, dueAt, lowerAt, pausedSince, provisional }: ExplainedClock): object {
  return { ...times(calendar.zone, { pausedSince, lowerAt, dueAt }), provisional }
}

function runningView(clock: ExplainedClock): object {
  const { zone } = clock.calendar
  return {
    ...head(clock),
    status: clock.status,
    ...points(clock),
    ...times(zone, { movesFrom: clock.movesFrom }),
    ...(clock.byHand
      ? {
          byHand: { by: clock.byHand.by, ...times(zone, { at: clock.byHand.at, ruled: clock.byHand.ruled }) },
        }
      : {}),
    ...why(clock),
    upcoming: clock.upcoming.map((timer) => upcomingView(timer, zone)),
  }
}

function upcomingView(
  { dueAt, count, rule, ...timer }: ExplainedClock['upcoming'][number],
  zone: string,
): object {
  const time = (at: Instant): string => formatInstant(at, zone)
  return {
    ...timer,
    rule: tellTimerRule(rule),
    ...times(zone, { dueAt, countedFrom: count?.from, countedTo: count?.to }),
    ...(count ? { trace: count.trace.map((line) => traceView(line, time)) } : {}),
  }
}

function endedView(clock: EndedClock): object {
  const { endedAt, dueAt, how } = clock
  return { ...head(clock), how, ...times(clock.calendar.zone, { endedAt, dueAt }), ...why(clock) }
}

function head({ id, kind, key, state, visit }: ExplainedClock | EndedClock): object {
  return { id, kind, key, state, visit }
}

/** Rule, calendar, start, pauses, trace and what happened: what a clock that runs and one that is over share. */
function why(clock: ExplainedClock | EndedClock): object {
  const { rule, calendar, countedWith, startedAt, startedBy, pauses, counted, history } = clock
  const { id, zone, hash, publishedUntil, definition } = calendar
  const time = (at: Instant): string => formatInstant(at, zone)
  return {
    rule,
    calendar: {
      id,
      title: definition.title,
      zone,
      hash,
      ...(publishedUntil === undefined ? {} : { publishedUntil }),
      ...(countedWith ? { countedWith } : {}),
    },
    startedAt: time(startedAt),
    ...(startedBy ? { startedBy } : {}),
    pauses: pauses.map(({ from, to, by }) => ({ ...times(zone, { from, to }), by })),
    ...(counted ? { trace: counted.trace.map((line) => traceView(line, time)) } : {}),
    ...(history ? { history: historyView(history, zone) } : {}),
  }
}

function historyView(history: ClockHistory, zone: string): object {
  const { moves, warnings, breaches, withdrawals, escalations } = history
  const shown = (facts: readonly Readonly<Record<string, unknown>>[]): readonly object[] =>
    facts.map((fact) =>
      Object.fromEntries(
        Object.entries(fact).map(([name, value]) => [
          name,
          name !== 'seq' && typeof value === 'number' ? formatInstant(value, zone) : value,
        ]),
      ),
    )
  return {
    moves: shown(moves.map((move) => ({ ...move }))),
    warnings: shown(warnings.map((warning) => ({ ...warning }))),
    breaches: shown(breaches.map((breach) => ({ ...breach }))),
    withdrawals: shown(withdrawals.map((withdrawal) => ({ ...withdrawal }))),
    escalations: shown(escalations.map((escalation) => ({ ...escalation }))),
  }
}

/** Those that are there, as text. */
function times(zone: string, points: { readonly [name: string]: Instant | undefined }): object {
  return Object.fromEntries(
    Object.entries(points).flatMap(([name, at]) =>
      at === undefined ? [] : [[name, formatInstant(at, zone)]],
    ),
  )
}
