import { expect } from 'vitest'
import {
  applyDue,
  attachmentUseKey,
  sameValuesOf,
  factsAfter,
  foldClocks,
  step,
  withAnswers,
  type AskedFacts,
  type FactRequest,
  type Actor,
  type Advanced,
  type Command,
  type Facts,
  type InstanceRecord,
  type StepResult,
} from '../../engine/core/index.js'
import { compileProcess } from '../../engine/definition/compile/compile-process.js'
import { resolveProcess } from '../../engine/definition/compile/resolve-process.js'
import { readSources } from '../../engine/definition/read-source.js'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import type { JsonObject, Refusal } from '../../engine/errors/index.js'
import { compileCalendar, plainCalendar, type Calendar } from '../../engine/time/index.js'

/** Monday 28 September 2026, 09:30 in Shanghai. */
export const monday = Date.parse('2026-09-28T09:30:00+08:00')
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const clerk: Actor = { id: 'clerk-1', roles: ['clerk'] }
export const leader: Actor = { id: 'leader-1', roles: ['leader'] }

/** Reads the body of a process; the head and the role that starts it are added. */
export function processOf(
  body: string,
  more: readonly { file: string; text: string }[] = [],
): CheckedProcess {
  const text = [
    "dsl: '1'",
    'process: probe',
    'version: 1.0.0',
    'title: { zh-CN: 试, en: Probe }',
    ...(/^start:/m.test(body) ? [] : ['start: { roles: [clerk] }']),
    body,
  ].join('\n')
  const set = readSources([{ file: 'probe.yaml', text }, ...more])
  const document = set.documents.find(({ kind }) => kind === 'process')!
  expect(set.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const { resolved } = resolveProcess(document, set)
  const { process, problems } = compileProcess(resolved)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return process!
}

/** Nine to six with a break, Monday to Friday, the Chinese holidays; or other hours under another name. */
export function serviceCentre(
  more: {
    readonly calendar?: string
    readonly hours?: readonly [string, string]
    readonly closed?: readonly string[]
  } = {},
): Calendar {
  const hours: readonly (readonly [string, string])[] = more.hours
    ? [more.hours]
    : [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ]
  const compiled = compileCalendar({
    calendar: more.calendar ?? 'service-centre',
    title: { 'zh-CN': '服务中心', en: 'Service centre' },
    zone: 'Asia/Shanghai',
    dayCounting: 'close-of-business',
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    holidays: ['CN', ...(more.closed ?? [])],
  })
  if (!compiled.ok) throw new Error('The calendar of the tests must compile.')
  return compiled.calendar
}

/** One case on the pure step. Every record goes through JSON between two steps, as a store would have it. */
export class Play {
  readonly process: CheckedProcess
  calendar: Calendar
  readonly calendars = new Map<string, Calendar>()
  now = monday
  record: InstanceRecord | undefined
  series: Facts['series'] = {}
  prices: Facts['prices']
  roleTitles: Facts['roleTitles']
  /** What a step is told beyond calendars and series, by kind; what is not here is not there. */
  known: AskedFacts = {}
  /** What steps asked for: each time the step was taken again. */
  readonly questions: FactRequest[] = []
  /** What every other case says of a value it is asked about. */
  sameCustomer: boolean | null = null
  readonly messages: Advanced['messages'][number][] = []
  readonly trail: Advanced['trail'][number][] = []
  readonly effects: Advanced['effects'][number][] = []
  readonly covered = new Set<string>()

  constructor(process: CheckedProcess, calendar: Calendar = plainCalendar('Asia/Shanghai')) {
    this.process = process
    this.calendar = calendar
  }

  static begin(body: string, data: JsonObject = {}): Play {
    const play = new Play(processOf(body))
    expectAdvanced(play.create(data))
    return play
  }

  get facts(): Facts {
    const { calendar, calendars, series, prices, roleTitles } = this
    const given = { ...(prices && { prices }), ...(roleTitles && { roleTitles }) }
    return { calendar, series, ...(calendars.size > 0 && { calendars }), ...given }
  }

  get states(): readonly string[] {
    return this.case.active.map(({ path }) => path)
  }

  get case(): InstanceRecord {
    if (!this.record) throw new Error('No case was created.')
    return this.record
  }

  create(data: JsonObject = {}, actor: Actor = clerk): StepResult {
    return this.run({ kind: 'create', id: 'c1', data, actor })
  }

  send(
    event: string,
    options: Partial<Omit<Extract<Command, { kind: 'send' }>, 'kind' | 'event'>> = {},
  ): StepResult {
    return this.run({ kind: 'send', event, payload: {}, actor: clerk, ...options })
  }

  run(command: Command): StepResult {
    const before = JSON.stringify(this.record)
    const result = this.asking((facts) => step(this.process, facts, this.record, command, this.now))
    expect(JSON.stringify(this.record)).toBe(before)
    if (result.kind === 'advanced') this.take(result)
    this.expectFold()
    return result
  }

  /** Lets time pass and fires what is due. */
  wait(duration: number): readonly Advanced[] {
    this.now += duration
    const applied = this.asking((facts) => applyDue(this.process, facts, this.case, this.now))
    for (const one of applied) this.take(one)
    this.expectFold()
    return applied
  }

  private asking<T>(work: (facts: Facts) => T): T {
    return withAnswers(this.facts, (request) => this.answer(request), work)
  }

  private answer(request: FactRequest): AskedFacts {
    this.questions.push(request)
    const {
      people = [],
      loads = {},
      rotations,
      units,
      attachments,
      attachmentUses,
      usedVouchers,
    } = this.known
    switch (request.kind) {
      case 'people':
        return { people }
      case 'loads':
        return {
          loads: Object.fromEntries(request.people.map((id) => [id, loads[id] ?? { tasks: 0, away: false }])),
        }
      case 'series':
        return { series: each(request.keys, (key) => this.series[key] ?? 0) }
      case 'rotation':
        return { rotations: { [request.key]: rotations?.[request.key] ?? null } }
      case 'unit':
        return { units: { [request.key]: units?.[request.key] ?? null } }
      case 'attachment':
        return { attachments: each(request.keys, (key) => attachments?.[key] ?? null) }
      case 'attachment-use': {
        const keys = request.keys.map((id) => attachmentUseKey(id, request.cases))
        return { attachmentUses: each(keys, (key) => attachmentUses?.[key] ?? false) }
      }
      case 'same-value':
        return sameValuesOf(request, () => this.sameCustomer)
      case 'voucher':
        return { usedVouchers: each(request.keys, (key) => usedVouchers?.[key] ?? false) }
    }
  }

  /** What is stored of every clock is what its trail says. */
  expectFold(): void {
    // A long story would be folded from its beginning again and again.
    if (!this.record || this.trail.length > 120) return
    const { deadlines, waits } = foldClocks(this.process, this.facts, this.trail)
    expect({ deadlines, waits }).toEqual({ deadlines: this.record.deadlines, waits: this.record.waits })
  }

  /** Trail entries of some types, as `type` with the parts of the body that matter. */
  entries(...types: readonly string[]): readonly JsonObject[] {
    return this.trail.filter(({ type }) => types.includes(type)).map(({ type, body }) => ({ type, ...body }))
  }

  private take(result: Advanced): void {
    this.record = JSON.parse(JSON.stringify(result.after)) as InstanceRecord
    const { series, rotations, units } = factsAfter({ ...this.known, series: this.series }, result.shared)
    this.series = series
    this.known = { ...this.known, ...(rotations && { rotations }), ...(units && { units }) }
    this.messages.push(...result.messages)
    this.trail.push(...result.trail)
    this.effects.push(...result.effects)
    for (const point of result.covered) this.covered.add(point)
  }
}

function each<T>(keys: readonly string[], answer: (key: string) => T): { readonly [key: string]: T } {
  return Object.fromEntries(keys.map((key) => [key, answer(key)]))
}

export function expectAdvanced(result: StepResult): Advanced {
  if (result.kind === 'refused') throw new Error(`Refused: ${JSON.stringify(result.refusal)}`)
  return result
}

export function expectRefused(result: StepResult, code: string): Refusal {
  if (result.kind === 'advanced') throw new Error('Expected a refusal, but the step advanced.')
  expect(result.refusal.code).toBe(code)
  expect(result.refusal.text['zh-CN']).not.toBe('')
  expect(result.refusal.text.en).not.toBe('')
  return result.refusal
}
