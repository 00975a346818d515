import type { Instant } from '../../engine/index.js'
import type { Cut } from './cuts-of.js'
import { doneBy, passedBy } from './story-pace.js'

const dayLength = 24 * 60 * 60 * 1000
/** How many working days a case stays as it is where no clock runs and its story does not wait. */
const unhurried = 5
const longest = 10

/** For how many working days a case may stay where a story is cut, until something is late or happens by itself as the story tells. */
export function daysLeft(cut: Cut): number {
  const { told, calendar } = cut.playable
  const since = doneBy({ told, calendar, days: 0 }, cut.steps)
  const dues = [...namedDues(cut), ...ownDues(cut, since)].filter((due) => due > since)
  const next = told.steps?.[cut.steps]
  const ends = dues.length > 0 ? Math.min(...dues) : next && passedBy(next, since, { calendar, days: 0 })
  if (ends === undefined || ends <= since) return unhurried
  let left = 0
  for (let at = since + dayLength; at <= ends && left < longest; at += dayLength)
    if (calendar.isWorkingDay(calendar.dateOf(at))) left += 1
  return left
}

/** Whether a case after this cut may have begun before today without being late. */
export function takesDays(cut: Cut): boolean {
  const { told, calendar } = cut.playable
  return doneBy({ told, calendar, days: 0 }, cut.steps) - Date.parse(told.at) > dayLength || daysLeft(cut) > 0
}

/** Due times of the clocks of where a story is cut, each as the story has named it last. */
function namedDues({ playable: { told }, steps, states }: Cut): readonly Instant[] {
  const lines = [told.start, ...(told.steps ?? []).slice(0, steps).filter((step) => step.in === undefined)]
  const named = new Map(lines.flatMap(({ expect }) => Object.entries(expect?.due ?? {})))
  return [...named].flatMap(([clock, due]) => {
    const [path = ''] = clock.split('#')
    return path === '' || states.some((state) => isWithin(state, path)) ? [Date.parse(due)] : []
  })
}

/** Due times of the clocks that begin where a story is cut, told or not. */
function ownDues({ playable: { process, calendar }, states }: Cut, since: Instant): readonly Instant[] {
  const active = [...process.states].filter(
    ([path]) => path !== '' && states.some((one) => isWithin(one, path)),
  )
  return active.flatMap(([, { deadlines }]) =>
    deadlines.flatMap(({ within, from }) => (within && !from ? [calendar.add(since, within.upper).at] : [])),
  )
}

const isWithin = (state: string, path: string): boolean => state === path || state.startsWith(`${path}.`)
