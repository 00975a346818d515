import type { ExplainedClock } from '../../core/explain/index.js'
import type { Text } from '../../errors/index.js'
import { sayInstant, spaced } from '../../time/words/index.js'

const words: { readonly [kind in ExplainedClock['upcoming'][number]['kind']]: Text } = {
  warn: { en: 'Warning', 'zh-CN': '提醒' },
  breach: { en: 'Breach', 'zh-CN': '逾期' },
  escalate: { en: 'Escalation', 'zh-CN': '上报' },
  remind: { en: 'Reminder', 'zh-CN': '催办' },
  notice: { en: 'Notice', 'zh-CN': '通知' },
  after: { en: 'The case moves on', 'zh-CN': '案件自动流转' },
}

/** What a role is called; `undefined` where nobody knows. */
export type RoleTitles = (role: string) => Text | undefined

/** What is still to come of a clock, a line each; while it stands still nothing is. */
export function tellUpcoming(
  { upcoming, calendar, pausedSince }: ExplainedClock,
  titleOf: RoleTitles,
): readonly Text[] {
  if (pausedSince !== undefined) return []
  return upcoming.map(({ kind, dueAt, to, provisional }) => {
    const [en, zh] = [sayInstant(dueAt, calendar.zone, 'en'), sayInstant(dueAt, calendar.zone, 'zh-CN')]
    const roles = to.map((role) => titleOf(role) ?? { en: role, 'zh-CN': role })
    const [whom, whomZh] =
      to.length === 0
        ? ['', '']
        : [
            ` to ${roles.map(({ en: title }) => title).join(', ')}`,
            `，告知${roles.map((title) => title['zh-CN']).join('、')}`,
          ]
    return {
      en: `To come: ${words[kind].en}${whom} on ${en}${provisional ? ' (provisional)' : ''}.`,
      'zh-CN': spaced(`接下来：${words[kind]['zh-CN']}，${zh}${provisional ? '（暂定）' : ''}${whomZh}。`),
    }
  })
}
