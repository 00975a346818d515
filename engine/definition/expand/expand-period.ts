import { repairPeriod } from '../../time/repair-period.js'
import type { PeriodText } from '../../time/index.js'
import { listAt, scalarAt, type SourceNode } from '../parse/source-node.js'
import { toAscii } from '../parse/full-width.js'
import { shorten } from '../shape/describe.js'
import type { Report } from './expand-document.js'

/**
 * `09:00-18:00` becomes the pair of its two times. What is only spelled differently is told, and read as it was meant,
 * so that nothing follows from it; other text is told and read as nothing.
 */
export function expandPeriod(node: SourceNode, report: Report): SourceNode {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node
  const pairOf = (times: PeriodText): SourceNode =>
    listAt(
      times.map((time) => scalarAt(time, node.span)),
      node.span,
    )
  const [, opens, closes] = /^\s*(\d{2}:\d{2})\s*-\s*(\d{2}:\d{2})\s*$/.exec(node.value) ?? []
  if (opens !== undefined && closes !== undefined) return pairOf([opens, closes])
  const meant = repairPeriod(node.value)
  const found = shorten(node.value)
  if (meant && /[！-～]/u.test(node.value) && toAscii(node.value) === meant.join('-'))
    report({
      code: 'full-width-punctuation',
      message: `Expected plain ASCII characters, but '${found}' has full-width ones.`,
      span: node.span,
      hint: `Type '${meant.join('-')}'.`,
    })
  else
    report({
      code: 'wrong-value',
      message: `Expected a period such as 09:00-18:00, but found '${found}'.`,
      span: node.span,
      hint: meant
        ? `Write '${meant.join('-')}'.`
        : 'Write when it opens and when it closes: 09:00-18:00. Hours run from 00:00 to 23:59; an end may be 24:00.',
    })
  return pairOf(meant ?? ['00:00', '24:00'])
}
