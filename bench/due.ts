import { readCalendar } from '../engine/definition/index.js'
import { holidayTable } from '../engine/time/holidays.js'
import type { Calendar, PeriodText } from '../engine/time/index.js'
import { createPeers, type DueCase, type Peer } from './due-peers.js'
import { compare, perSecond, type Row } from './measure.js'

const year = 2026
const zone = 'Asia/Shanghai'
const periods: readonly PeriodText[] = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
]
const hours = { 'mon-fri': periods }
/** Questions to each. */
const all = 100_000

/**
 * Due points of 1 to 30 working days, and of 1 to 225 working hours, which is as long. Starts are minutes of a Chinese
 * year, by day and night. First on the whole calendar with its make-up days; then beside two libraries of others, on
 * a calendar as far as these know one: the days off, no make-up days, in the zone of the process. Each is asked only
 * what it answers as we do; how much that is of what was drawn is told as `sameAnswers`. `forPeers`: how many of the questions
 * are asked beside them, all unless given; they take minutes for what takes us a moment.
 */
export async function due(forPeers = all): Promise<readonly Row[]> {
  const chinese = calendarOf({ zone, dayCounting: 'same-time', hours, holidays: ['CN'] })
  const questions = draw(all)
  const rate = await perSecond(
    {
      name: 'due points',
      run(count) {
        ask(count, questions, (question) => chinese.add(question.from, question).at)
      },
    },
    all,
    5,
  )
  const first: Row = {
    what: 'due points, up to 30 working days, National Day and make-up days included',
    // The last figure is the one that stands beside the target.
    figures: { cases: all, milliseconds: Math.round((all * 1_000) / rate), perSecond: Math.round(rate) },
    target: '>= 100000 a second',
    reached: rate >= 100_000,
  }
  return [first, ...(await besidePeers(draw(forPeers)))]
}

async function besidePeers(questions: readonly DueCase[]): Promise<readonly Row[]> {
  const daysOff = [...(holidayTable('CN')?.daysOff.keys() ?? [])].filter((date) =>
    date.startsWith(String(year)),
  )
  const plain = calendarOf({ zone, dayCounting: 'same-time', hours, holidays: daysOff })
  const before = process.env['TZ']
  // The peers count in the zone of the process and in no other.
  process.env['TZ'] = zone
  try {
    const rows: Row[] = []
    for (const peer of createPeers({ periods, holidays: daysOff }))
      rows.push(await beside(peer, plain, questions))
    return rows
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}

async function beside(peer: Peer, calendar: Calendar, drawn: readonly DueCase[]): Promise<Row> {
  const ours = (question: DueCase): number => calendar.add(question.from, question).at
  const same = drawn.filter((question) => peer.due(question) === ours(question))
  if (same.length === 0) throw new Error(`Expected ${peer.name} to agree now and then, but it never does.`)
  const row = await compare(
    `due points beside ${peer.name}, without make-up days`,
    [
      { name: 'a calendar of the engine', run: (count) => ask(count, same, ours) },
      { name: peer.name, run: (count) => ask(count, same, (question) => peer.due(question)) },
    ],
    // Both have answered everything once by now; as many questions as that need no second round.
    { count: drawn.length, each: 1, rounds: drawn.length < all ? 3 : 1, before: 0, atLeast: 1 },
  )
  return { ...row, figures: { ...row.figures, drawn: drawn.length, sameAnswers: same.length } }
}

/** Asks so many questions, from the first again where they do not reach. */
function ask(count: number, questions: readonly DueCase[], answer: (question: DueCase) => number): void {
  let latest = 0
  for (let i = 0; i < count; i += 1) {
    const question = questions[i % questions.length]
    if (question) latest = Math.max(latest, answer(question))
  }
  if (count > 0 && latest === 0) throw new Error('Expected due points, but there were none.')
}

/** The same questions in every run: a sequence that only looks random. */
function draw(count: number): readonly DueCase[] {
  const start = Date.parse(`${year}-01-05T00:00+08:00`)
  let state = 20_261_001
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: count }, () => {
    // The last start leaves room for the longest count within the year.
    const from = start + next(290 * 1_440) * 60_000
    return next(2) === 0
      ? { from, amount: 1 + next(30), unit: 'working-day' }
      : { from, amount: 1 + next(225), unit: 'working-hour' }
  })
}

function calendarOf(json: object): Calendar {
  const read = readCalendar(json)
  if (read.ok) return read.calendar
  throw new Error(read.problems.map(({ message }) => message).join('\n'))
}
