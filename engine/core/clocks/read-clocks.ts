import type { JsonObject, JsonValue } from '../../errors/index.js'
import type { Expression } from '../../expression/expression.js'
import type { Calendar, Instant } from '../../time/calendar.js'
import type { Draft } from '../draft.js'
import { instantText } from '../instant-text.js'
import { personalLeaves, TrailBody } from '../personal.js'
import { StepRefused } from '../refusals.js'
import type { StepValues } from '../step-values.js'
import type { ClockFold } from './clock-fold.js'
import type { Clock } from './clock-plan.js'
import type { Run } from './clock-run.js'
import { readNotice, textRead } from './read-notice.js'

/** A date or an instant the data gives, with the value it was made of. */
export interface ReadPoint {
  readonly point: string | Instant
  readonly raw: JsonValue
}

/** Reads what clocks follow in the data of a step, and notes what has changed. */
export class ClockReader {
  readonly draft: Draft
  readonly fold: ClockFold
  /** The text an expression gives, where it gives one. */
  readonly textOf: (expression: Expression, item?: JsonValue) => string | undefined
  readonly #values: StepValues
  /** Keep what was read before where the calculation fails now, instead of refusing the step. */
  readonly #lenient: boolean

  constructor(draft: Draft, values: StepValues, fold: ClockFold, lenient: boolean) {
    this.draft = draft
    this.fold = fold
    this.#values = values
    this.textOf = textRead(values)
    this.#lenient = lenient
  }

  /** Reads for all clocks of active states. */
  readAll(): void {
    for (const clock of this.fold.plan.reading) {
      if (!this.fold.isActive(clock.state.path)) continue
      if (clock.kind === 'notice') readNotice(this, clock)
      else this.#readOne(clock)
    }
  }

  /**
   * The date or instant an expression gives; `undefined` while its answer is absent. A calculation that fails refuses
   * the step, or is `failed` where nobody is there to read the refusal.
   */
  pointOf(expression: Expression, clock: Clock, item?: JsonValue): ReadPoint | 'failed' | undefined {
    const result = this.#values.evaluate(expression, item)
    if (result.ok) return readPoint(result.value)
    if (result.failure.code === 'field-missing') return undefined
    if (this.#lenient) return 'failed'
    throw new StepRefused([this.#values.failed(result.failure, clock.state.path, expression)])
  }

  /** The calendar a clock counts in by what the data says now. */
  calendarOf(clock: Clock): Calendar {
    return this.draft.calendars.choose(clock.calendar, (chooser) => this.textOf(chooser))
  }

  /** What the trail says of a calendar: nothing as long as it is the one that was counted in. */
  calendarChange(clock: Clock, run: Run | undefined, calendar: Calendar): { readonly calendar?: string } {
    const known = run?.calendarId ?? this.draft.calendars.standard(clock.calendar).id
    return known === calendar.id ? {} : { calendar: calendar.id }
  }

  /** The same of the calendar of the window an `after` waits for. */
  #windowChange(clock: Clock, run: Run | undefined): { readonly windowCalendar?: string } {
    if (clock.kind !== 'after' || !clock.rule.window) return {}
    const choice = clock.rule.window.calendar
    const { id } = this.draft.calendars.choose(choice, (chooser) => this.textOf(chooser))
    const known = run?.windowCalendarId ?? this.draft.calendars.standard(choice).id
    return known === id ? {} : { windowCalendar: id }
  }

  /** Notes what a clock reads now. Personal values stand beside the body. */
  note(body: JsonObject, read: { readonly [name: string]: ReadPoint | undefined }): void {
    const trail = new TrailBody(body)
    const present = Object.entries(read).filter((one): one is [string, ReadPoint] => one[1] !== undefined)
    const personal =
      present.length === 0 ? new Set() : personalLeaves(this.draft.process.fields, this.draft.data)
    for (const [name, { point, raw }] of present) {
      const isPersonal = personal.has(raw)
      body[name] = isPersonal ? trail.hide(point, `/${name}`) : point
      if (isPersonal && name === 'from' && typeof body['startedAt'] === 'string')
        body['startedAt'] = trail.hide(body['startedAt'], '/startedAt')
    }
    this.draft.note('clock-read', body, trail.personal)
    this.takeNoted()
  }

  /** Hands the entry that was noted last to the fold. */
  takeNoted(): void {
    const entry = this.draft.trail.at(-1)
    if (entry) this.fold.take(entry)
  }

  #readOne(clock: Exclude<Clock, { kind: 'notice' }>): void {
    const run = this.fold.runs.get(clock.id)
    const isStopped = !run && this.fold.stopped.has(clock.id)
    if (!run && !isStopped && !this.#mayBegin(clock)) return
    const rule = clock.kind === 'deadline' ? clock.rule : undefined
    const until = rule?.until ? this.pointOf(rule.until, clock) : undefined
    const from = rule?.from?.kind === 'data' ? this.pointOf(rule.from.value, clock) : undefined
    if (until === 'failed' || from === 'failed') return
    const isAbsent =
      (rule?.from?.kind === 'data' && !from) || (rule?.until !== undefined && !rule.else && !until)
    if (isAbsent) {
      if (run && run.count !== 'new') this.#drop(run)
      // What was kept may be promised again once its date was taken away.
      else if (isStopped)
        this.note({ clock: clock.id, visit: this.draft.visitOf(clock.state.path), gone: true }, {})
      return
    }
    if (isStopped) return
    const calendar = this.calendarOf(clock)
    const chosen = { ...this.calendarChange(clock, run, calendar), ...this.#windowChange(clock, run) }
    const same =
      run !== undefined &&
      run.reads.until === until?.point &&
      run.reads.from === from?.point &&
      Object.keys(chosen).length === 0
    if (same) return
    const startedAt =
      from && from.point !== run?.reads.from ? { startedAt: instantText(startOf(from.point, calendar)) } : {}
    const visit = this.draft.visitOf(clock.state.path)
    this.note({ clock: clock.id, visit, ...startedAt, ...chosen }, { until, from })
  }

  /** Only what waits for a value begins by one; what was kept in this visit does not begin again. */
  #mayBegin(clock: Clock): boolean {
    return clock.kind === 'deadline' && clock.needsValue && !clock.starts && !this.fold.stopped.has(clock.id)
  }

  #drop(run: Run): void {
    const { id, visit, dueAt } = run
    this.draft.note('deadline-dropped', {
      deadline: id,
      visit,
      ...(dueAt === undefined ? {} : { dueAt: instantText(dueAt) }),
    })
    this.takeNoted()
  }
}

/** An instant, or the first one of a local date. */
function startOf(point: string | Instant, calendar: Calendar): Instant {
  return typeof point === 'number' ? point : calendar.shiftDate(point, { amount: 0, unit: 'hour' }, 1).at
}

function readPoint(value: JsonValue): ReadPoint | undefined {
  if (typeof value === 'number') return { point: value, raw: value }
  if (typeof value !== 'string') return undefined
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { point: value, raw: value }
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : { point: at, raw: value }
}
