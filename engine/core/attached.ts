import type { RefusalReason } from '../errors/index.js'
import type { Facts } from './command.js'
import { FactNeeded } from './fact-needed.js'
import { givenTexts, type GivenText, type GivenValues } from './given-values.js'
import { bilingual, StepRefused } from './refusals.js'

/**
 * Refuses values of `attachment` fields that are no stored attachment. A `signature` may be any text; one that begins
 * with `att-` is an attachment too.
 */
export function expectStored(facts: Facts, ...given: readonly GivenValues[]): void {
  const references = givenTexts(given).filter(
    ({ type, text }) => type === 'attachment' || (type === 'signature' && text.startsWith('att-')),
  )
  const unknown = new Set(
    references.map(({ text }) => text).filter((id) => isStored(facts, id) === undefined),
  )
  // All in one question: else the step would be taken again for every photograph.
  if (unknown.size > 0) throw new FactNeeded({ kind: 'attachment', keys: [...unknown] })
  const reasons = references.filter(({ text }) => !isStored(facts, text)).map(notStored)
  if (reasons.length > 0) throw new StepRefused(reasons)
}

/** `undefined` where nobody has asked yet. */
function isStored({ attachments }: Facts, id: string): boolean | undefined {
  return attachments && Object.hasOwn(attachments, id) ? attachments[id] : undefined
}

function notStored({ path, text, label }: GivenText): RefusalReason {
  return {
    code: 'unknown-attachment',
    text: bilingual(
      `“${label['zh-CN']}”的附件不存在，请先上传附件，再填写其编号。`,
      `Expected a stored attachment in '${label.en}', but there is none of this id. Upload it first, then give its id.`,
    ),
    field: path,
    found: text.slice(0, 60),
  }
}
