import type { JsonValue } from '../../errors/index.js'
import type { Calendar, Instant } from '../../time/calendar.js'
import { valueAt } from '../data-path.js'
import { personalLeaves } from '../personal.js'
import type { Expression } from '../../expression/expression.js'
import type { StepValues } from '../step-values.js'
import type { Clock } from './clock-plan.js'
import type { ClockReader, ReadPoint } from './read-clocks.js'

type NoticeClock = Extract<Clock, { kind: 'notice' }>

/** Reads the dates of a notice: one, or one for each item of its list. */
export function readNotice(reader: ClockReader, clock: NoticeClock): void {
  const seen = new Set<string>()
  for (const { id, item } of noticeItems(reader, clock)) {
    seen.add(id)
    readItem(reader, clock, id, item)
  }
  for (const run of [...reader.fold.runs.values()])
    if (run.clock === clock && !seen.has(run.id))
      reader.note({ clock: run.id, visit: run.visit, gone: true }, {})
}

/** The items of a notice by the id of their run; one without an item where the notice has no list. */
export function noticeItems(
  reader: Pick<ClockReader, 'draft' | 'textOf'>,
  { id, rule }: NoticeClock,
): readonly { readonly id: string; readonly item?: JsonValue }[] {
  if (rule.each === undefined) return [{ id }]
  const { process, data } = reader.draft
  const list = valueAt(data, rule.each)
  if (!Array.isArray(list)) return []
  const personal = rule.key ? personalLeaves(process.fields, data) : new Set<JsonValue>()
  const taken = new Set<string>()
  return list.map((item: JsonValue, place) => {
    const said = rule.key && reader.textOf(rule.key, item)
    // A key that is personal would stand in the trail for good, and one that comes twice tells nothing apart.
    const isUsable = said !== undefined && !personal.has(said) && !taken.has(said)
    const key = isUsable ? said : `#${place}`
    taken.add(key)
    return { id: `${id}.${rule.key ? key : String(place)}`, item }
  })
}

function readItem(reader: ClockReader, clock: NoticeClock, id: string, item: JsonValue | undefined): void {
  const run = reader.fold.runs.get(id)
  const read = reader.pointOf(clock.rule.of, clock, item)
  if (read === 'failed' || (!run && !read)) return
  const calendar = reader.calendarOf(clock)
  const chosen = reader.calendarChange(clock, run, calendar)
  if (run && run.reads.until === read?.point && chosen.calendar === undefined) return
  const visit = reader.draft.visitOf(clock.state.path)
  const { at } = reader.draft
  const late = read && isTooLate(calendar, clock.rule, { point: read.point, at }) ? { tooLate: true } : {}
  reader.note({ clock: id, visit, ...chosen, ...late }, { until: read })
}

/** The time to tell and the date itself have both passed: nothing is told, and the trail says so. */
export function isTooLate(
  calendar: Calendar,
  { at: by }: NoticeClock['rule'],
  { point, at }: { readonly point: ReadPoint['point']; readonly at: Instant },
): boolean {
  const run = { startedAt: at, pauses: [] }
  const told = calendar.dueOf({ kind: 'until', point, by }, run).due.at
  return told < at && calendar.dueOf({ kind: 'until', point }, run).due.at <= at
}

/** How the text of a key is read: what cannot be worked out gives none. */
export function textRead(
  values: StepValues,
): (expression: Expression, item?: JsonValue) => string | undefined {
  return (expression, item) => {
    const result = values.evaluate(expression, item)
    if (!result.ok) return undefined
    const { value } = result
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
}
