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
 * Types of fields that processes share.
 */
export interface Types {
  types: KebabName
  title?: Text
  /**
   * Types by name.
   */
  define: {
    [k: string]: Field
  }
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
