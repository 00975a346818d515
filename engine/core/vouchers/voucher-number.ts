import type { CheckedPaper } from '../../definition/checked-process.js'
import { caseNumber, seriesKey } from '../case-number.js'
import type { Draft } from '../draft.js'
import { factGiven } from '../fact-needed.js'
import { bilingual, StepRefused } from '../refusals.js'
import { voucherKey } from '../voucher-key.js'

/** Most characters of a number that somebody gives. */
const longestNumber = 80

/**
 * Draws the next number of a paper's series; it is stored with the step or not at all, so that there are no gaps. A
 * number that was given by hand before is stepped over, since that sheet exists.
 */
export function drawNumber(draft: Draft, paper: CheckedPaper): string {
  const { calendar, at, shared } = draft
  // Each paper counts by itself, even where two patterns look alike.
  const key = `paper:${paper.id}:${seriesKey(paper.series, calendar, at)}`
  for (let count = lastDrawn(draft, key) + 1; ; count += 1) {
    const number = caseNumber(paper.series, calendar, at, count)
    if (isUsed(draft, paper.id, number)) continue
    shared.series[key] = count
    return number
  }
}

/** A number that stands on the sheet already. Refused when it is none, or when a paper of this kind has it. */
export function givenNumber(draft: Draft, paper: CheckedPaper, given: unknown): string {
  const number = typeof given === 'string' ? given.trim() : ''
  const { title } = paper
  // Control characters would make two numbers look like one.
  if (number === '' || number.length > longestNumber || /\p{C}/u.test(number))
    throw new StepRefused([
      {
        code: 'payload-invalid',
        text: bilingual(
          `“${title['zh-CN']}”的编号须为 1 至 ${longestNumber} 个字符。`,
          `Expected a number of 1 to ${longestNumber} characters for '${title.en}', but found something else.`,
        ),
        found: number.slice(0, longestNumber),
      },
    ])
  if (!isUsed(draft, paper.id, number)) return number
  throw new StepRefused([
    {
      code: 'voucher-number-used',
      text: bilingual(
        `“${title['zh-CN']}”的编号 ${number} 已用过。`,
        `Expected a number that no '${title.en}' has, but ${number} was used before. Look at the sheet again.`,
      ),
      found: number,
    },
  ])
}

function lastDrawn({ facts, shared }: Draft, key: string): number {
  const last = Object.hasOwn(shared.series, key)
    ? shared.series[key]
    : Object.hasOwn(facts.series, key)
      ? facts.series[key]
      : undefined
  return factGiven(last, { kind: 'series', key })
}

function isUsed({ facts, shared }: Draft, paper: string, number: string): boolean {
  if (shared.vouchers.some((one) => one.paper === paper && one.number === number)) return true
  const key = voucherKey(paper, number)
  const known = facts.usedVouchers
  return factGiven(known && Object.hasOwn(known, key) ? known[key] : undefined, { kind: 'voucher', key })
}
