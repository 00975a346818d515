import { isDate, toDayNumber } from '../../time/date.js'
import type { ValueType } from '../expression.js'
import { isWholeFen } from '../money.js'
import { typePhrase } from '../value-types.js'
import { cellProblem, type CellProblem } from './cell-problem.js'
import type { Interval } from './cell-set.js'

/** What a text in a cell says. */
type Phrase =
  | { readonly kind: 'none' }
  | { readonly kind: 'not'; readonly rest: string }
  | { readonly kind: 'interval'; readonly interval: Interval }
  | { readonly kind: 'problem'; readonly problem: CellProblem }

const numberWords = /^(at least|at most|over|under)\s+(.+)$/
const dateWords = /^(before|after)\s+(.+)$/
const betweenWords = /^between\s+(.+?)\s+and\s+(.+)$/

/** Reads the phrases of cells. A text that is none of them is a literal, which its column judges. */
export function readPhrase(cell: string, type: ValueType): Phrase {
  const text = cell.trim()
  const slip = comparisonSlip(text)
  if (slip) return { kind: 'problem', problem: slip }
  const not = /^not\s+(.+)$/.exec(text)?.[1]
  if (not !== undefined) return readNot(not, type)
  if (isNumber(type)) return readNumberPhrase(text, type)
  if (type.kind === 'date' || type.kind === 'date-time') return readDatePhrase(text, type)
  return { kind: 'none' }
}

/** `not at least 5` has a word of its own. */
function readNot(rest: string, type: ValueType): Phrase {
  const inner = readPhrase(rest, type)
  if (inner.kind === 'none') return { kind: 'not', rest }
  const hint = "Turn it round: 'under' instead of 'not at least', 'after' instead of 'not before'."
  return { kind: 'problem', problem: cellProblem("a plain value after 'not'", `found '${rest}'`, hint) }
}

const comparisonWords: { readonly [symbol: string]: string } = {
  '>': 'over',
  '>=': 'at least',
  '<': 'under',
  '<=': 'at most',
  '!=': 'not',
  '＞': 'over',
  '≥': 'at least',
  '＜': 'under',
  '≤': 'at most',
  '≠': 'not',
}

function comparisonSlip(text: string): CellProblem | undefined {
  if (text === '-')
    return cellProblem('a value', "found '-'", 'Leave the column out for any value.', 'bare-dash')
  const symbol = /^(>=|<=|!=|[><＞＜≥≤≠])\s*(.*)$/.exec(text)
  const word = comparisonWords[symbol?.[1] ?? '']
  if (!symbol || word === undefined) return undefined
  const hint = `Write '${word} ${symbol[2] ?? ''}'.`
  return cellProblem('a comparison in words', `found '${symbol[1] ?? ''}'`, hint, 'comparison-in-cell')
}

function isNumber(type: ValueType): boolean {
  return type.kind === 'integer' || type.kind === 'number' || type.kind === 'money'
}

function readNumberPhrase(text: string, type: ValueType): Phrase {
  const between = betweenWords.exec(text)
  if (between) return bounded('value', readNumber(between[1], type), readNumber(between[2], type))
  const found = numberWords.exec(text)
  if (!found) return { kind: 'none' }
  const end = readNumber(found[2], type)
  if (typeof end !== 'number') return { kind: 'problem', problem: end }
  const inclusive = found[1] === 'at least' || found[1] === 'at most'
  return {
    kind: 'interval',
    interval: half('value', found[1] === 'at least' || found[1] === 'over', end, inclusive),
  }
}

function readNumber(written: string | undefined, type: ValueType): number | CellProblem {
  const number = written !== undefined && /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined
  const fits =
    number !== undefined &&
    (type.kind !== 'integer' || Number.isSafeInteger(number)) &&
    (type.kind !== 'money' || isWholeFen(number))
  if (fits) return number
  const hint =
    type.kind === 'money'
      ? 'Amounts count in yuan, with at most two decimals and without separators.'
      : 'Write it in digits, without separators; for a parameter write =params.name in an input instead.'
  return cellProblem(typePhrase(type), `found '${written ?? ''}'`, hint)
}

function readDatePhrase(text: string, type: ValueType): Phrase {
  if (text === 'today') return relative({ min: 0, max: 0, minInclusive: true, maxInclusive: true })
  const between = betweenWords.exec(text)
  if (between) return bounded('day', readDay(between[1]), readDay(between[2]))
  const found = dateWords.exec(text)
  if (!found) return misplacedNumberWords(text, type)
  const isAfter = found[1] === 'after'
  if (found[2] === 'today') return { kind: 'interval', interval: half('days-from-today', isAfter, 0, false) }
  const day = readDay(found[2])
  if (typeof day !== 'number') return { kind: 'problem', problem: day }
  return { kind: 'interval', interval: half('day', isAfter, day, false) }
}

function misplacedNumberWords(text: string, type: ValueType): Phrase {
  if (!numberWords.test(text)) return { kind: 'none' }
  const hint = "Write 'before', 'after' or 'between … and …'."
  return { kind: 'problem', problem: cellProblem(`words for ${typePhrase(type)}`, `found '${text}'`, hint) }
}

function readDay(written: string | undefined): number | CellProblem {
  if (written !== undefined && isDate(written)) return toDayNumber(written) ?? 0
  return cellProblem(
    "'today' or a date",
    `found '${written ?? ''}'`,
    "Write for example 'before 2026-10-01'.",
  )
}

function relative(ends: Omit<Interval, 'kind' | 'axis'>): Phrase {
  return { kind: 'interval', interval: { kind: 'interval', axis: 'days-from-today', ...ends } }
}

function half(axis: Interval['axis'], isLower: boolean, end: number, inclusive: boolean): Interval {
  const side = isLower ? { min: end } : { max: end }
  return {
    kind: 'interval',
    axis,
    ...side,
    minInclusive: isLower && inclusive,
    maxInclusive: !isLower && inclusive,
  }
}

function bounded(axis: Interval['axis'], min: number | CellProblem, max: number | CellProblem): Phrase {
  if (typeof min !== 'number') return { kind: 'problem', problem: min }
  if (typeof max !== 'number') return { kind: 'problem', problem: max }
  if (min > max) {
    const hint = 'The smaller one comes first.'
    return {
      kind: 'problem',
      problem: cellProblem('a range with something in it', 'its ends are swapped', hint),
    }
  }
  return {
    kind: 'interval',
    interval: { kind: 'interval', axis, min, max, minInclusive: true, maxInclusive: true },
  }
}
