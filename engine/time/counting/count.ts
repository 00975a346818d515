import { EngineError } from '../../errors/engine-error.js'
import type { BookDay, BookWeek } from '../day-book.js'

/** No calendar closes longer than this many days; a search beyond it has met a bug and stops. */
const longestClosure = 2_000

/** What one calculation looked at: whether it ran into a year without published holidays, and whether it gets on. */
export class Count {
  /** Whether a day decided something whose holidays are not published. */
  provisional = false
  #skippedInARow = 0

  /** A day decided something. */
  lookAt(day: BookDay): void {
    if (!day.published) this.provisional = true
    this.#skippedInARow = 0
  }

  /** A day was passed over because nobody works on it. Throws when that goes on for years. */
  skip(day: BookDay): void {
    if (!day.published) this.provisional = true
    this.#pass(1, day.date)
  }

  /** A whole week was passed at once. */
  skipWeek(week: BookWeek): void {
    if (!week.published) this.provisional = true
    if (week.workingDays > 0) this.#skippedInARow = 0
    else this.#pass(7, `day ${week.first}`)
  }

  #pass(days: number, where: string): void {
    this.#skippedInARow += days
    if (this.#skippedInARow <= longestClosure) return
    throw new EngineError(
      'engine-bug',
      `Expected a working day within ${longestClosure} days of ${where}, but there is none. Please report this with the calendar's file.`,
    )
  }
}
