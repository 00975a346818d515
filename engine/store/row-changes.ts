/** What has to be written so that the rows of `before` become those of `after`. Rows are compared as JSON. */
export interface RowChanges<R> {
  /** Keys whose rows are gone. */
  readonly removed: readonly string[]
  /** Rows that are new or have changed. */
  readonly written: readonly R[]
}

/** Compares two sets of rows by key, so that a step writes what it changed and nothing else. */
export function rowChanges<R>(
  before: readonly R[],
  after: readonly R[],
  keyOf: (row: R) => string,
): RowChanges<R> {
  const old = new Map(before.map((row) => [keyOf(row), row]))
  const kept = new Set(after.map(keyOf))
  return {
    removed: [...old.keys()].filter((key) => !kept.has(key)),
    written: after.filter((row) => isChanged(old.get(keyOf(row)), row)),
  }
}

/** What a step leaves alone is the same object before and after. */
function isChanged<R>(before: R | undefined, after: R): boolean {
  if (before === undefined) return true
  if (before === after || hasSameValues(before, after)) return false
  return JSON.stringify(before) !== JSON.stringify(after)
}

/** Whether two rows have the very same values in the same order: so have most that did not change. */
function hasSameValues<R>(a: R, b: R): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), Object.entries(b)]
  return (
    left.length === right.length &&
    left.every(([name, value], index) => {
      const [otherName, other] = right[index] ?? []
      return name === otherName && value === other
    })
  )
}
