import { failed } from './evaluation-stop.js'
import type { BoundValues } from './bound-values.js'
import type { Value } from './value.js'

/** What one evaluation may still spend, and where it looks at clocks. Mutable: `spend` lowers `fuel`. */
export interface Work {
  /** IANA zone of time parts. */
  readonly zone: string
  /** Units left; see `fuelPerEvaluation`. */
  fuel: number
}

/** One evaluation: its values, the variables of its loops by nesting level, and its fuel. */
export interface Frame extends Work {
  readonly bound: BoundValues
  readonly variables: Value[]
}

/**
 * Bounds one evaluation whatever its data holds: each list element a loop visits costs one unit, and so do each 100
 * characters a text operation touches.
 */
export const fuelPerEvaluation = 100_000

/** Takes units off the fuel; a failure when they are used up. */
export function spend(work: Work, units: number): void {
  work.fuel -= units
  if (work.fuel < 0)
    throw failed(`Expected at most ${fuelPerEvaluation} steps of work, but the expression needs more.`)
}

/** Takes off what touching a text of that many characters costs. */
export function spendText(work: Work, characters: number): void {
  if (characters > 50) spend(work, Math.ceil(characters / 100))
}
