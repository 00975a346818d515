import type { CheckedProcess, DataProblem } from '../definition/checked-process.js'
import type { EvaluationFailure } from '../expression/expression.js'
import { StacklessError, type Refusal, type RefusalReason, type Text } from '../errors/index.js'
import type { TrailEntry } from './command.js'
import { valueTitle } from './titles.js'

/** Ends a step: nothing is changed. Never leaves the core, where it becomes a refused result. */
export class StepRefused extends StacklessError {
  readonly reasons: readonly RefusalReason[]
  /** What the step passed through before it was refused, as far as it counts for coverage. */
  covered: readonly string[] = []
  /** Decisions the step made before it was refused. */
  decided: readonly TrailEntry[] = []

  constructor(reasons: readonly RefusalReason[]) {
    super(reasons[0]?.text.en ?? 'refused')
    this.name = 'StepRefused'
    this.reasons = reasons
  }
}

/** Ends the step where there is a reason to. Throws `StepRefused`. */
export function refuse(reason: RefusalReason | undefined): void {
  if (reason) throw new StepRefused([reason])
}

/** The refusal for reasons of which there is at least one; the first gives code and text. */
export function refusalOf(reasons: readonly RefusalReason[], accepted?: Refusal['accepted']): Refusal {
  const [first] = reasons
  const text = first?.text ?? bilingual('该操作被拒绝。', 'This was refused.')
  return { code: first?.code ?? 'expression-failed', text, reasons, ...(accepted ? { accepted } : {}) }
}

/** A text in both languages. */
export function bilingual(chinese: string, english: string): Text {
  return { 'zh-CN': chinese, en: english }
}

/** Why an evaluation had no result: the field to fill in, or the calculation that failed. */
export function failureReason(
  process: CheckedProcess,
  failure: EvaluationFailure,
  more: Pick<RefusalReason, 'state' | 'expression' | 'values'> = {},
): RefusalReason {
  const { code, field, message } = failure
  const title = field === undefined ? undefined : valueTitle(process, field)
  const text =
    code === 'field-missing' && title
      ? bilingual(`缺少“${title['zh-CN']}”的值。`, `Expected a value in '${title.en}', but there is none.`)
      : bilingual(`无法计算：${message}`, message)
  return { code, text, ...(field === undefined ? {} : { field }), ...more }
}

/** Answers or data that do not fit their form or fields. */
export function dataReasons(problems: readonly DataProblem[]): readonly RefusalReason[] {
  return problems.map(({ field, text, expected, found }) => ({
    code: 'payload-invalid',
    text,
    field,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
  }))
}

/** The refusal of a step that never comes to rest. */
export function endlessStep(): StepRefused {
  return new StepRefused([
    {
      code: 'expression-failed',
      text: bilingual(
        '流程停不下来：自动转移或内部事件一直循环。',
        'Expected the procedure to come to rest, but automatic moves or raised events follow each other without end.',
      ),
    },
  ])
}
