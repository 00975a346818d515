import type { JsonObject, RefusalReason } from '../../errors/index.js'
import { takeAttachments } from '../attached.js'
import { changeData, type Change } from '../change-data.js'
import type { Draft } from '../draft.js'
import { finishStep } from '../finish-step.js'
import { bilingual, StepRefused } from '../refusals.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { expectPeople } from '../tasks/index.js'
import { noteAct } from './note-act.js'

/**
 * Writes any fields of a case by hand. They have to fit their types, and the case its invariants; what became different
 * stands in the trail, old and new, personal values beside it.
 */
export function editData(
  draft: Draft,
  values: StepValues,
  { changes, reason }: { readonly changes: JsonObject; readonly reason: string },
): Advanced {
  const wrong = Object.keys(changes).flatMap((path) => unknownField(draft, path) ?? [])
  if (wrong.length > 0) throw new StepRefused(wrong)
  const given = {
    fields: draft.process.fields,
    values: Object.entries(changes),
    labelOf: (path: string) => draft.process.labelOf(path),
  }
  takeAttachments(draft, given)
  expectPeople(draft.facts, given)
  noteAct(draft, { action: 'edit-data', reason }, { fields: Object.keys(changes) })
  changeData(
    draft,
    Object.entries(changes).map(([path, value]): Change => [path, value ?? undefined]),
  )
  return finishStep(draft, values)
}

/** A path that leads to no field. What lies below one is checked with the value as a whole. */
function unknownField({ process }: Draft, path: string): RefusalReason | undefined {
  const names = path.split('.')
  const isName = names.every((name) => /^[a-z][A-Za-z0-9]*$/.test(name))
  if (isName && Object.hasOwn(process.fields, names[0] ?? '')) return undefined
  const known = Object.keys(process.fields).join(', ')
  return {
    code: 'payload-invalid',
    text: bilingual(
      `流程“${process.title['zh-CN']}”没有字段“${path}”。`,
      `Expected a field of '${process.title.en}', or a path below one, but found '${path}'.`,
    ),
    field: path,
    expected: known,
    found: path,
  }
}
