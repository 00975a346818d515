import { covers, regionsOf, type CellSet, type ColumnBounds, type Region } from '../../../expression/index.js'
import type { DecisionTable } from '../../checked-process.js'

/** What a decision table covers. */
export interface Coverage {
  /** A part of the inputs no rule matches, by column; columns that do not matter are left out. */
  readonly gap?: readonly { readonly column: string; readonly region: Region }[]
  /** Positions of the rules that are the first match of some inputs. */
  readonly reached: ReadonlySet<number>
}

/** Tables that need more work than this are not judged: their rules are then neither right nor wrong. */
const mostVisits = 50_000

/** A rule that still matches what was chosen so far; not surely, where an expression in a cell decides. */
interface Row {
  readonly rule: number
  readonly sure: boolean
}

/**
 * Tries every combination of the parts into which the cells cut their columns. Combinations that the same rules match
 * are tried once, so that the work follows the number of different answers. `undefined` when the table is too large.
 * `bounds` says by column what is known of its values besides their type.
 */
export function coverTable(
  { columns, rules }: DecisionTable,
  bounds: ReadonlyMap<string, ColumnBounds>,
): Coverage | undefined {
  const cellAt = (rule: number, column: number): CellSet => rules[rule]?.cells[column] ?? { kind: 'any' }
  const regions = columns.map(({ name, type }, column) =>
    regionsOf(
      type,
      rules.map((_, rule) => cellAt(rule, column)),
      bounds.get(name),
    ),
  )
  const reached = new Set<number>()
  const seen = new Set<string>()
  let gap: readonly Region[] | undefined

  const visit = (column: number, rows: readonly Row[], chosen: readonly Region[]): void => {
    if (rows.length === 0) {
      gap ??= chosen
      return
    }
    const key = `${column}:${rows.map(({ rule, sure }) => (sure ? rule : `${rule}?`)).join()}`
    if (seen.has(key) || seen.size > mostVisits) return
    seen.add(key)
    if (column === columns.length) {
      for (const rule of firstMatches(rows)) reached.add(rule)
      return
    }
    for (const region of regions[column] ?? [])
      visit(
        column + 1,
        matching(rows, (rule) => covers(cellAt(rule, column), region)),
        [...chosen, region],
      )
  }
  visit(
    0,
    rules.map((_, rule) => ({ rule, sure: true })),
    [],
  )

  if (seen.size > mostVisits) return undefined
  return { reached, ...(gap && { gap: named(columns, gap) }) }
}

function matching(rows: readonly Row[], answer: (rule: number) => boolean | 'unknown'): readonly Row[] {
  return rows.flatMap(({ rule, sure }) => {
    const covered = answer(rule)
    return covered === false ? [] : [{ rule, sure: sure && covered === true }]
  })
}

/** The first rule that surely matches, and those above it that may. */
function firstMatches(rows: readonly Row[]): readonly number[] {
  const first = rows.findIndex(({ sure }) => sure)
  return rows.slice(0, first === -1 ? rows.length : first + 1).map(({ rule }) => rule)
}

function named(columns: DecisionTable['columns'], regions: readonly Region[]): NonNullable<Coverage['gap']> {
  return regions.flatMap((region, index) => {
    const column = columns[index]?.name
    return column === undefined ? [] : [{ column, region }]
  })
}
