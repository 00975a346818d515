import { formatDuration } from '../format-duration.js'
import { sayAmount, type Language } from './date-words.js'
import type { TimeLeft } from './frame.js'

/** What is left, as a part of a sentence: `5 working hours are left`, `还剩 5 个工作小时`. */
export function sayLeft(left: TimeLeft, language: Language): string {
  const amount = amountOf(left, language)
  if (language === 'zh-CN') return `还剩 ${amount}`
  const isOne = 'days' in left ? left.days === 1 : /^1 \D+$/.test(amount)
  return `${amount} ${isOne ? 'is' : 'are'} left`
}

function amountOf(left: TimeLeft, language: Language): string {
  if ('days' in left) {
    const unit = left.working ? 'working-day' : 'day'
    return formatDuration({ upper: { amount: left.days, unit } }, language)
  }
  const amount = sayAmount(left.ms, language)
  if (!left.working) return amount
  // Only the first unit says what kind of time it is.
  return language === 'zh-CN'
    ? amount.replace(/^(\d+) (小时|分钟)/, '$1 个工作$2')
    : amount.replace(/^(\d+) /, '$1 working ')
}
