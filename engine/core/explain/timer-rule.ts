import type { CheckedRung } from '../../definition/checked-process.js'
import type { Duration, Recurrence, WarningPoint } from '../../time/calendar.js'
import { firstRung } from '../clocks/asked-timers.js'
import type { Clock } from '../clocks/clock-plan.js'
import type { TimerRecord } from '../record.js'

/** Why a timer comes when it does, as the process has it. `inWindow`: only in a window of the process. */
export type TimerRule =
  | { readonly kind: 'due' }
  | { readonly kind: 'lower-end' }
  | { readonly kind: 'warning'; readonly point: WarningPoint }
  /** With the breach, some time after it, or again and again; `onCall`: the process may lift the hours of the calendar. */
  | ({ readonly kind: 'rung'; readonly onCall: boolean } & Pick<CheckedRung, 'after' | 'every'>)
  | { readonly kind: 'every'; readonly every: Recurrence; readonly inWindow: boolean }
  | { readonly kind: 'after'; readonly duration: Duration; readonly inWindow: boolean }
  | {
      readonly kind: 'date'
      readonly duration: Duration
      readonly direction: 'before' | 'after'
      readonly inWindow: boolean
    }

/** Last part of the key of a warning or an escalation: its index, `range` or `breach`. */
export function partOfKey(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1)
}

/** The rule of a timer of a clock. */
export function timerRule(clock: Clock, { kind, key }: Pick<TimerRecord, 'kind' | 'key'>): TimerRule {
  switch (clock.kind) {
    case 'deadline':
      if (kind === 'warn') return warningRule(clock, partOfKey(key))
      return kind === 'escalate' ? rungRule(clock, partOfKey(key)) : { kind: 'due' }
    case 'remind':
      return { kind: 'every', every: clock.rule.every, inWindow: clock.rule.window !== undefined }
    case 'after':
      return { kind: 'after', duration: clock.rule.delay.upper, inWindow: clock.rule.window !== undefined }
    case 'notice':
      return { kind: 'date', ...clock.rule.at, inWindow: clock.rule.window !== undefined }
  }
}

type DeadlineClock = Extract<Clock, { kind: 'deadline' }>

function warningRule({ rule }: DeadlineClock, part: string): TimerRule {
  if (part === 'range') return { kind: 'lower-end' }
  const point = rule.warnings[Number(part)]?.at
  return point ? { kind: 'warning', point } : { kind: 'due' }
}

function rungRule({ rule }: DeadlineClock, part: string): TimerRule {
  const rung = part === firstRung ? undefined : rule.ladder[Number(part)]
  return {
    kind: 'rung',
    onCall: rule.onCall !== undefined,
    ...(rung?.after ? { after: rung.after } : {}),
    ...(rung?.every ? { every: rung.every } : {}),
  }
}
