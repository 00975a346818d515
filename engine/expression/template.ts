import type { JsonValue } from '../errors/json.js'
import { parseInstant } from '../time/parse-instant.js'
import { localParts } from '../time/zone.js'
import type {
  Bindings,
  EvaluationFailure,
  Expression,
  ExpressionProblem,
  Scope,
  ValueType,
} from './expression.js'
import { formatMoney, toFen } from './money.js'
import { cutTemplate } from './parse/cut-template.js'

/** A message text with its `${…}` compiled. */
export interface TemplateText {
  readonly source: string
  readonly reads: readonly string[]
  readonly untested: Expression['untested']
  readonly readsTime: boolean
  /** The text with every `${…}` replaced, or the first failure. */
  render(
    bindings: Bindings,
  ):
    { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: EvaluationFailure }
}

export type TemplateResult =
  | { readonly ok: true; readonly template: TemplateText }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] }

/**
 * Compiles a message text. `${expression}` is replaced by its value as people read it: money as ¥1,234.50, a
 * date-time as `2026-09-28 09:30` in the scope's zone, a list with commas; `$${` stands for `${` itself. Ranges of
 * problems count in `text`, in UTF-16 units, and all of them are reported.
 */
export function parseTemplateText(text: string, scope: Scope): TemplateResult {
  const problems: ExpressionProblem[] = []
  const parts: Part[] = []
  for (const piece of cutTemplate(text)) {
    if (piece.kind === 'text') parts.push(piece.text)
    else if (piece.kind === 'unclosed') problems.push(unclosed(piece.start, text.length))
    else {
      const found = compileHole(piece.source, scope)
      if (found.ok) parts.push({ expression: found.expression, start: piece.start })
      else problems.push(...found.problems.map((problem) => moved(problem, piece.start)))
    }
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, template: templateOf(text, parts, scope.types.zone) }
}

type Part = string | { readonly expression: Expression; readonly start: number }

function compileHole(source: string, scope: Scope): ReturnType<Scope['compile']> {
  const result = scope.compile(source)
  if (!result.ok) return result
  const { type } = result.expression
  const shown = type.kind === 'list' ? type.of : type
  const hint =
    shown.kind === 'boolean'
      ? 'Write pick(condition, "…", "…") with the words for yes and no.'
      : shown.kind === 'object' || shown.kind === 'list'
        ? 'Name the part that people should read.'
        : undefined
  if (hint === undefined) return result
  const found = `the expression gives a ${shown.kind}`
  const message = `Expected a value people can read, but ${found}. ${hint}`
  const expected = 'a value people can read'
  return {
    ok: false,
    problems: [{ code: 'expression-type', message, start: 0, end: source.length, expected, found, hint }],
  }
}

function moved(problem: ExpressionProblem, by: number): ExpressionProblem {
  return { ...problem, start: problem.start + by, end: problem.end + by }
}

function unclosed(start: number, end: number): ExpressionProblem {
  return {
    code: 'expression-syntax',
    message: "Expected '}' after '${', but the text ends. Write $${ for the characters themselves.",
    start,
    end,
    expected: "'}'",
    found: 'the end',
    hint: 'Write $${ for the characters themselves.',
  }
}

function templateOf(source: string, parts: readonly Part[], zone: string): TemplateText {
  const holes = parts.filter((part) => typeof part !== 'string')
  const untested = holes.flatMap(({ expression, start }) =>
    expression.untested.map((read) => ({ ...read, start: read.start + start, end: read.end + start })),
  )
  return {
    source,
    reads: [...new Set(holes.flatMap(({ expression }) => expression.reads))],
    untested,
    readsTime: holes.some(({ expression }) => expression.readsTime),
    render: (bindings) => {
      let text = ''
      for (const part of parts) {
        if (typeof part === 'string') {
          text += part
          continue
        }
        const result = part.expression.evaluate(bindings)
        if (!result.ok) return result
        text += shownValue(part.expression.type, result.value, zone)
      }
      return { ok: true, text }
    },
  }
}

/** A JSON value of a type as people read it. */
function shownValue(type: ValueType, value: JsonValue, zone: string): string {
  if (type.kind === 'list' && Array.isArray(value))
    return value.map((item) => shownValue(type.of, item, zone)).join(', ')
  if (type.kind === 'money' && typeof value === 'number') return formatMoney(toFen(value))
  if (type.kind === 'date-time' && typeof value === 'string') return shownInstant(value, zone)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function shownInstant(value: string, zone: string): string {
  const at = parseInstant(value)
  if (at === undefined) return value
  const { year, month, day, hour, minute } = localParts(at, zone)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}
