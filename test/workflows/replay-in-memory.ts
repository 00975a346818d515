import { applyDue, step } from '../../engine/core/index.js'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import type { Replay } from '../../engine/index.js'
import type { LogRow } from '../../engine/runtime/replay-log/log-rows.js'
import { mapRow } from '../../engine/runtime/replay-log/map-row.js'
import { plainCalendar } from '../../engine/time/index.js'

export interface Replayed {
  readonly events: number
  /** Cases by outcome; those that have none are `open`. */
  readonly outcomes: { readonly [outcome: string]: number }
  /** `<line> <event> <code>` of every row that was refused, in the order of the log. */
  readonly refused: readonly string[]
}

/** Sends a log through the pure step, row by row at the rows' own times, with the timers due in between. */
export function replayInMemory(process: CheckedProcess, mapping: Replay, rows: readonly LogRow[]): Replayed {
  const facts = { calendar: plainCalendar('UTC'), series: {} }
  const cases = new Map<string, InstanceRecord>()
  const refused: string[] = []
  for (const row of rows) {
    const mapped = mapRow(row, mapping)
    if (mapped.kind === 'skip' || mapped.kind === 'unreadable')
      throw new Error(`Expected every row to be an event, but line ${row.line} is not.`)
    const known = cases.get(row.case)
    const before = known && (applyDue(process, facts, known, mapped.at).at(-1)?.after ?? known)
    const command =
      mapped.kind === 'create'
        ? ({ kind: 'create', id: row.case, data: mapped.data, actor: mapped.actor } as const)
        : ({ kind: 'send', event: mapped.event, payload: mapped.payload, actor: mapped.actor } as const)
    const result = step(process, facts, before, command, mapped.at)
    if (result.kind === 'advanced') cases.set(row.case, result.after)
    else refused.push(`${row.line} ${mapped.kind === 'send' ? mapped.event : 'create'} ${result.refusal.code}`)
  }
  const outcomes: { [outcome: string]: number } = {}
  for (const { outcome = 'open' } of cases.values()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  return { events: rows.length - refused.length, outcomes, refused }
}
