import type { DeadlineRecord, InstanceRecord } from '../../core/record.js'
import type { Text } from '../../errors/index.js'
import type { Instant } from '../../time/instant.js'
import type { Badge } from './diagram-marks.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What is due within this time is marked as due soon, in milliseconds. */
const soon = day

/**
 * By state, what its clocks say: the one that is longest overdue, else the one that is due first where that is soon or
 * was warned of. Clocks that rest say nothing.
 */
export function clockBadges(
  { deadlines, suspended, status }: InstanceRecord,
  now: Instant,
): ReadonlyMap<string, readonly Badge[]> {
  const badges = new Map<string, readonly Badge[]>()
  if (suspended || status === 'ended') return badges
  const running = deadlines.filter(({ paused }) => !paused).toSorted((a, b) => a.dueAt - b.dueAt)
  for (const deadline of running) {
    const badge = badgeOf(deadline, now)
    if (badge && !badges.has(deadline.state)) badges.set(deadline.state, [badge])
  }
  return badges
}

function badgeOf({ dueAt, status, provisional }: DeadlineRecord, now: Instant): Badge | undefined {
  const left = dueAt - now
  if (left < 0) {
    const { 'zh-CN': chinese, en } = lengthWords(-left)
    return { kind: 'overdue', text: { 'zh-CN': `逾期 ${chinese}`, en: `overdue ${en}` } }
  }
  if (left > soon && status !== 'warned') return undefined
  const { 'zh-CN': chinese, en } = lengthWords(left)
  // Only what is still to come may move with holidays that are not published yet.
  const [unsure, unsureEn] = provisional ? ['（暂定）', ' (provisional)'] : ['', '']
  return { kind: 'due-soon', text: { 'zh-CN': `还剩 ${chinese}${unsure}`, en: `${en} left${unsureEn}` } }
}

/** A length of time in its largest unit, rounded down: `5 h`. Running time, as the clock on the wall has it. */
function lengthWords(ms: number): Text {
  if (ms >= 2 * day) return both(Math.floor(ms / day), '天', 'd')
  if (ms >= hour) return both(Math.floor(ms / hour), '小时', 'h')
  return both(Math.floor(ms / minute), '分钟', 'min')
}

const both = (amount: number, chinese: string, english: string): Text => ({
  'zh-CN': `${amount} ${chinese}`,
  en: `${amount} ${english}`,
})
