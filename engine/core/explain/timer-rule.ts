import type { CheckedRung } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import type { Duration, WarningPoint } from '../../time/calendar.js'
import { firstRung } from '../clocks/asked-timers.js'
import type { Clock } from '../clocks/clock-plan.js'
import type { TimerRecord } from '../record.js'
import type { Recurrence } from './time-types.js'

type DeadlineClock = Extract<Clock, { kind: 'deadline' }>

/** Last part of the key of a warning or an escalation: its index, `range` or `breach`. */
export function partOfKey(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1)
}

/** Why a timer comes when it does, as the process has it: `50 % of the time used`, `1 working day after the breach`. */
export function timerRule(clock: Clock, { kind, key }: Pick<TimerRecord, 'kind' | 'key'>): Text {
  switch (clock.kind) {
    case 'deadline':
      if (kind === 'warn') return warningRule(clock, partOfKey(key))
      return kind === 'escalate' ? rungRule(clock, partOfKey(key)) : dueRule
    case 'remind':
      return inWindow(everyText(clock.rule.every), clock.rule.window !== undefined)
    case 'after':
      return inWindow(
        joined({ upper: clock.rule.delay.upper }, ' after it began', '后'),
        clock.rule.window !== undefined,
      )
    case 'notice': {
      const { duration, direction } = clock.rule.at
      const words =
        direction === 'before'
          ? joined({ upper: duration }, ' before the date', '，在该日期之前')
          : joined({ upper: duration }, ' after the date', '，在该日期之后')
      return inWindow(words, clock.rule.window !== undefined)
    }
  }
}

const dueRule: Text = { en: 'the due point', 'zh-CN': '到期时' }

function warningRule({ rule }: DeadlineClock, part: string): Text {
  if (part === 'range') return { en: 'lower end of the range', 'zh-CN': '期限下限' }
  const point = rule.warnings[Number(part)]?.at
  return point ? pointText(point) : dueRule
}

function pointText(point: WarningPoint): Text {
  if (point.kind === 'before') return joined({ upper: point.duration }, ' before it is due', '，在到期之前')
  if (point.kind === 'after-start')
    return joined({ upper: point.duration }, ' after it began', '，自起算之后')
  const share = Number((point.share * 100).toFixed(2))
  return { en: `${share} % of the time used`, 'zh-CN': `时间已用 ${share}%` }
}

/** Who is on call is told at any hour, all others in the hours of the calendar. */
function rungRule({ rule }: DeadlineClock, part: string): Text {
  const rung = rule.ladder[Number(part)]
  const when: Text =
    part === firstRung || !rung ? { en: 'with the breach', 'zh-CN': '逾期即报' } : stepText(rung)
  return rule.onCall
    ? {
        en: `${when.en}, told in working hours unless somebody is on call`,
        'zh-CN': `${when['zh-CN']}，无人值班时在工作时间内告知`,
      }
    : { en: `${when.en}, told in working hours`, 'zh-CN': `${when['zh-CN']}，在工作时间内告知` }
}

function stepText({ after, every }: CheckedRung): Text {
  if (after) return joined({ upper: after }, ' after the breach', '，自逾期之后')
  return every ? everyText(every) : dueRule
}

function everyText({ every, at }: Recurrence): Text {
  const chinese = formatDuration({ upper: every }, 'zh-CN')
  const one = formatDuration({ upper: every }, 'en')
  const english = every.amount === 1 ? one.replace(/^1 /, '') : one
  return {
    en: `every ${english}${at === undefined ? '' : ` at ${at}`}`,
    'zh-CN': `每 ${chinese}${at === undefined ? '' : ` ${at}`}`,
  }
}

function inWindow(text: Text, hasWindow: boolean): Text {
  if (!hasWindow) return text
  return { en: `${text.en}, in its window only`, 'zh-CN': `${text['zh-CN']}，仅在允许的时段内` }
}

function joined(range: { readonly upper: Duration }, en: string, chinese: string): Text {
  return {
    en: `${formatDuration(range, 'en')}${en}`,
    'zh-CN': `${formatDuration(range, 'zh-CN')}${chinese}`,
  }
}

const chineseUnits: { readonly [unit in Duration['unit']]: string } = {
  second: '秒',
  minute: '分钟',
  hour: '小时',
  day: '天',
  week: '周',
  month: '个月',
  year: '年',
  'working-minute': '个工作分钟',
  'working-hour': '个工作小时',
  'working-day': '个工作日',
  'end-of-day': '当日营业结束',
}

/** The core takes no code from the time library, which says durations the same way. */
function formatDuration(
  { upper: { amount, unit } }: { readonly upper: Duration },
  language: keyof Text,
): string {
  if (unit === 'end-of-day') return language === 'en' ? 'end of day' : chineseUnits[unit]
  if (language === 'zh-CN') return `${amount} ${chineseUnits[unit]}`
  return `${amount} ${unit.replace('-', ' ')}${amount === 1 ? '' : 's'}`
}
