import { decisionTitles, parametersTold } from './process-words.js'
import { templateTitle } from './titled-effects.js'
import type { Titles } from './titles.js'
import {
  formatInstant,
  operatorActOf,
  type CheckedProcess,
  type EffectRow,
  type InstanceRecord,
  type InstanceRow,
  type Instant,
  type Page,
  type ProfileChange,
  type Text,
  type TaskRow,
  type TrailRow,
} from '../../engine/index.js'

/** RFC 3339 in UTC. */
/** An instant as answers show it. */
export const time = (at: Instant): string => formatInstant(at)

const optionalTime = (name: string, at: Instant | undefined): object =>
  at === undefined ? {} : { [name]: time(at) }

/** What moving a case to another version did, as HTTP shows it. */
export function profileChangeView({ moved, ...change }: ProfileChange): object {
  return {
    ...change,
    moved: moved.map(({ clock, kind, before, after }) => ({
      clock,
      kind,
      ...optionalTime('before', before),
      ...optionalTime('after', after),
    })),
  }
}

/** A case as HTTP shows it. */
export function instanceView(record: InstanceRecord, process: CheckedProcess): object {
  const { id, profile, number, status, outcome, revision, replayed } = record
  return {
    id,
    process: record.process,
    title: process.title,
    version: process.version,
    versionHash: record.version,
    ...(profile === undefined ? {} : { profile }),
    ...(number === undefined ? {} : { number }),
    status,
    ...(outcome === undefined ? {} : { outcome }),
    ...(replayed === undefined ? {} : { replayed }),
    ...(record.origin && { origin: originView(record.origin) }),
    ...(record.continuedIn === undefined ? {} : { continuedIn: record.continuedIn }),
    revision,
    ...(record.suspended ? { suspended: { ...record.suspended, at: time(record.suspended.at) } } : {}),
    createdAt: time(record.createdAt),
    createdBy: record.createdBy,
    updatedAt: time(record.updatedAt),
    states: record.active.map(({ path, visit, since }) => ({
      path,
      title: process.states.get(path)?.title,
      visit,
      since: time(since),
    })),
    data: record.data,
    ...(record.priority === undefined ? {} : { priority: record.priority }),
    tasks: record.tasks.map((task) => ({
      ...task,
      openedAt: time(task.openedAt),
      ...optionalTime('assignedAt', task.assignedAt),
    })),
    deadlines: record.deadlines.map(deadlineView),
    timers: record.timers.map(({ id: timer, kind, state, visit, key, dueAt, provisional }) => ({
      id: timer,
      kind,
      state,
      visit,
      key,
      dueAt: time(dueAt),
      provisional,
    })),
  }
}

function originView({ kind, instance, process, number }: NonNullable<InstanceRecord['origin']>): object {
  return { kind, instance, process, ...(number === undefined ? {} : { number }) }
}

/** A deadline with its pauses and breaches. While it is paused, `dueAt` is what would be due if it went on at once. */
function deadlineView(deadline: InstanceRecord['deadlines'][number]): object {
  const { paused, pauses = [], breaches = [], byHand } = deadline
  return {
    id: deadline.id,
    state: deadline.state,
    visit: deadline.visit,
    status: deadline.status,
    startedAt: time(deadline.startedAt),
    ...optionalTime('warnAt', deadline.warnAt),
    dueAt: time(deadline.dueAt),
    provisional: deadline.provisional,
    ...(byHand ? { byHand: { at: time(byHand.at), by: byHand.by } } : {}),
    ...(paused ? { paused: { ...paused, from: time(paused.from) } } : {}),
    pauses: pauses.map(({ from, to, by }) => ({ from: time(from), to: time(to), by })),
    breaches: breaches.map(({ at, dueAt, calendar }) => ({
      at: time(at),
      dueAt: time(dueAt),
      ...(calendar ? { calendar } : {}),
    })),
    ...(deadline.calendar ? { calendar: deadline.calendar.id } : {}),
  }
}

/** A case for somebody outside: where it stands, without data, tasks and clocks. */
export function instanceOutline(record: InstanceRecord, process: CheckedProcess): object {
  const { id, number, status, outcome, revision } = record
  return {
    id,
    process: record.process,
    title: process.title,
    ...(number === undefined ? {} : { number }),
    status,
    ...(outcome === undefined ? {} : { outcome }),
    ...(record.suspended ? { suspended: { at: time(record.suspended.at) } } : {}),
    revision,
    createdAt: time(record.createdAt),
    updatedAt: time(record.updatedAt),
    states: record.active.map(({ path, since }) => ({
      path,
      title: process.states.get(path)?.title,
      since: time(since),
    })),
  }
}

/** A page of anything; `next` and `prev` are the cursors of the pages beside it, absent where there are none. */
export function pageView<T>(
  { items, next, prev }: Page<T>,
  view: (item: T) => object,
): { items: object[]; next?: string; prev?: string } {
  return {
    items: items.map(view),
    ...(next === undefined ? {} : { next }),
    ...(prev === undefined ? {} : { prev }),
  }
}

export function instanceRowView(row: InstanceRow, titles: Titles): object {
  const { createdAt, updatedAt, nextDueAt, dueProvisional, ...rest } = row
  return {
    ...rest,
    ...rowTitles(row, titles),
    createdAt: time(createdAt),
    updatedAt: time(updatedAt),
    ...optionalTime('nextDueAt', nextDueAt),
    ...(dueProvisional ? { provisional: true } : {}),
  }
}

/** Names of the process and the active states of a row. */
export function rowTitles({ version, states }: InstanceRow, titles: Titles): object {
  return {
    title: titles.process(version),
    stateTitles: states.map((path) => titles.state(version, path) ?? { en: path, 'zh-CN': path }),
  }
}

export function taskView(row: TaskRow, titles: Titles): object {
  const { openedAt, assignedAt, dueAt, dueProvisional, version, ...rest } = row
  return {
    ...rest,
    title: titles.process(version),
    stateTitle: titles.state(version, row.state),
    openedAt: time(openedAt),
    ...optionalTime('assignedAt', assignedAt),
    ...optionalTime('dueAt', dueAt),
    ...(dueProvisional ? { provisional: true } : {}),
  }
}

/** A row of a trail; `operator` marks what an operator did outside the procedure. */
export function trailView(row: TrailRow): object {
  const act = operatorActOf(row)
  return { ...row, at: time(row.at), ...(act && { operator: act.action }) }
}

/**
 * An effect and how far it is, with the name of its message where the process is known. Which node holds it is of no use
 * to anybody here.
 */
export function effectView(row: EffectRow, process?: CheckedProcess): object {
  const { at, status, nextAt, notBefore, settledAt, failure, holder, forgiven, ...rest } = row
  return {
    ...rest,
    ...templateTitle(process, row.template),
    requestedAt: time(at),
    ...optionalTime('notBefore', notBefore),
    status,
    // While an attempt is under way, nobody can say when the next one is.
    ...(holder === undefined ? optionalTime('nextAttemptAt', nextAt) : { underWay: true }),
    ...(forgiven > 0 && { attemptsBeforeRetry: forgiven }),
    ...(failure && { failure: { ...failure, at: time(failure.at) } }),
    ...optionalTime('settledAt', settledAt),
  }
}

/** A process as people choose it from a list. */
export function processView(process: CheckedProcess, profileTitle?: Text): object {
  const { id, version, hash, profile, title, startRoles } = process
  return {
    id,
    version,
    hash,
    ...(profile === undefined ? {} : { profile }),
    ...(profileTitle && { profileTitle }),
    title,
    startRoles,
    unsetParameters: process.unsetParameters,
  }
}

/** A process with its states, events, forms and figures. */
export function processDetailView(process: CheckedProcess): object {
  return {
    ...processView(process),
    states: [...process.states.values()]
      .filter((state) => state.path !== '')
      .map(({ path, kind, title, tags, outcome, task, on }) => ({
        path,
        kind,
        title,
        ...(tags.length > 0 ? { tags } : {}),
        ...(outcome === undefined ? {} : { outcome }),
        ...(task ? { taskRoles: task.roles } : {}),
        events: [...on.values()].map((handler) => ({
          event: handler.event,
          title: handler.title ?? process.events.get(handler.event)?.title,
          roles: handler.roles,
          ...(handler.form === undefined ? {} : { form: handler.form }),
        })),
      })),
    start: process.startSchema(),
    forms: Object.fromEntries([...process.forms].map(([name, form]) => [name, form.schema])),
    fields: Object.fromEntries(
      Object.entries(process.fields).map(([name, field]) => [name, field.definition]),
    ),
    decisions: decisionTitles(process),
    parameters: parametersTold(process),
    ...(process.editable && { editable: process.editable }),
  }
}
