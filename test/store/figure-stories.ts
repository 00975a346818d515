import fc from 'fast-check'
import type { TrailEntry } from '../../engine/core/command.js'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { InstanceFilter, SavedStep, Store } from '../../engine/store/index.js'
import { creation, entry, minute, nextStep, sampleRecord, start } from './sample-cases.js'

const processes = ['repair', 'exchange']
const states = ['waiting', 'working', 'working.inside', 'closing']

/** A visit, how long it lasts, whether its deadline is broken in the middle of it, and whether its end was entered late. */
const anyVisit = fc.record({
  state: fc.constantFrom(...states),
  minutes: fc.integer({ min: 4, max: 60 }),
  breach: fc.constantFrom('none' as const, 'none' as const, 'broken' as const, 'withdrawn' as const),
  isEnteredLate: fc.boolean(),
})

/** The life of a case, and whether its steps are saved together. */
export const anyLife = fc.record({
  process: fc.constantFrom(...processes),
  begins: fc.integer({ min: 0, max: 200 }),
  visits: fc.array(anyVisit, { minLength: 1, maxLength: 6 }),
  outcome: fc.option(fc.constantFrom('done', 'withdrawn'), { nil: undefined }),
  isGrouped: fc.boolean(),
})

type Life = typeof anyLife extends fc.Arbitrary<infer T> ? T : never

/** What a life amounts to, worked out without the store. */
export interface Lived {
  readonly id: string
  readonly process: string
  readonly createdAt: number
  readonly endedAt?: number
  readonly outcome?: string
  readonly visits: readonly {
    readonly state: string
    readonly visit: number
    readonly from: number
    readonly to?: number
  }[]
  readonly breaches: readonly {
    readonly deadline: string
    readonly at: number
    readonly endedAt?: number
  }[]
}

const text = (at: number): string => new Date(at).toISOString()

/** Lives a case in the store. */
export async function live(store: Store, id: string, life: Life): Promise<Lived> {
  const { steps, lived } = stepsOf(id, life)
  if (life.isGrouped)
    await store.group(async (tx) => {
      for (const step of steps) await tx.saveStep(step)
    })
  else for (const step of steps) await store.transaction((tx) => tx.saveStep(step))
  return lived
}

function stepsOf(id: string, life: Life): { readonly steps: readonly SavedStep[]; readonly lived: Lived } {
  const createdAt = start + life.begins * minute
  const steps: SavedStep[] = []
  const visits: Lived['visits'][number][] = []
  const breaches: Lived['breaches'][number][] = []
  const numbers = new Map<string, number>()
  let seq = 0
  let at = createdAt
  let record: InstanceRecord | undefined
  const told = (type: TrailEntry['type'], body: TrailEntry['body']): TrailEntry =>
    entry((seq += 1), { at, type, body })
  const step = (changes: Partial<InstanceRecord>, trail: readonly TrailEntry[]): void => {
    const made = record
      ? nextStep(record, { updatedAt: at, ...changes }, { trail })
      : creation(sampleRecord(id, { process: life.process, createdAt, updatedAt: at, ...changes }), { trail })
    record = made.after
    steps.push(made)
  }

  let head: readonly TrailEntry[] = [told('created', { number: id })]
  let from = createdAt
  for (const { state, minutes, breach, isEnteredLate } of life.visits) {
    const visit = (numbers.get(state) ?? 0) + 1
    numbers.set(state, visit)
    const active = [
      { path: state, visit, since: at, ...(from < at && { beganAt: from }) },
    ] as InstanceRecord['active']
    step({ active, deadlines: [], tasks: [], timers: [] }, [...head, told('state-entered', { state, visit })])
    const deadline = `${state}#promise`
    const dueAt = at + Math.floor(minutes / 2) * minute
    const left = at + minutes * minute
    if (breach !== 'none') {
      at = dueAt
      const about = { deadline, visit, dueAt: text(dueAt) }
      const running = {
        id: deadline,
        state,
        name: 'promise',
        visit,
        startedAt: from,
        dueAt,
        provisional: false,
      }
      const broken = { ...running, status: 'breached' as const, breaches: [{ at, dueAt }] }
      step({ deadlines: [broken] }, [told('timer-fired', { timer: 'm' }), told('deadline-breached', about)])
    }
    at = left
    const happened = breach === 'withdrawn' ? dueAt - minute : isEnteredLate ? at - minute : at
    if (breach === 'broken') breaches.push({ deadline, at: dueAt, endedAt: happened })
    visits.push({ state, visit, from, to: happened })
    head = [
      told('event-accepted', { event: 'go', ...(happened < at && { occurredAt: text(happened) }) }),
      ...(breach === 'withdrawn' ? [told('breach-withdrawn', { deadline, visit, dueAt: text(dueAt) })] : []),
      told('state-left', { state, visit }),
    ]
    from = happened
  }
  const { outcome } = life
  if (outcome === undefined) {
    // It stays where it is: nothing of the last leaving is saved, and no breach of the last visit is over or taken back.
    const { state, visit, from } = visits.pop()!
    visits.push({ state, visit, from })
    const { breach, minutes } = life.visits.at(-1)!
    if (breach === 'broken') breaches.pop()
    const dueAt = at - (minutes - Math.floor(minutes / 2)) * minute
    if (breach !== 'none') breaches.push({ deadline: `${state}#promise`, at: dueAt })
  } else
    step({ active: [], deadlines: [], status: 'ended', endedAt: at, outcome }, [
      ...head,
      told('ended', { outcome }),
    ])
  return {
    steps,
    lived: {
      id,
      process: life.process,
      createdAt,
      ...(outcome === undefined ? {} : { endedAt: at, outcome }),
      visits,
      breaches,
    },
  }
}

/** The cases of a filter that asks for a process, a status or an outcome. */
export function isAsked(lived: Lived, { process, status, outcome }: InstanceFilter): boolean {
  return (
    (process === undefined || lived.process === process) &&
    (status === undefined || (lived.endedAt === undefined ? 'active' : 'ended') === status) &&
    (outcome === undefined || lived.outcome === outcome)
  )
}
