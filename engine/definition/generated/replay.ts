/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * A column of the log, by its heading.
 */
export type ColumnName = string
/**
 * Roles of the organisation. An empty list says nobody from outside.
 */
export type Roles = KebabName[]

/**
 * How the rows of an event log become events of cases.
 */
export interface Replay {
  replay: KebabName
  process: KebabName
  profile?: KebabName
  columns: Columns
  actor: Actor
  /**
   * Which row is what; the first whose `when` fits is taken.
   */
  rows: Row[]
}
/**
 * The columns every row has.
 */
export interface Columns {
  case: ColumnName
  time: ColumnName
  order?: ColumnName
}
/**
 * Who sent the event of a row.
 */
export interface Actor {
  column?: ColumnName
  /**
   * The actor where the cell is empty or no column is named.
   */
  default?: string
  /**
   * Roles by name, or by the beginning of names; the longest beginning that fits is taken.
   */
  roles: {
    [k: string]: Roles
  }
}
/**
 * One kind of row. Exactly one of `create`, `send` and `skip` says what it does.
 */
export interface Row {
  /**
   * Values a row must have, by column; a list means any of them, an empty text an empty cell.
   */
  when: {
    /**
     * Values of the column.
     *
     * Items: A value.
     */
    [k: string]: string[]
  }
  create?: Creation
  send?: KebabName
  /**
   * Why the row says nothing about the case; it is counted as skipped.
   */
  skip?: string
  with?: Cells
}
/**
 * The row begins the case.
 */
export interface Creation {
  with?: Cells
}
/**
 * Answers by field, each from a column or a literal. An empty cell gives no answer.
 */
export interface Cells {
  [k: string]: Cell
}
/**
 * Where an answer comes from. A literal alone is the short form of `value`.
 */
export interface Cell {
  column?: ColumnName
  /**
   * What the cell is read as (default text). A boolean is `true` or `false`.
   */
  type?: 'text' | 'integer' | 'number' | 'boolean' | 'money' | 'date' | 'date-time'
  /**
   * Answers by text of the cell; a text that is not named is a fault.
   */
  map?: {}
  /**
   * A literal.
   */
  value?: {
    [k: string]: unknown
  }
}
