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
 * A field, or a part of one, with dots.
 */
export type DataPath = string
/**
 * An expression of the dialect, bare (without a leading `=`).
 */
export type Expression = string
/**
 * A name used in expressions, in camelCase.
 */
export type CamelName = string
/**
 * Who may see the register. It shows all of its columns, whatever else somebody may see of a case.
 */
export type RegisterRoles = KebabName[]

/**
 * A book over cases. Nothing is stored for it; each line is asked of the cases when somebody looks.
 */
export interface Register {
  register: KebabName
  title: Text
  description?: Text
  source?: Source
  /**
   * The processes whose cases stand in it.
   */
  of: KebabName[]
  /**
   * What has a line. Without it each case has one.
   */
  rows?: {
    vouchers?: KebabName
    items?: DataPath
  }
  where?: Expression
  /**
   * What takes the place of `where` for the cases of a process.
   */
  whereIn?: {
    [k: string]: Expression
  }
  /**
   * Which day of a line counts when a period is asked for: the start of the case (the default), its end, or an expression that gives a date.
   */
  period?: string
  /**
   * What stands on a line, from left to right.
   */
  columns: RegisterColumn[]
  /**
   * When a line is done with. It stays, crossed out.
   */
  struckOff?: {
    title?: Text
    when: Expression
    /**
     * What takes the place of `when` for the cases of a process.
     */
    whenIn?: {
      [k: string]: Expression
    }
    at?: Expression
  }
  roles: RegisterRoles
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
 * One column.
 */
export interface RegisterColumn {
  name: CamelName
  title: Text
  value: Expression
  /**
   * What takes the place of `value` for the cases of a process.
   */
  valueIn?: {
    [k: string]: Expression
  }
  /**
   * Whether a process may lack what the column names; it is blank there.
   */
  optional?: boolean
}
