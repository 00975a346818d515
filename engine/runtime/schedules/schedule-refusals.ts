import type { CheckedSchedule } from '../../definition/index.js'
import type { EvaluationFailure } from '../../expression/expression.js'
import type { JsonObject, Refusal, RefusalCode, Text } from '../../errors/index.js'
import type { LoggedFailure } from '../failure-text.js'

/** A value of `with` or `where` could not be worked out. */
export function unevaluated({ title }: CheckedSchedule, failure: EvaluationFailure): Refusal {
  const field = failure.field === undefined ? {} : { field: failure.field }
  return refuse(
    failure.code,
    {
      'zh-CN': `“${title['zh-CN']}”无法得出新案件的数据：${failure.message}`,
      en: `The data of the new case cannot be worked out. ${failure.message}`,
    },
    field,
  )
}

/** What is kept when starting the case failed for a reason of the program or the definitions, and would again. */
export function brokenStart({ code, detail }: LoggedFailure): JsonObject {
  const text = {
    'zh-CN': `无法发起案件（${code}）：${detail}`,
    en: `The case could not be started (${code}). ${detail}`,
  }
  return { code, text, reasons: [{ code, text }] }
}

/** What is kept of a refusal: code and texts, without the values it was about. */
export function refusalRow({ code, text, reasons }: Refusal): JsonObject {
  return {
    code,
    text: { ...text },
    reasons: reasons.map((reason) => ({
      code: reason.code,
      text: { ...reason.text },
      ...(reason.field === undefined ? {} : { field: reason.field }),
    })),
  }
}

function refuse(code: RefusalCode, text: Text, details: { readonly field?: string } = {}): Refusal {
  return { code, text, reasons: [{ code, text, ...details }] }
}
