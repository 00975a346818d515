import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Instant } from '../../time/calendar.js'
import type { TrailEntry } from '../command.js'
import type { DeadlineRecord, InstanceRecord, WaitRecord } from '../record.js'
import { beginsByData, clockOfRun, clockPlanOf, type Clock, type ClockPlan } from './clock-plan.js'
import { countAgain, isFounded, newRun, restart, type Run } from './clock-run.js'
import { DormantClocks } from './dormant-clocks.js'
import { endedRun, type EndedRun, type RunEnd } from './ended-run.js'
import { takeDeadlineFact } from './deadline-facts.js'
import { instantAt, numberAt, textAt, toldAt } from './entry-body.js'
import { changePauses, pausedSince, suspension } from './pause-runs.js'
import { runOf } from './run-record.js'
import { headOfStep, type StepHead } from './step-head.js'
import { setPoint } from './set-point.js'
import { repeat, takeReading } from './take-reading.js'

/**
 * The clocks of a case as its trail tells them. Each entry changes the runs it concerns; the step under way uses the
 * same reduction for its own entries, so that what is stored always equals the fold.
 */
export class ClockFold {
  readonly plan: ClockPlan
  readonly runs = new Map<string, Run>()
  /** Runs that ended while this fold was reducing. */
  readonly ended: EndedRun[] = []
  /** Active states and when they truly began; the root under ''. */
  readonly active: Map<string, { readonly visit: number; readonly began: Instant }>
  /** Deadlines kept in the running visit that would else begin again by what the data says. */
  readonly stopped: Set<string>
  readonly dormant: DormantClocks
  suspended: boolean
  readonly #process: CheckedProcess
  /** Runs of this step whose pauses were kept while they waited. */
  readonly #woken = new Set<Run>()
  #step: StepHead = { at: 0, heard: new Map(), events: new Set(), states: new Set() }
  /** Whether the states that pause clocks changed in this step. */
  #pausesChanged = false

  constructor(process: CheckedProcess, before?: InstanceRecord) {
    this.#process = process
    this.plan = clockPlanOf(process)
    this.active = new Map()
    this.stopped = new Set(before?.stopped)
    this.dormant = new DormantClocks(before?.dormant)
    this.suspended = before?.suspended !== undefined
    if (!before) return
    this.active.set('', { visit: 1, began: before.createdAt })
    for (const { path, visit, since, beganAt } of before.active)
      this.active.set(path, { visit, began: beganAt ?? since })
    for (const record of before.deadlines) this.#adopt(record)
    for (const record of before.waits) this.#adopt(record)
  }

  /** Time at which the facts of the step under way count. */
  get at(): Instant {
    return this.#step.at
  }

  /** Begins a step with its entries. `settle` ends it. */
  step(entries: readonly TrailEntry[]): void {
    for (const run of this.runs.values()) {
      run.count = undefined
      run.touched = false
    }
    this.#step = headOfStep(entries)
    this.#pausesChanged = false
    for (const entry of entries) this.take(entry)
  }

  /** Takes up one more entry of the step under way. */
  take(entry: TrailEntry): void {
    const { body } = entry
    switch (entry.type) {
      case 'created':
        this.#enter('', 1)
        return
      case 'event-accepted':
        this.#occurs('events', textAt(body, 'event'))
        return
      case 'event-raised':
        if (this.#isHeard(textAt(body, 'event'))) this.#occurs('events', textAt(body, 'event'))
        return
      case 'state-entered':
        this.#enter(textAt(body, 'state'), numberAt(body, 'visit'))
        this.#occurs('states', textAt(body, 'state'))
        return
      case 'state-left':
        this.#leave(textAt(body, 'state'))
        return
      case 'suspended':
      case 'resumed':
        this.suspended = entry.type === 'suspended'
        this.#pausesChanged = true
        return
      case 'recomputed':
      case 'profile-applied':
        for (const run of this.runs.values()) countAgain(run, 'recompute')
        return
      case 'operator-acted':
        this.#operated(entry)
        return
      case 'clock-read':
        this.#read(entry)
        return
      case 'deadline-dropped':
        this.#drop(textAt(body, 'deadline'))
        return
      case 'ended':
        this.endAll()
        return
      case 'timer-fired':
        this.#fired(entry)
        return
      default:
        this.#ofDeadline(entry)
    }
  }

  /** An operator's action by which clocks go on otherwise than by their rules. */
  #operated(entry: TrailEntry): void {
    const { body } = entry
    const action = textAt(body, 'action')
    if (action === 'reopen') this.#goOn()
    const run = this.runs.get(textAt(body, 'clock'))
    if (!run || (action !== 'set-deadline' && action !== 'withdraw-deadline')) return
    run.byHand = action === 'set-deadline' ? setPoint(entry) : undefined
    countAgain(run, 'by-hand')
  }

  /** The clocks of the whole case begin anew; where it stands follows. */
  #goOn(): void {
    for (const clock of this.plan.byState.get('') ?? []) {
      this.stopped.delete(clock.id)
      this.dormant.forget(clock.id)
      if (this.#beginsNow(clock)) this.#begin(clock)
    }
  }

  /** Ends the step under way: clocks without the value they need vanish, the others pause or go on. */
  settle(): void {
    for (const run of this.runs.values()) {
      if (run.touched && !isFounded(run)) this.runs.delete(run.id)
      else if (run.count === 'new') this.#beginPauses(run)
      else if (this.#pausesChanged && changePauses(run, this.#by(run.clock), this.at))
        countAgain(run, 'pause')
    }
    const { at, active } = this
    for (const clock of this.plan.fromData)
      if (active.has(clock.state.path) && !this.runs.has(clock.id))
        this.dormant.pause(clock, this.#by(clock), { at, active })
  }

  /** Ends all runs, since the case has ended: not before the last of its parts began to be over. */
  endAll(): void {
    for (const path of this.active.keys()) this.#over(path)
    for (const run of this.runs.values()) this.#end(run, 'stopped')
  }

  isActive(path: string): boolean {
    return this.active.has(path)
  }

  #adopt(record: DeadlineRecord | WaitRecord): void {
    const clock = clockOfRun(this.plan, record.id)
    // A clock the process does not know belongs to another version; the record was refused before.
    if (clock) this.runs.set(record.id, runOf(clock, record))
  }

  #enter(path: string, visit: number): void {
    this.active.set(path, { visit, began: this.at })
    if (this.plan.pausing.has(path)) this.#pausesChanged = true
    for (const clock of this.plan.byState.get(path) ?? []) if (this.#beginsNow(clock)) this.#begin(clock)
  }

  #leave(path: string): void {
    this.#over(path)
    if (this.plan.byState.has(path)) {
      for (const run of this.runs.values()) if (run.clock.state.path === path) this.#end(run, 'stopped')
      for (const { id } of this.plan.byState.get(path) ?? []) {
        this.stopped.delete(id)
        this.dormant.forget(id)
      }
    }
    this.active.delete(path)
    if (this.plan.pausing.has(path)) this.#pausesChanged = true
  }

  /** Where several parts have to be over, the whole is over with the last of them, whichever is reported last. */
  #over(path: string): void {
    const began = this.active.get(path)?.began
    if (began === undefined || began <= this.at || this.#process.states.get(path)?.kind !== 'final') return
    this.#step = { ...this.#step, at: began }
  }

  /** A mark counts for a clock that begins in the same step: it happened at the same time. */
  #beginsNow(clock: Clock): boolean {
    if (clock.kind === 'notice') return false
    if (clock.kind === 'deadline' && clock.rule.from?.kind === 'data') return false
    const { starts } = clock
    if (!starts) return true
    return (
      [...starts.events].some((event) => this.#step.events.has(event)) ||
      [...starts.states].some((state) => this.#step.states.has(state) && this.active.has(state))
    )
  }

  #begin(clock: Clock, more: { readonly id?: string; readonly startedAt?: Instant } = {}): Run {
    const { id = clock.id, startedAt = this.at } = more
    const run = newRun(clock, { id, startedAt, visit: this.active.get(clock.state.path)?.visit ?? 1 })
    this.runs.set(id, run)
    this.stopped.delete(id)
    if (this.dormant.wake(run)) this.#woken.add(run)
    return run
  }

  #occurs(kind: 'events' | 'states', name: string): void {
    this.#step[kind].add(name)
    const concerned = kind === 'events' ? this.plan.onEvent.get(name) : this.plan.onEnter.get(name)
    for (const clock of concerned ?? []) {
      const run = this.runs.get(clock.id)
      if (run && clock.stops[kind].has(name)) {
        this.#end(run, 'stopped')
        this.dormant.keep(run, { dropped: false })
        if (clock.kind === 'deadline' && clock.needsValue) this.stopped.add(clock.id)
      } else if (run && clock.restarts[kind].has(name)) this.#restart(run)
      else if (!run && clock.starts?.[kind].has(name) && this.active.has(clock.state.path)) this.#begin(clock)
    }
  }

  #isHeard(event: string): boolean {
    const left = this.#step.heard.get(event) ?? 0
    this.#step.heard.set(event, left - 1)
    return left > 0
  }

  /** What happened before the count began does not begin it anew. */
  #restart(run: Run): void {
    if (run.count === 'new' || (this.at < run.startedAt && !beginsByData(run.clock))) return
    this.ended.push(endedRun(run, this.at, 'restarted'))
    restart(run, this.at)
  }

  #drop(id: string): void {
    const run = this.runs.get(id)
    if (!run) return
    this.#end(run, 'dropped')
    this.dormant.keep(run, { dropped: true })
  }

  /** A run that began in this step and ends in it leaves no trace. */
  #end(run: Run, end: RunEnd): void {
    this.runs.delete(run.id)
    if (run.count !== 'new') this.ended.push(endedRun(run, this.at, end))
  }

  /** What the data says from now on: the point, the start, the calendar. */
  #read(entry: TrailEntry): void {
    const { body } = entry
    const id = textAt(body, 'clock')
    const clock = clockOfRun(this.plan, id)
    if (!clock) return
    if (body['gone'] === true) {
      this.runs.delete(id)
      this.stopped.delete(id)
      return
    }
    const said = toldAt(entry, 'startedAt')
    const startedAt = typeof said === 'string' ? Date.parse(said) : undefined
    const known = this.runs.get(id)
    const run =
      known ??
      this.#begin(clock, {
        id,
        startedAt: startedAt ?? this.active.get(clock.state.path)?.began ?? this.at,
      })
    if (startedAt !== undefined) run.startedAt = startedAt
    takeReading(run, entry)
  }

  #fired({ at, body }: TrailEntry): void {
    const [kind, key] = [textAt(body, 'kind'), textAt(body, 'key')]
    const run = this.runs.get(`${textAt(body, 'state')}@${kind}.${key}`)
    if (!run) return
    const dueAt = instantAt(body, 'dueAt')
    if (kind === 'after') this.#end({ ...run, dueAt }, 'fired')
    else if (kind === 'remind') repeat(run, { dueAt, at })
    else if (kind === 'notice') {
      run.sentFor = run.reads.until
      run.byHand = undefined
      run.touched = true
    }
  }

  #ofDeadline(entry: TrailEntry): void {
    const run = this.runs.get(textAt(entry.body, 'deadline'))
    if (run) takeDeadlineFact(run, entry)
  }

  #by({ pausedIn }: Clock): readonly string[] {
    if (pausedIn.length === 0) return this.suspended ? [suspension] : []
    const by = pausedIn.filter((path) => this.active.has(path))
    return this.suspended ? [...by, suspension] : by
  }

  /**
   * A run that begins stands still since its start, or since the state that pauses it began. Where the data say when it
   * starts, they may say so anew: then all of the pause is kept, and what lies before the start does not count.
   */
  #beginPauses(run: Run): void {
    const { clock, startedAt } = run
    const by = this.#by(clock)
    const moves = beginsByData(clock)
    if (moves && this.#woken.has(run)) changePauses(run, by, this.at)
    else if (by.length > 0) {
      const since = pausedSince(by, this.active, moves ? this.at : startedAt)
      run.paused = { from: moves ? since : Math.max(startedAt, since), by }
    }
  }
}
