import type { CheckedPaper } from '../../definition/checked-process.js'
import { caseNumber, seriesKey } from '../case-number.js'
import type { Draft } from '../draft.js'
import { FactNeeded, factGiven } from '../fact-needed.js'
import { bilingual, StepRefused } from '../refusals.js'
import { voucherKey } from '../voucher-key.js'

/** Most characters of a number that somebody gives. */
const longestNumber = 80

/**
 * Draws the next number of a paper's series; it is stored with the step or not at all, so that there are no gaps. A
 * number that was given by hand before is stepped over, since that sheet exists.
 */
export function drawNumber(draft: Draft, paper: CheckedPaper): string {
  const { shared } = draft
  for (let count = lastDrawn(draft, paper) + 1; ; count += 1) {
    const used = isUsed(draft, paper.id, numberOf(draft, paper, count))
    if (used === undefined) throw askForNumbers(draft, paper, count)
    if (used) continue
    shared.series[keyOf(draft, paper)] = count
    return numberOf(draft, paper, count)
  }
}

/** Each paper counts by itself, even where two patterns look alike. */
function keyOf({ calendar, at }: Draft, { id, series }: CheckedPaper): string {
  return `paper:${id}:${seriesKey(series, calendar, at)}`
}

function numberOf({ calendar, at }: Draft, { series }: CheckedPaper, count: number): string {
  return caseNumber(series, calendar, at, count)
}

/** Fewest and most numbers of a paper that are asked for at once. */
const smallestBlock = 8
const largestBlock = 512

/**
 * The question whether the next numbers were used: for as many as were asked for before, so that a step with many
 * papers asks a handful of times, and one with few asks for little. That a number is asked for draws nothing.
 */
function askForNumbers(draft: Draft, paper: CheckedPaper, count: number): FactNeeded {
  const known = Object.keys(draft.facts.usedVouchers ?? {}).length
  const many = Math.min(Math.max(smallestBlock, known), largestBlock)
  const next = blockOf(draft, paper, { from: count, many })
  const others = othersOf(draft, paper).flatMap((other) => {
    const last = lastKnown(draft, keyOf(draft, other))
    return last === undefined ? [] : blockOf(draft, other, { from: last + 1, many: smallestBlock })
  })
  return new FactNeeded({ kind: 'voucher', keys: [...next, ...others] })
}

/** Keys of those among the next numbers nobody has asked for. */
function blockOf(
  draft: Draft,
  paper: CheckedPaper,
  { from, many }: { from: number; many: number },
): readonly string[] {
  return Array.from({ length: many }, (_, index) => numberOf(draft, paper, from + index))
    .filter((number) => isUsed(draft, paper.id, number) === undefined)
    .map((number) => voucherKey(paper.id, number))
}

/**
 * Papers to ask for along with this one: all of the process once a step issues a second kind of them. One that issues a
 * single kind, as most do, neither reads nor locks the series of the others.
 */
function othersOf({ process, shared }: Draft, paper: CheckedPaper): readonly CheckedPaper[] {
  if (shared.vouchers.every((one) => one.paper === paper.id)) return []
  return [...process.papers.values()].filter(({ id }) => id !== paper.id)
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
  const used = isUsed(draft, paper.id, number)
  if (!factGiven(used, { kind: 'voucher', keys: [voucherKey(paper.id, number)] })) return number
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

function lastDrawn(draft: Draft, paper: CheckedPaper): number {
  const key = keyOf(draft, paper)
  const others = othersOf(draft, paper).map((other) => keyOf(draft, other))
  const keys = [key, ...others.filter((other) => lastKnown(draft, other) === undefined)]
  return factGiven(lastKnown(draft, key), { kind: 'series', keys })
}

/** Last number of a series as the step leaves it so far; `undefined` where nobody has asked yet. */
function lastKnown({ facts, shared }: Draft, key: string): number | undefined {
  if (Object.hasOwn(shared.series, key)) return shared.series[key]
  return Object.hasOwn(facts.series, key) ? facts.series[key] : undefined
}

/** `undefined` where nobody has asked yet. */
function isUsed({ facts, shared }: Draft, paper: string, number: string): boolean | undefined {
  if (shared.vouchers.some((one) => one.paper === paper && one.number === number)) return true
  const key = voucherKey(paper, number)
  const known = facts.usedVouchers
  return known && Object.hasOwn(known, key) ? known[key] : undefined
}
