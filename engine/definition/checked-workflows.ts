import type { JsonObject, Text } from '../errors/json.js'
import type { Problem } from '../errors/problem.js'
import type { CheckedAccess } from './access/checked-access.js'
import type { Calendar } from '../time/calendar.js'
import type { Instant } from '../time/instant.js'
import type { CheckedProcess } from './checked-process.js'
import type { SourceDocument, SourceFile } from './document.js'
import type { OutsideWork } from './outside/check-outside.js'
import type { PriceLists } from './prices/price-table.js'
import type { CheckedRegister } from './registers/checked-register.js'
import type { CheckedSchedule } from './schedules/checked-schedule.js'

/** A folder of definitions after every check: what runs, and what is wrong. */
export interface CheckedWorkflows {
  /** All problems of all files, by file, line and column. */
  readonly problems: readonly Problem[]
  /** The files as they were read: what the text of a process is checked beside before it is deployed. */
  readonly files?: readonly SourceFile[]
  /** One entry per sound process and profile; profile `undefined` stands for the parameters' own defaults. */
  readonly processes: readonly CheckedProcess[]
  /** What profiles are called, by id; one without a title is not among them. */
  readonly profiles?: ReadonlyMap<string, Text>
  readonly calendars: ReadonlyMap<string, Calendar>
  /** The same if one of them were another: those that extend it change with it. Absent where that is not known. */
  readonly calendarsIf?: (next: Calendar) => ReadonlyMap<string, Calendar>
  /** Duties by the calendar, those without an error. */
  readonly schedules: readonly CheckedSchedule[]
  /** Price lists, those tables without an error. */
  readonly prices?: PriceLists
  /** Books over cases, those without an error. */
  readonly registers?: readonly CheckedRegister[]
  /** Declared services and channels, and what else may be reached. */
  readonly outside?: OutsideWork
  readonly organisation: Organisation
  /** Who sees which cases and may operate; what is usual where it is absent. */
  readonly access?: CheckedAccess
  readonly scenarios: readonly SourceDocument[]
  readonly replays: readonly SourceDocument[]
  /** Changes of processes that no story notices, with their reasons. */
  readonly mutations: readonly SourceDocument[]
  /** People and things that scenarios name. */
  readonly cast: Cast
}

/** Roles, people and what is around them. */
export interface Organisation {
  readonly roles: { readonly [role: string]: HouseRole }
  readonly people: { readonly [id: string]: HousePerson }
  readonly departments: { readonly [id: string]: { readonly title: Text; readonly head?: string } }
  readonly branches: { readonly [id: string]: { readonly title: Text } }
  /** What tasks may ask of people. */
  readonly skills: { readonly [id: string]: Text }
  readonly parties: { readonly [id: string]: OutsideParty }
}

/** A role of the organisation. */
export interface HouseRole {
  readonly title: Text
  /** A role of people outside, such as the customer's. */
  readonly outside?: boolean
  /** `false`: a deputy does not get it. */
  readonly deputies?: false
  /** Roles nobody may hold together with it. It stands on one side only. */
  readonly notWith?: readonly string[]
}

/** Where somebody is reached, and in which language. */
export interface HouseContact {
  readonly email?: string
  readonly mobile?: string
  readonly language?: 'zh-CN' | 'en'
}

/** A person of the house, or of a party outside. */
export interface HousePerson {
  readonly name: string
  readonly contact?: HouseContact
  readonly roles: readonly string[]
  readonly department?: string
  readonly branch?: string
  readonly skills?: readonly string[]
  /** Place in the basic order of a rotation. */
  readonly order?: number
  /** The outside party it belongs to. */
  readonly party?: string
  readonly absences?: readonly Absence[]
}

/** `[from, to)`: whole days, in the zone of the file that names them. */
export interface Absence {
  readonly from: Instant
  readonly to: Instant
  /** Who has the roles of the absent person meanwhile. */
  readonly deputy?: string
  readonly reason?: string
}

/** A company or a person outside that has a part in cases. */
export interface OutsideParty {
  readonly title: Text
  readonly contact?: HouseContact
  readonly kind: 'supplier' | 'factory' | 'property-company' | 'owner' | 'customer' | 'other'
  readonly roles: readonly string[]
}

/** People and things of scenarios. People of the cast may lack a name, and have no place in the house. */
export interface Cast {
  readonly people: {
    readonly [id: string]: Omit<HousePerson, 'name' | 'department' | 'branch'> & { readonly name?: string }
  }
  readonly things: { readonly [id: string]: JsonObject }
  /** Roles of the house, where it is known: they say what a deputy does not get. */
  readonly roles?: Organisation['roles']
}
