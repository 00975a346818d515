import { spend, spendText, type Work } from '../work.js'

/**
 * Whether the whole of `value` fits `pattern`, in which `*` stands for any characters and `?` for exactly one. Other
 * characters stand for themselves. Takes at most the product of both lengths, and pays for it.
 */
export function likePattern(value: string, pattern: string, work: Work): boolean {
  spendText(work, value.length + pattern.length)
  const characters = Array.from(value)
  const wanted = Array.from(pattern)
  let at = 0
  let next = 0
  let star = -1
  let resume = 0
  let compared = 0
  while (at < characters.length) {
    compared += 1
    if (compared % 100 === 0) spend(work, 1)
    if (wanted[next] === '*') {
      star = next
      resume = at
      next += 1
    } else if (wanted[next] === '?' || (next < wanted.length && wanted[next] === characters[at])) {
      at += 1
      next += 1
    } else if (star >= 0) {
      // The last star takes one character more; earlier stars never need to.
      resume += 1
      at = resume
      next = star + 1
    } else return false
  }
  while (wanted[next] === '*') next += 1
  return next === wanted.length
}
