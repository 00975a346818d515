import type { Text } from '../../errors/index.js'

/** What is marked on a picture: of one case, or of all cases of a process. Plain data without a value of any case. */
export interface DiagramMarks {
  /** By path of the state. */
  readonly states: { readonly [path: string]: StateMarks }
  /** By id of the edge. */
  readonly edges: { readonly [id: string]: EdgeMarks }
  /** What operators did beside the procedure, in order. */
  readonly moves: readonly OperatorMove[]
  /** Whether the case stands still. */
  readonly isSuspended: boolean
  /** What concerns the case as a whole. */
  readonly badges: readonly Badge[]
}

export interface StateMarks {
  readonly isCurrent?: true
  /** How often it was entered. */
  readonly visits?: number
  /** Whether the case cannot come here any more. */
  readonly isOutOfReach?: true
  readonly badges?: readonly Badge[]
  /** How many cases are in it now. */
  readonly count?: number
}

export interface Badge {
  readonly kind: 'overdue' | 'due-soon' | 'failed' | 'suspended'
  readonly text: Text
}

export interface EdgeMarks {
  /** How often the case took it. */
  readonly times?: number
  /** How many cases took it: the label gives way to the number, and the line gets a band as wide as it is busy. */
  readonly count?: number
}

/** An operator moved the case by hand. */
export interface OperatorMove {
  /** State the case was taken out of; absent where it had ended. */
  readonly from?: string
  readonly to: string
  readonly times: number
}

/** A picture without a case. */
export const noMarks: DiagramMarks = { states: {}, edges: {}, moves: [], isSuspended: false, badges: [] }
