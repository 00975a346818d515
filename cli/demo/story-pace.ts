import { parseDuration, type Calendar, type Instant, type Story, type StoryStep } from '../../engine/index.js'

const dayLength = 24 * 60 * 60 * 1000
/** How long people of a sample take for what they do without being waited for, at least and at most, in minutes. */
export const minutesOfAStep = { least: 1, most: 4 }
const slowestStep = minutesOfAStep.most * 60_000

/** A story moved by whole days, in the calendar of its process. */
export interface Telling {
  readonly told: Story
  readonly calendar: Calendar
  /** How many days later than in the story everything happens. */
  readonly days: number
}

/** When a moved story begins. */
export function beginningOf({ told, days }: Omit<Telling, 'calendar'>): Instant {
  return Date.parse(told.at) + days * dayLength
}

/** When time has passed as a step says; `now` where it lets none pass. */
export function passedBy(step: StoryStep, now: Instant, { calendar, days }: Omit<Telling, 'told'>): Instant {
  if (step.until !== undefined) return Math.max(now, Date.parse(step.until) + days * dayLength)
  const duration = parseDuration(step.wait ?? '')
  return duration.ok ? calendar.add(now, duration.range.upper).at : now
}

/** When the first `steps` steps of a moved story are done at the latest: planned by it, a case is where it should be. */
export function doneBy(telling: Telling, steps: number): Instant {
  const told = telling.told.steps?.slice(0, steps) ?? []
  return told.reduce(
    (now, step) => {
      const waits = step.wait !== undefined || step.until !== undefined
      return waits ? passedBy(step, now, telling) : now + slowestStep
    },
    beginningOf(telling) + slowestStep,
  )
}

/** On how many days until then the house is open where it was closed in the story, or the other way round. */
export function daysThatDiffer({ told, calendar, days }: Telling, until: Instant): number {
  let differing = 0
  for (let at = beginningOf({ told, days }); at <= until; at += dayLength) {
    const then = calendar.isWorkingDay(calendar.dateOf(at - days * dayLength))
    if (calendar.isWorkingDay(calendar.dateOf(at)) !== then) differing += 1
  }
  return differing
}
