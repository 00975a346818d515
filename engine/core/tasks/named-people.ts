import type { RefusalReason } from '../../errors/index.js'
import type { Facts } from '../command.js'
import { factGiven } from '../fact-needed.js'
import { givenTexts, type GivenText, type GivenValues } from '../given-values.js'
import { bilingual, StepRefused } from '../refusals.js'

/**
 * Refuses values of `person` fields that name nobody of the house, with `payload-invalid` and the place. Where the
 * directory tells of no people at all, nothing can be said and all may stand.
 */
export function expectPeople(facts: Facts, ...given: readonly GivenValues[]): void {
  const named = givenTexts(given, ['person'])
  if (named.length === 0) return
  const people = factGiven(facts.people, { kind: 'people' })
  if (people.length === 0) return
  const known = new Set(people.map(({ id }) => id))
  const reasons = named.filter(({ text }) => !known.has(text)).map(nobody)
  if (reasons.length > 0) throw new StepRefused(reasons)
}

function nobody({ path, text, label }: GivenText): RefusalReason {
  return {
    code: 'payload-invalid',
    text: bilingual(
      `“${label['zh-CN']}”填写的人员不在本单位人员名单中，请填写其编号。`,
      `Expected the id of somebody of the house in '${label.en}', but the directory knows nobody of that id.`,
    ),
    field: path,
    found: text.slice(0, 60),
  }
}
