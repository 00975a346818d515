import type { Dialect } from '../dialect.js'
import type { TableNames } from '../table-names.js'

/**
 * One step of the tables' history. Released steps are never edited (a test keeps their hashes); a change is a new
 * step with the next number. Steps must work on tables that hold data.
 */
export interface Migration {
  readonly number: number
  readonly name: string
  statements(names: TableNames, dialect: Dialect): readonly string[]
}
