import dayjs from 'dayjs'
import businessTime from 'dayjs-business-time'
import moment from 'moment'
import 'moment-business-time'

/** One question: when are so many working hours or days over that began at `from`? */
export interface DueCase {
  readonly from: number
  readonly amount: number
  readonly unit: 'working-hour' | 'working-day'
}

/** The week and the days off that are given to everybody. Times are those of the process's own zone. */
export interface PeerWeek {
  readonly periods: readonly (readonly [opens: string, closes: string])[]
  readonly holidays: readonly string[]
}

/** A library of others that counts working time. It knows neither zones nor make-up days nor closures. */
export interface Peer {
  readonly name: string
  due(question: DueCase): number
}

/** What `moment-business-time` adds; it comes without types. */
interface WorkingMoment {
  addWorkingTime(amount: number, unit: 'hours' | 'days'): { valueOf(): number }
}

/** Both libraries, with the same hours Monday to Friday and the same days off. */
export function createPeers(week: PeerWeek): readonly Peer[] {
  return [dayjsPeer(week), momentPeer(week)]
}

function dayjsPeer({ periods, holidays }: PeerWeek): Peer {
  dayjs.extend(businessTime)
  const day = periods.map(([start, end]) => ({ start: `${start}:00`, end: `${end}:00` }))
  dayjs.setBusinessTime({
    sunday: null,
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: null,
  })
  dayjs.setHolidays([...holidays])
  return {
    name: 'dayjs-business-time',
    due: ({ from, amount, unit }) => {
      const start = dayjs(from)
      const end = unit === 'working-day' ? start.addBusinessDays(amount) : start.addBusinessHours(amount)
      return end.valueOf()
    },
  }
}

function momentPeer({ periods, holidays }: PeerWeek): Peer {
  const day = periods.flat()
  const workinghours = { 0: null, 1: day, 2: day, 3: day, 4: day, 5: day, 6: null }
  // The library's own keys of a locale are not among the typed ones.
  moment.updateLocale('en', { workinghours, holidays })
  return {
    name: 'moment-business-time',
    due: ({ from, amount, unit }) => {
      const start = moment(from) as unknown as WorkingMoment
      return start.addWorkingTime(amount, unit === 'working-day' ? 'days' : 'hours').valueOf()
    },
  }
}
