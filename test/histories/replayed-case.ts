import { isDeepStrictEqual } from 'node:util'
import type { InstanceRecord, TrailRow } from '../../engine/index.js'

/** Entries with which a step begins. */
const heads: ReadonlySet<string> = new Set(['created', 'event-accepted', 'note-added', 'corrected'])

/** A case as its trail tells it, as far as a history needs it. */
export interface ReplayedCase {
  readonly revision: number
  readonly active: readonly string[]
  readonly tasks: readonly string[]
  readonly data: { readonly [field: string]: unknown }
  /** What the last step was asked for. */
  readonly asked: TrailRow
}

/** The case behind each of its steps, by revision: index 0 is revision 1. Throws where the trail contradicts itself. */
export function replayTrail(trail: readonly TrailRow[], first: InstanceRecord): readonly ReplayedCase[] {
  const states = new Map<string, string>()
  const tasks = new Set<string>()
  let data: { [field: string]: unknown } = { ...first.data }
  const seen: ReplayedCase[] = []
  let asked: TrailRow | undefined
  const close = (): void => {
    if (!asked) return
    const active = [...states.values()].sort()
    seen.push({ revision: seen.length + 1, active, tasks: [...tasks].sort(), data: { ...data }, asked })
  }
  for (const [index, entry] of trail.entries()) {
    if (entry.seq !== index + 1)
      throw new Error(`Expected entry ${index + 1} of the trail, but found ${entry.seq}.`)
    if (heads.has(entry.type)) {
      close()
      asked = entry
    }
    const { state, visit, task, changes } = entry.body as { readonly [name: string]: unknown }
    if (entry.type === 'state-entered') states.set(String(state), `${String(state)} ${String(visit)}`)
    if (entry.type === 'state-left') states.delete(String(state))
    if (entry.type === 'task-opened') tasks.add(String(task))
    if (entry.type === 'task-closed') tasks.delete(String(task))
    if (entry.type === 'data-changed' || entry.type === 'corrected')
      data = changed(data, changes as { readonly [field: string]: readonly [unknown, unknown] })
  }
  close()
  return seen
}

/** Where a record is not what its trail tells; `undefined` where it is. */
export function contradiction(record: InstanceRecord, told: ReplayedCase): string | undefined {
  const found = {
    revision: record.revision,
    active: record.active.map(({ path, visit }) => `${path} ${visit}`).sort(),
    tasks: record.tasks.map(({ id }) => id).sort(),
    data: record.data,
  }
  const { revision, active, tasks, data } = told
  const expected = { revision, active, tasks, data }
  if (isDeepStrictEqual(found, expected)) return undefined
  return `the trail tells ${JSON.stringify(expected)}, but the answer showed ${JSON.stringify(found)}`
}

function changed(
  data: { readonly [field: string]: unknown },
  changes: { readonly [field: string]: readonly [from: unknown, to: unknown] },
): { [field: string]: unknown } {
  for (const [field, [from]] of Object.entries(changes))
    if (!isDeepStrictEqual(data[field], from))
      throw new Error(
        `Expected '${field}' to be ${JSON.stringify(data[field])} before, but the trail says ${JSON.stringify(from)}.`,
      )
  return { ...data, ...Object.fromEntries(Object.entries(changes).map(([field, [, to]]) => [field, to])) }
}
