import { formatInstant, type Instant, type ScheduleStatus } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import { actorOf } from '../identity/index.js'
import type { Route } from '../http/route.js'

/** Duties by the calendar whose process is open to the actor. */
export function scheduleRoutes({ engine, reading }: Surface): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/schedules',
      handle: async (_request, response) => {
        const open = await reading.listed(actorOf(response))
        const statuses = await engine.schedules()
        const items = statuses.filter(({ schedule }) => open?.includes(schedule.process) ?? true)
        response.json({ items: items.map(scheduleView) })
      },
    },
  ]
}

/** A schedule as HTTP shows it: times in the zone of its calendar. */
function scheduleView({ schedule, next, since, occurrences, refused }: ScheduleStatus): object {
  const { id, title, source, process, profile, calendar, rule, catchUp } = schedule
  const time = (at: Instant): string => formatInstant(at, calendar.zone)
  const last = occurrences.find(({ status }) => status !== 'passed-over')
  return {
    id,
    title,
    ...(source === undefined ? {} : { source }),
    process,
    ...(profile === undefined ? {} : { profile }),
    calendar: calendar.id,
    every: rule.every,
    catchUp,
    ...(since === undefined ? {} : { since: time(since) }),
    next: next.map(({ at, provisional }) => ({ at: time(at), provisional })),
    ...(last === undefined ? {} : { last: occurrenceView(last, time) }),
    passedOver: occurrences
      .filter(({ status }) => status === 'passed-over')
      .map(({ slot, dueAt }) => ({ slot, at: time(dueAt) })),
    refused: refused.map(({ slot, object, at, refusal }) => ({
      slot,
      ...(object === '' ? {} : { object }),
      at: time(at),
      ...refusal,
    })),
  }
}

function occurrenceView(
  { slot, dueAt, status, begunAt, endedAt, started, refused }: ScheduleStatus['occurrences'][number],
  time: (at: Instant) => string,
): object {
  return {
    slot,
    at: time(dueAt),
    status,
    begunAt: time(begunAt),
    ...(endedAt === undefined ? {} : { endedAt: time(endedAt) }),
    started,
    refused,
  }
}
