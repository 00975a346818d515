import type { ClockRecord, DeadlineRecord, WaitRecord } from '../record.js'
import type { Clock } from './clock-plan.js'
import type { Run } from './clock-run.js'

/** The run a record keeps. */
export function runOf(clock: Clock, record: DeadlineRecord | WaitRecord): Run {
  const isDeadline = 'name' in record
  return {
    id: record.id,
    clock,
    key: isDeadline ? record.name : record.key,
    visit: record.visit,
    startedAt: record.startedAt,
    pauses: record.pauses ?? [],
    paused: record.paused,
    reads: record.reads ?? {},
    withheld: false,
    byHand: record.byHand,
    calendarId: record.calendar?.id,
    dueAt: record.dueAt,
    warnAt: isDeadline ? record.warnAt : undefined,
    provisional: record.provisional,
    calendar: record.calendar,
    windowCalendarId: isDeadline ? undefined : record.windowCalendar?.id,
    windowCalendar: isDeadline ? undefined : record.windowCalendar,
    status: isDeadline ? record.status : 'running',
    warnings: (isDeadline ? record.warnings : undefined) ?? [],
    breaches: (isDeadline ? record.breaches : undefined) ?? [],
    rungs: (isDeadline ? record.rungs : undefined) ?? {},
    anchor: isDeadline ? undefined : record.anchor,
    sentFor: isDeadline ? undefined : record.sentFor,
    count: undefined,
    touched: false,
    source: record,
  }
}

/** A counted run as a deadline of the record. */
export function deadlineRecord(run: Run): DeadlineRecord {
  return {
    ...common(run),
    name: run.key,
    ...(run.warnAt === undefined ? {} : { warnAt: run.warnAt }),
    status: run.status,
    ...(run.warnings.length === 0 ? {} : { warnings: run.warnings }),
    ...(run.breaches.length === 0 ? {} : { breaches: run.breaches }),
    ...(Object.keys(run.rungs).length === 0 ? {} : { rungs: run.rungs }),
  }
}

/** A counted run as a wait of the record. */
export function waitRecord(run: Run, kind: WaitRecord['kind']): WaitRecord {
  return {
    ...common(run),
    kind,
    key: run.key,
    ...(run.anchor === undefined ? {} : { anchor: run.anchor }),
    ...(run.sentFor === undefined ? {} : { sentFor: run.sentFor }),
    ...(run.windowCalendar ? { windowCalendar: run.windowCalendar } : {}),
  }
}

function common(run: Run): ClockRecord {
  return {
    id: run.id,
    state: run.clock.state.path,
    visit: run.visit,
    startedAt: run.startedAt,
    ...(run.pauses.length === 0 ? {} : { pauses: run.pauses }),
    ...(run.paused ? { paused: run.paused } : {}),
    ...(run.byHand ? { byHand: run.byHand } : {}),
    dueAt: run.dueAt ?? run.startedAt,
    provisional: run.provisional,
    ...(run.calendar ? { calendar: run.calendar } : {}),
    ...(Object.keys(run.reads).length === 0 ? {} : { reads: run.reads }),
  }
}
