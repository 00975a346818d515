import type { ExpressionProblem } from '../expression.js'

/** What is wrong with a decision cell. Offsets count in its text; without them the whole cell is meant. */
export interface CellProblem extends Omit<ExpressionProblem, 'code' | 'start' | 'end'> {
  readonly code: ExpressionProblem['code'] | 'wrong-cell' | 'comparison-in-cell' | 'bare-dash'
  readonly start?: number
  readonly end?: number
  /** Index of the item of a list cell that is wrong. */
  readonly item?: number
}

/** A problem of the whole cell: `Expected <expected>, but <found>. <hint>`. */
export function cellProblem(
  expected: string,
  found: string,
  hint?: string,
  code: CellProblem['code'] = 'wrong-cell',
): CellProblem {
  const message = `Expected ${expected}, but ${found}.${hint === undefined ? '' : ` ${hint}`}`
  return { code, message, expected, found, ...(hint === undefined ? {} : { hint }) }
}
