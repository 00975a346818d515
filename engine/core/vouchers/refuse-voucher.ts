import type { CheckedPaper } from '../../definition/checked-process.js'
import type { RefusalReason, Text } from '../../errors/index.js'
import type { Draft } from '../draft.js'
import type { VoucherRecord } from '../record.js'
import { bilingual, StepRefused } from '../refusals.js'
import { isOpen } from './open-voucher.js'

/** How people call what a paper is. */
const stateWords: { readonly [state in VoucherRecord['state']]: Text } = {
  issued: bilingual('已开出', 'issued'),
  signed: bilingual('已签字', 'signed'),
  void: bilingual('已作废', 'void'),
  archived: bilingual('已归档', 'archived'),
  carried: bilingual('已转出', 'carried over to another case'),
}

/** What an act wants to find. */
const wanted = {
  sign: bilingual('已开出、未签字', 'one that is issued and not signed'),
  void: bilingual('已开出或已签字', 'one that is issued or signed'),
  archive: bilingual('已开出、已签字或已作废', 'one that is issued, signed or void'),
} as const

/** A second paper of a kind while the first is out. */
export function stillOpen({ title }: CheckedPaper, { number, state }: VoucherRecord): StepRefused {
  const word = stateWords[state]
  return new StepRefused([
    {
      code: 'voucher-open',
      text: bilingual(
        `“${title['zh-CN']}”${number} ${word['zh-CN']}，先作废或归档，才能再开。`,
        `Expected no open '${title.en}' to issue another, but ${number} is ${word.en}. Make it void or archive it first.`,
      ),
      found: number,
    },
  ])
}

/** A reason for each paper that is out, where a case may only end without one. */
export function openPapers({ process, vouchers }: Draft): readonly RefusalReason[] {
  return vouchers.filter(isOpen).map(({ paper, number, state }) => {
    const title = process.papers.get(paper)?.title ?? bilingual(paper, paper)
    const word = stateWords[state]
    return {
      code: 'voucher-open',
      text: bilingual(
        `“${title['zh-CN']}”${number} ${word['zh-CN']}，先作废或归档，案件才能提前结束。`,
        `Expected no open '${title.en}' when a case ends early, but ${number} is ${word.en}. Make it void or archive it first.`,
      ),
      found: number,
    }
  })
}

/** An act on a paper that is not there, or is not in a state for it. */
export function notOpen(
  { title }: CheckedPaper,
  act: keyof typeof wanted,
  found: VoucherRecord | undefined,
): StepRefused {
  const want = wanted[act]
  const has = found
    ? bilingual(
        `${found.number} ${stateWords[found.state]['zh-CN']}`,
        `${found.number} is ${stateWords[found.state].en}`,
      )
    : bilingual('还没有开出', 'none was issued')
  return new StepRefused([
    {
      code: 'voucher-not-open',
      text: bilingual(
        `“${title['zh-CN']}”须${want['zh-CN']}，但${has['zh-CN']}。`,
        `Expected of '${title.en}' ${want.en}, but ${has.en}.`,
      ),
      ...(found && { found: found.number }),
    },
  ])
}
