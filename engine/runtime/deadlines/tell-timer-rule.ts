import type { TimerRule } from '../../core/explain/index.js'
import type { Text } from '../../errors/index.js'
import type { Duration, Recurrence, WarningPoint } from '../../time/calendar.js'
import { formatDuration } from '../../time/index.js'

/** A timer's rule in words: `50 % of the time used`, `1 working day after the breach, told in working hours`. */
export function tellTimerRule(rule: TimerRule): Text {
  switch (rule.kind) {
    case 'due':
      return { en: 'the due point', 'zh-CN': '到期时' }
    case 'lower-end':
      return { en: 'lower end of the range', 'zh-CN': '期限下限' }
    case 'warning':
      return warning(rule.point)
    case 'rung':
      return rung(rule)
    case 'every':
      return limited(repeated(rule.every), rule.inWindow)
    case 'after':
      return limited(distance(rule.duration, ' after it began', '后'), rule.inWindow)
    case 'date': {
      const isBefore = rule.direction === 'before'
      const words = isBefore ? '，在该日期之前' : '，在该日期之后'
      return limited(distance(rule.duration, ` ${rule.direction} the date`, words), rule.inWindow)
    }
  }
}

function warning(point: WarningPoint): Text {
  if (point.kind === 'before') return distance(point.duration, ' before it is due', '，在到期之前')
  if (point.kind === 'after-start') return distance(point.duration, ' after it began', '，自起算之后')
  const share = Number((point.share * 100).toFixed(2))
  return { en: `${share} % of the time used`, 'zh-CN': `时间已用 ${share}%` }
}

/** Who is on call is told at any hour, all others in the hours of the calendar. */
function rung({ after, every, onCall }: Extract<TimerRule, { kind: 'rung' }>): Text {
  const when = rungTime(after, every)
  return onCall
    ? {
        en: `${when.en}, told in working hours unless somebody is on call`,
        'zh-CN': `${when['zh-CN']}，无人值班时在工作时间内告知`,
      }
    : { en: `${when.en}, told in working hours`, 'zh-CN': `${when['zh-CN']}，在工作时间内告知` }
}

function rungTime(after: Duration | undefined, every: Recurrence | undefined): Text {
  if (after) return distance(after, ' after the breach', '，自逾期之后')
  return every ? repeated(every) : { en: 'with the breach', 'zh-CN': '逾期即报' }
}

function repeated({ every, at }: Recurrence): Text {
  const english = formatDuration({ upper: every }, 'en').replace(/^1 /, '')
  const chinese = formatDuration({ upper: every }, 'zh-CN')
  return {
    en: `every ${english}${at === undefined ? '' : ` at ${at}`}`,
    'zh-CN': `每 ${chinese}${at === undefined ? '' : ` ${at}`}`,
  }
}

function limited(text: Text, inWindow: boolean): Text {
  if (!inWindow) return text
  return { en: `${text.en}, in its window only`, 'zh-CN': `${text['zh-CN']}，仅在允许的时段内` }
}

function distance(duration: Duration, en: string, chinese: string): Text {
  const range = { upper: duration }
  return {
    en: `${formatDuration(range, 'en')}${en}`,
    'zh-CN': `${formatDuration(range, 'zh-CN')}${chinese}`,
  }
}
