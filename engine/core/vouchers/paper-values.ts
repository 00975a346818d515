import type { CheckedPaper, CheckedPaperField, CheckedValue } from '../../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import { bilingual, StepRefused } from '../refusals.js'
import type { StepValues } from '../step-values.js'

type Given = readonly (readonly [name: string, value: CheckedValue])[]

/**
 * What stands on a paper. An answer that is not there leaves its line blank; a field that must be there refuses the
 * step, so that nobody issues a receipt for nothing.
 */
export function paperValues(
  values: StepValues,
  paper: CheckedPaper,
  { given, state }: { readonly given: Given; readonly state: string },
): JsonObject {
  const replaced = new Map(given)
  return Object.fromEntries(
    paper.fields.flatMap((field) => {
      const source = replaced.get(field.name) ?? field.value
      const value = source && lineOf(values, field, { source, state })
      if (value !== undefined && value !== '') return [[field.name, value] as const]
      if (field.required) throw lacking(paper, field)
      return []
    }),
  )
}

/** What is written on a paper that is out already: only lines that are given and that there is something for. */
export function writtenNow(
  values: StepValues,
  { fields }: CheckedPaper,
  { given, state }: { readonly given: Given; readonly state: string },
): JsonObject {
  return Object.fromEntries(
    given.flatMap(([name, source]) => {
      const field = fields.find((each) => each.name === name)
      const value = field && lineOf(values, { ...field, required: false }, { source, state })
      return value === undefined || value === '' ? [] : [[name, value] as const]
    }),
  )
}

function lineOf(
  values: StepValues,
  { required }: CheckedPaperField,
  { source, state }: { readonly source: CheckedValue; readonly state: string },
): JsonValue | undefined {
  try {
    return values.resolve(source, state)
  } catch (error) {
    const absent = error instanceof StepRefused && error.reasons.every(({ code }) => code === 'field-missing')
    if (!absent || required) throw error
    return undefined
  }
}

function lacking({ title }: CheckedPaper, { name, label }: CheckedPaperField): StepRefused {
  return new StepRefused([
    {
      code: 'field-missing',
      text: bilingual(
        `“${title['zh-CN']}”缺少“${label['zh-CN']}”。`,
        `Expected '${label.en}' on the paper '${title.en}', but there is nothing to write there.`,
      ),
      field: name,
    },
  ])
}
