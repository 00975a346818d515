import { wordsOf } from './duration-units.js'
import type { Duration, DurationRange } from './duration.js'

/** A duration as people read it: `10 to 15 working days`, `10 至 15 个工作日`. English text can be parsed again. */
export function formatDuration(range: DurationRange, language: 'en' | 'zh-CN'): string {
  const { lower, upper } = range
  if (!lower) return formatOne(upper, language)
  const joint = language === 'en' ? 'to' : '至'
  const first = lower.unit === upper.unit ? String(lower.amount) : formatOne(lower, language)
  return `${first} ${joint} ${formatOne(upper, language)}`
}

function formatOne(duration: Duration, language: 'en' | 'zh-CN'): string {
  const words = wordsOf(duration)
  if (!words) return language === 'en' ? 'end of day' : '当日营业结束'
  if (language === 'zh-CN') return `${duration.amount} ${words.chinese}`
  return `${duration.amount} ${duration.amount === 1 ? words.one : words.many}`
}
