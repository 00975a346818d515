import type { JsonObject, Text } from '../errors/json.js'
import type { Expression, ValueType } from '../expression/expression.js'
import type { Duration } from '../time/duration.js'
import type { CheckedValue } from './checked-action.js'
import type { NumberPattern } from './checked-process.js'

/** A numbered voucher. */
export interface CheckedPaper {
  readonly id: string
  readonly title: Text
  readonly series: NumberPattern
  readonly fields: readonly CheckedPaperField[]
  /** Who signs on it. */
  readonly signatures: readonly Text[]
  /** A sentence at its foot. */
  readonly note?: Text
  /** Of the printed sheet. */
  readonly size: 'A4' | 'A5'
}

/** One line or box of a paper. */
export interface CheckedPaperField {
  readonly name: string
  readonly label: Text
  readonly type: ValueType
  /** Whether the paper cannot be issued without it; others may stay blank. */
  readonly required: boolean
  readonly personal: boolean
  /**
   * What stands there when it is issued: by default the field of the case of the same name. Absent where neither the
   * paper nor the case has it; then `with` gives it, or it stays blank.
   */
  readonly value?: CheckedValue
  /** The resolved long form, for printing. */
  readonly definition: JsonObject
}

/** An outside role in a case. */
export interface CheckedParty {
  readonly role: string
  /** Id of the party in the organisation. */
  readonly is: Expression
  /** Fields it may see. */
  readonly sees: readonly string[]
}

/** Dotted paths of the fields that tell of somebody outside; the first that holds something counts. */
export interface CheckedContact {
  readonly name: readonly string[]
  readonly mobile: readonly string[]
  readonly email: readonly string[]
  /** `zh-CN` or `en`; anything else is not known. */
  readonly language: readonly string[]
}

/** Where a case says which thing it is about. */
export interface CheckedUnit {
  /** Dotted path of the serial number. */
  readonly serial: string
  readonly model?: string
  /** Dotted path of a field marked `search` that tells customers apart. */
  readonly customer?: string
}

/** Cases with the same values that began at most `within` before are told at intake. */
export interface CheckedDuplicates {
  /** Dotted paths of fields marked `search`; all of them must be there and equal. */
  readonly same: readonly string[]
  readonly within: Duration
}
