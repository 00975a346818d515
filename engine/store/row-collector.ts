import type { RowBuffer, Session } from './session.js'

/** Collects the rows of many cases and writes those of one statement together. */
export class RowCollector implements RowBuffer {
  readonly #statements = new Map<string, unknown[]>()

  /**
   * Statements run in the order in which they were first met. Rows of one statement belong to different cases or are
   * different rows of one, so that what is removed is never what another one adds.
   */
  add(sql: string, rows: readonly unknown[]): void {
    const known = this.#statements.get(sql)
    if (known) for (const row of rows) known.push(row)
    else this.#statements.set(sql, [...rows])
  }

  /** Writes what was collected, with one bound JSON array a statement. */
  async write(session: Session): Promise<void> {
    for (const [sql, rows] of this.#statements) await session.run(sql, [JSON.stringify(rows)])
    this.#statements.clear()
  }
}
