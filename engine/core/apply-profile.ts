import type { CheckedProcess } from '../definition/checked-process.js'
import { canonicalJson, EngineError, type JsonObject, type RefusalReason } from '../errors/index.js'
import type { Command } from './command.js'
import { unsetParameters } from './create.js'
import type { Draft } from './draft.js'
import { finishStep } from './finish-step.js'
import { TrailBody } from './personal.js'
import { bilingual, StepRefused } from './refusals.js'
import { whyEnded } from './operate/why-ended.js'
import type { Advanced } from './step-result.js'
import type { StepValues } from './step-values.js'
import { eventTitle, stateTitle } from './titles.js'
import { shapeDifferences } from './version-shape.js'

/**
 * Moves a case to another version of its process: the draft's. Where it stands stays; its clocks are counted again with
 * the new figures. Refused with every reason why the case could not stand in that version: other states or clocks,
 * data that does not fit, a figure without a value, an invariant that does not hold there.
 */
export function applyProfile(
  draft: Draft,
  values: StepValues,
  { from, reason }: Extract<Command, { kind: 'apply-profile' }>,
): Advanced {
  const { process, data } = draft
  if (from.id !== process.id)
    throw new EngineError(
      'record-does-not-fit',
      `Expected another version of '${from.id}', but '${process.id}' is another process.`,
    )
  if (draft.ended) throw new StepRefused([whyEnded(draft.before)])
  const reasons = [
    ...unsetParameters(process),
    ...notFitting(from, process),
    ...dataNotFitting(process, data),
  ]
  if (reasons.length > 0) throw new StepRefused(reasons)
  const trail = new TrailBody({
    from: from.hash,
    to: process.hash,
    ...(process.profile === undefined ? {} : { profile: process.profile }),
    parameters: changedParameters(from, process),
  })
  trail.body['reason'] = trail.hide(reason, '/reason')
  draft.note('profile-applied', trail.body, trail.personal)
  return finishStep(draft, values, { read: 'strict', reason })
}

/** Figures that are not the same in two versions, by name; a side without a value is left out. */
export function changedParameters(from: CheckedProcess, to: CheckedProcess): JsonObject {
  const names = [...new Set([...Object.keys(from.params), ...Object.keys(to.params)])]
  const changed = names.flatMap((name) => {
    const [before, after] = [from, to].map(({ params }) =>
      Object.hasOwn(params, name) ? params[name] : undefined,
    )
    if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return []
    return [
      [name, { ...(before !== undefined && { before }), ...(after !== undefined && { after }) }] as const,
    ]
  })
  return Object.fromEntries(changed)
}

function notFitting(from: CheckedProcess, to: CheckedProcess): readonly RefusalReason[] {
  return shapeDifferences(from, to).map((difference): RefusalReason => {
    if (difference.kind === 'event') {
      const title = eventTitle(to, difference.event)
      return {
        code: 'profile-does-not-fit',
        text: bilingual(
          `新版本按“${title['zh-CN']}”的办理人排除他人，而该案件没有记下是谁办理的。`,
          `Expected the same four eyes as before, but that version asks who sent '${title.en}', which this case did not keep.`,
        ),
        found: difference.event,
      }
    }
    const { state } = difference
    const title = stateTitle(to.states.has(state) ? to : from, state)
    return {
      code: 'profile-does-not-fit',
      text: bilingual(
        `新版本中状态“${title['zh-CN']}”的设置不同，案件不能移过去。`,
        `Expected the state '${title.en}' as the case knows it, but that version has another task, clock or structure there.`,
      ),
      state,
    }
  })
}

/** The whole data, since it was checked against the fields of another version. */
function dataNotFitting(process: CheckedProcess, data: JsonObject): readonly RefusalReason[] {
  return process.checkData(data, { complete: true }).map(({ field, text, expected, found }) => ({
    code: 'profile-does-not-fit',
    text,
    field,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
  }))
}
