import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/**
 * One step of the tables' history. Released steps are never edited (a test keeps their hashes); a change is a new
 * step with the next number. Steps must work on tables that hold data.
 */
export interface Migration {
  readonly number: number
  readonly name: string
  /**
   * The release before can go on working on the tables after this step, and what it writes is what this release reads:
   * so it only adds tables, indexes, or columns that may be empty, and no record, message or request is written in a
   * form the release before cannot read. Without it the step is refused while other nodes are at work, and the release
   * before refuses the database afterwards.
   */
  readonly additive?: true
  statements(names: TableNames, dialect: Dialect): readonly string[]
}
