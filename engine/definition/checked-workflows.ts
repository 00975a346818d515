import type { JsonObject, Text } from '../errors/json.js'
import type { Problem } from '../errors/problem.js'
import type { Calendar } from '../time/calendar.js'
import type { CheckedProcess } from './checked-process.js'
import type { SourceDocument } from './document.js'
import type { CheckedSchedule } from './schedules/checked-schedule.js'

/** A folder of definitions after every check: what runs, and what is wrong. */
export interface CheckedWorkflows {
  /** All problems of all files, by file, line and column. */
  readonly problems: readonly Problem[]
  /** One entry per sound process and profile; profile `undefined` stands for the parameters' own defaults. */
  readonly processes: readonly CheckedProcess[]
  readonly calendars: ReadonlyMap<string, Calendar>
  /** The same if one of them were another: those that extend it change with it. Absent where that is not known. */
  readonly calendarsIf?: (next: Calendar) => ReadonlyMap<string, Calendar>
  /** Duties by the calendar, those without an error. */
  readonly schedules: readonly CheckedSchedule[]
  readonly organisation: Organisation
  readonly scenarios: readonly SourceDocument[]
  readonly replays: readonly SourceDocument[]
  /** People and things that scenarios name. */
  readonly cast: Cast
}

/** Roles and people. */
export interface Organisation {
  readonly roles: {
    readonly [role: string]: {
      readonly title: Text
      /** A role of people outside, such as the customer's. */ readonly outside?: boolean
    }
  }
  readonly people: { readonly [id: string]: { readonly name: string; readonly roles: readonly string[] } }
}

export interface Cast {
  readonly people: { readonly [id: string]: { readonly name?: string; readonly roles: readonly string[] } }
  readonly things: { readonly [id: string]: JsonObject }
}
