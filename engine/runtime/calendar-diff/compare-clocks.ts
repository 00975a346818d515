import type { ClockRecord, InstanceRecord } from '../../core/record.js'
import type { Instant } from '../../time/instant.js'

/** A due point under the old and the new calendar. Absent where there is none under one of them. */
export interface MovedPoint {
  readonly from?: Instant
  readonly to?: Instant
  /** Whether the new one runs into a year without published holidays. */
  readonly provisional: boolean
}

/** A deadline, `after`, reminder or notice that is due at another time. */
export interface MovedClock extends MovedPoint {
  readonly id: string
  readonly kind: 'deadline' | 'after' | 'remind' | 'notice'
}

/** A warning or an escalation that comes at another time. */
export interface MovedTimer extends MovedPoint {
  readonly kind: string
  readonly state: string
  readonly key: string
}

/** What a change of the world does to the clocks of one case. */
export interface ClockChanges {
  readonly clocks: readonly MovedClock[]
  readonly timers: readonly MovedTimer[]
  /** Deadlines that are overdue now with the new calendar and are not with the old one. */
  readonly becomeOverdue: readonly string[]
  readonly noLongerOverdue: readonly string[]
}

/** Compares the clocks of a case as they are counted in two worlds. */
export function compareClocks(old: InstanceRecord, next: InstanceRecord, now: Instant): ClockChanges {
  const before = overdueIn(old, now)
  const after = overdueIn(next, now)
  return {
    clocks: moved(clocksOf(old), clocksOf(next)),
    timers: moved(timersOf(old), timersOf(next)),
    becomeOverdue: after.filter((id) => !before.includes(id)),
    noLongerOverdue: before.filter((id) => !after.includes(id)),
  }
}

/** Whether anything is another. */
export function isMoved({ clocks, timers }: ClockChanges): boolean {
  return clocks.length + timers.length > 0
}

/** Ids of deadlines whose due point has passed; what stands paused is not overdue. */
function overdueIn({ deadlines, suspended }: InstanceRecord, now: Instant): readonly string[] {
  if (suspended) return []
  return deadlines.filter(({ paused, dueAt }) => !paused && dueAt <= now).map(({ id }) => id)
}

interface Point<What> {
  readonly what: What
  readonly dueAt: Instant
  readonly provisional: boolean
}

function clocksOf({ deadlines, waits }: InstanceRecord) {
  const point = ({ id, dueAt, provisional }: ClockRecord, kind: MovedClock['kind']) =>
    [id, { what: { id, kind }, dueAt, provisional }] as const
  return new Map([
    ...deadlines.map((one) => point(one, 'deadline')),
    ...waits.map((one) => point(one, one.kind)),
  ])
}

/** Only those beside the clocks' own due points. A timer that is armed anew has another id, so that is not asked. */
function timersOf({ timers }: InstanceRecord) {
  return new Map(
    timers
      .filter(({ kind }) => kind === 'warn' || kind === 'escalate')
      .map(({ kind, state, key, dueAt, provisional }) => [
        JSON.stringify([kind, state, key]),
        { what: { kind, state, key }, dueAt, provisional },
      ]),
  )
}

function moved<What extends object>(
  old: ReadonlyMap<string, Point<What>>,
  next: ReadonlyMap<string, Point<What>>,
): readonly (What & MovedPoint)[] {
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((key) => {
    const from = old.get(key)
    const to = next.get(key)
    const known = to ?? from
    if (!known || from?.dueAt === to?.dueAt) return []
    return [
      {
        ...known.what,
        ...(from && { from: from.dueAt }),
        ...(to && { to: to.dueAt }),
        provisional: known.provisional,
      },
    ]
  })
}
