import type { CalendarChoice, CheckedProcess } from '../../definition/checked-process.js'
import { EngineError } from '../../errors/index.js'
import type { Expression } from '../../expression/expression.js'
import type { Calendar } from '../../time/calendar.js'
import { calendarOf } from '../calendar-of.js'
import type { Facts } from '../command.js'

/** Finds the calendars of a process among the facts. */
export class ClockCalendars {
  readonly #process: CheckedProcess
  readonly #facts: Pick<Facts, 'calendar' | 'calendars'>

  constructor(process: CheckedProcess, facts: Pick<Facts, 'calendar' | 'calendars'>) {
    this.#process = process
    this.#facts = facts
  }

  /** The calendar of this id, where the facts hold it. */
  find(id: string): Calendar | undefined {
    const own = this.#facts.calendar
    return own?.id === id ? own : this.#facts.calendars?.get(id)
  }

  /**
   * The calendar of a clock or window: its own, else that of the process; `said` evaluates what chooses by the data.
   * Throws `engine-bug` when a calendar that is named is not among the facts, although they hold several.
   */
  choose(choice: CalendarChoice | undefined, said: (chooser: Expression) => unknown): Calendar {
    const chooser = choice ? choice.choose : this.#process.chooseCalendar
    const wanted = chooser && said(chooser)
    const chosen = typeof wanted === 'string' ? this.find(wanted) : undefined
    return chosen ?? (choice ? this.named(choice.id) : this.ofProcess)
  }

  /** The calendar of this id; the one of the process where the facts hold no other. */
  named(id: string): Calendar {
    const found = this.find(id)
    if (found) return found
    if (!this.#facts.calendars || id === this.#process.calendar) return this.ofProcess
    throw new EngineError(
      'engine-bug',
      `Expected the calendar '${id}' among the facts of '${this.#process.id}', but there is none. Please report this.`,
    )
  }

  get ofProcess(): Calendar {
    return calendarOf(this.#process, this.#facts)
  }

  /** The calendar a clock counts in as far as nothing was read that says otherwise. */
  standard(choice: CalendarChoice | undefined): Calendar {
    return choice ? this.named(choice.id) : this.ofProcess
  }
}
