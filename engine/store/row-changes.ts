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
  return before !== after && JSON.stringify(before) !== JSON.stringify(after)
}
