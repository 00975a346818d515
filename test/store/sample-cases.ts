import type { EffectRequest, TrailEntry } from '../../engine/core/command.js'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { SavedStep } from '../../engine/store/index.js'

/** 2026-03-02T08:00:00Z. */
export const start = 1_772_438_400_000
export const minute = 60_000

/** A repair case in its first state, with one task, one deadline and two timers. */
export function sampleRecord(id: string, changes: Partial<InstanceRecord> = {}): InstanceRecord {
  return {
    format: 1,
    id,
    process: 'repair',
    version: 'hash-of-repair-1',
    number: `RMA-${id}`,
    status: 'active',
    revision: 1,
    createdAt: start,
    createdBy: 'ann',
    updatedAt: start,
    data: { customer: { name: '王小明' }, fault: 'no picture' },
    active: [{ path: 'inspecting', visit: 1, since: start }],
    visits: { inspecting: 1 },
    history: {},
    tasks: [{ id: `${id}-t1`, state: 'inspecting', visit: 1, roles: ['engineer', 'lead'], openedAt: start }],
    deadlines: [
      {
        id: 'inspecting#inspection',
        state: 'inspecting',
        name: 'inspection',
        visit: 1,
        startedAt: start,
        dueAt: start + 60 * minute,
        provisional: false,
        status: 'running',
      },
    ],
    waits: [],
    timers: [timer(id, 1, start + 30 * minute, 'warn'), timer(id, 2, start + 60 * minute, 'breach')],
    invocations: [],
    senders: {},
    counters: { task: 1, timer: 2, effect: 0, trail: 1 },
    ...changes,
  }
}

export function timer(
  id: string,
  number: number,
  dueAt: number,
  kind: 'warn' | 'breach' = 'warn',
): InstanceRecord['timers'][number] {
  return {
    id: `${id}-m${number}`,
    kind,
    state: 'inspecting',
    visit: 1,
    key: 'inspection',
    dueAt,
    provisional: false,
  }
}

export function entry(seq: number, changes: Partial<TrailEntry> = {}): TrailEntry {
  return {
    seq,
    at: start + seq,
    type: seq === 1 ? 'created' : 'data-changed',
    actor: 'ann',
    body: { path: 'fault', to: `picture ${seq}` },
    ...changes,
  }
}

export function effect(id: string, number: number): EffectRequest {
  return {
    id: `${id}-e${number}`,
    kind: 'notify',
    state: 'inspecting',
    visit: 1,
    at: start,
    to: ['engineer'],
    template: 'fault-report',
  }
}

/** The step that creates a case with `rows` trail rows. */
export function creation(
  after: InstanceRecord,
  changes: Partial<SavedStep> & { readonly rows?: number } = {},
): SavedStep {
  const { rows = 1, ...rest } = changes
  return {
    after,
    trail: Array.from({ length: rows }, (_item, index) => entry(index + 1)),
    effects: [],
    attachments: [],
    messages: [],
    links: [],
    effectStatus: 'pending',
    timersArmed: true,
    search: [],
    ...rest,
  }
}

/** The step after one: revision and time go on, the rest stays as `changes` do not say otherwise. */
export function nextStep(
  before: InstanceRecord,
  changes: Partial<InstanceRecord>,
  step: Partial<SavedStep> = {},
): SavedStep {
  return {
    before,
    after: { ...before, revision: before.revision + 1, updatedAt: before.updatedAt + minute, ...changes },
    trail: [],
    effects: [],
    attachments: [],
    messages: [],
    links: [],
    effectStatus: 'pending',
    timersArmed: true,
    search: [],
    ...step,
  }
}
