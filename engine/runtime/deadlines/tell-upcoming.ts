import type { ExplainedClock } from '../../core/explain/index.js'
import type { Text } from '../../errors/index.js'
import { sayInstant, spaced, tellTrace } from '../../time/words/index.js'
import { tellTimerRule } from './tell-timer-rule.js'
import { toldPause } from './told-pause.js'

const words: { readonly [kind in ExplainedClock['upcoming'][number]['kind']]: Text } = {
  warn: { en: 'Warning', 'zh-CN': '提醒' },
  breach: { en: 'Breach', 'zh-CN': '逾期' },
  escalate: { en: 'Escalation', 'zh-CN': '上报' },
  remind: { en: 'Reminder', 'zh-CN': '催办' },
  notice: { en: 'Notice', 'zh-CN': '通知' },
  after: { en: 'The case advances', 'zh-CN': '案件自动流转' },
}

/** What a role is called; `undefined` where nobody knows. */
export type RoleTitles = (role: string) => Text | undefined

/** What is still to come of a clock: each with its rule, then how it was counted; while it stands still nothing is. */
export function tellUpcoming(clock: ExplainedClock, titleOf: RoleTitles): readonly Text[] {
  if (clock.pausedSince !== undefined) return []
  return clock.upcoming.flatMap((timer) => [
    comingLine(timer, clock.calendar.zone, titleOf),
    ...countLine(timer, clock),
  ])
}

type Coming = ExplainedClock['upcoming'][number]

function comingLine(coming: Coming, zone: string, titleOf: RoleTitles): Text {
  const { kind, dueAt, to, provisional } = coming
  const rule = tellTimerRule(coming.rule)
  const roles = to.map((role) => titleOf(role) ?? { en: role, 'zh-CN': role })
  const whom = to.length === 0 ? '' : ` to ${roles.map(({ en }) => en).join(', ')}`
  const whomZh = to.length === 0 ? '' : `，告知${roles.map((title) => title['zh-CN']).join('、')}`
  const at = sayInstant(dueAt, zone, 'en')
  const atZh = sayInstant(dueAt, zone, 'zh-CN')
  return {
    en: `To come: ${words[kind].en}${whom} on ${at}${provisional ? ' (provisional)' : ''} (${rule.en}).`,
    'zh-CN': spaced(
      `接下来：${words[kind]['zh-CN']}，${atZh}${provisional ? '（暂定）' : ''}（${rule['zh-CN']}）${whomZh}。`,
    ),
  }
}

/** From where it was counted, what counted and what did not, and whether it waits for the opening. */
function countLine({ count, dueAt }: Coming, { calendar, pauses }: ExplainedClock): readonly Text[] {
  if (!count) return []
  const { from, to, duration, trace } = count
  const stretches = tellTrace({
    calendar,
    trace,
    startedAt: from,
    pauses: pauses.map(toldPause),
    ...(duration ? { duration } : {}),
  })
  const waits = to < dueAt
  if (stretches.length === 0 && !waits) return []
  const [at, atZh] = [sayInstant(from, calendar.zone, 'en'), sayInstant(from, calendar.zone, 'zh-CN')]
  const [by, byZh] = [sayInstant(to, calendar.zone, 'en'), sayInstant(to, calendar.zone, 'zh-CN')]
  const back = from > to
  const en = [
    `Counted ${back ? 'back ' : ''}from ${at}.`,
    ...stretches.map((text) => text.en),
    ...(waits ? [`By its rule it would come on ${by}, out of hours; it waits for the opening.`] : []),
  ]
  const zh = [
    back ? `自 ${atZh}倒推。` : `自 ${atZh}起算。`,
    ...stretches.map((text) => text['zh-CN']),
    ...(waits ? [`按规则应为 ${byZh}，不在工作时间内，等待营业。`] : []),
  ]
  return [{ en: en.join(' '), 'zh-CN': spaced(zh.join('')) }]
}
