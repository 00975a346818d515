/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * Where the rule comes from; shown beside it.
 */
export type Source = string[]

/**
 * A numbered voucher that is issued, signed, made void or archived.
 */
export interface Paper {
  paper: KebabName
  title: Text
  source?: Source
  /**
   * Pattern of its number. {yyyy} {yy} {mm} {dd} of the day of issue, {seq:4} a gap-free counter of four digits.
   */
  series: string
  /**
   * What stands on it. What a field does not say itself comes from the field of the case of the same name.
   */
  fields?: {
    [k: string]: PaperField
  }
  /**
   * Who signs on it. Each is a line on the printed sheet.
   */
  signatures?: Text[]
  note?: Text
  /**
   * Size of the printed sheet; A4 unless given.
   */
  size?: 'A4' | 'A5'
}
/**
 * A text people see, in both languages. A plain string serves both.
 */
export interface Text {
  /**
   * The Chinese text.
   */
  'zh-CN': string
  /**
   * The English text.
   */
  en: string
}
/**
 * One line or box of the paper, with its type.
 */
export interface PaperField {
  /**
   * A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.
   */
  type: string
  label?: Text
  source?: Source
  value?: Value
  /**
   * Whether the paper is no paper without it. Other fields may stay blank and be filled in by hand.
   */
  required?: boolean
  /**
   * Whether it says something about a person; kept so that it can be erased.
   */
  personal?: boolean
  /**
   * For a choice its options with their titles; for a list the type of its items.
   */
  of?: {}
  /**
   * For an object its parts.
   */
  fields?: {
    [k: string]: Field
  }
}
/**
 * A literal of any kind. A text that begins with `=` is an expression.
 */
export interface Value {
  [k: string]: unknown
}
/**
 * One field of the case, with its type.
 */
export interface Field {
  /**
   * A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.
   */
  type: string
  label?: Text
  help?: Text
  source?: Source
  /**
   * Whether the field must be there from the start of the case.
   */
  required?: boolean
  /**
   * The value filled in when the case starts.
   */
  default?: {
    [k: string]: unknown
  }
  /**
   * Whether it says something about a person; kept so that it can be erased.
   */
  personal?: boolean
  /**
   * Whether lists of cases can be searched by it.
   */
  search?: boolean
  /**
   * What it tells of somebody outside who is written to: the role of that name, or the one under `contactOf`.
   */
  contact?: 'name' | 'mobile' | 'email' | 'language'
  contactOf?: KebabName
  /**
   * For a choice its options with their titles; for a list the type of its items.
   */
  of?: {}
  /**
   * For an object its parts.
   */
  fields?: {
    [k: string]: Field
  }
  /**
   * Smallest number allowed. Money counts in yuan.
   */
  min?: number
  /**
   * Largest number allowed. Money counts in yuan.
   */
  max?: number
  /**
   * Fewest characters.
   */
  minLength?: number
  /**
   * Most characters (default 2,000).
   */
  maxLength?: number
  /**
   * Regular expression the text must match (linear-time engine).
   */
  pattern?: string
  /**
   * The way out into plain JSON Schema, for what the types above cannot say.
   */
  schema?: {}
}
