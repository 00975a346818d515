/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * IANA time zone in which the days of absence are counted. Needed where somebody is absent.
 */
export type Zone = string
/**
 * The name of a person or a thing in files and programs.
 */
export type PersonId = string
/**
 * Roles of the organisation. An empty list says nobody from outside.
 */
export type Roles = KebabName[]
/**
 * Where mail reaches them.
 */
export type Email = string
/**
 * The mobile number where messages reach them.
 */
export type Mobile = string
/**
 * The language they are written to in; both, Chinese first, without it.
 */
export type Language = 'zh-CN' | 'en'
/**
 * What somebody can do, by the ids under `skills` of the organisation.
 */
export type Skills = KebabName[]
/**
 * Place in the order in which tasks are given in turn, the lowest first. Those without one come behind, by id.
 */
export type Turn = number
/**
 * A day of the calendar.
 */
export type Day = string
/**
 * When the person is away. A single one may stand without the list.
 */
export type Absences = Absence[]

/**
 * The roles of the house, the people who fill them, and the parties outside that have a part in its cases.
 */
export interface Organisation {
  organisation: KebabName
  title?: Text
  zone?: Zone
  /**
   * Departments by id.
   */
  departments?: {
    [k: string]: Department
  }
  /**
   * Branches by id.
   */
  branches?: {
    [k: string]: BranchOffice
  }
  /**
   * What tasks may ask of whoever does them, by id.
   */
  skills?: {
    [k: string]: Text
  }
  /**
   * Companies and people outside that have a part in cases, by id.
   */
  parties?: {
    [k: string]: OutsideParty
  }
  /**
   * Roles by id. A file that adds only people or parties to the organisation has none.
   */
  roles?: {
    [k: string]: Role
  }
  /**
   * People by id.
   */
  people?: {
    [k: string]: Person
  }
}
/**
 * A text people see, in both languages. A plain string serves both.
 */
export interface Text {
  /**
   * The Chinese text.
   */
  'zh-CN': string
  /**
   * The English text.
   */
  en: string
}
/**
 * One department. Its title alone is the short form.
 */
export interface Department {
  title: Text
  head?: PersonId
}
/**
 * One branch. Its title alone is the short form.
 */
export interface BranchOffice {
  title: Text
}
/**
 * One party outside. Cases name it by its id, for instance in a field.
 */
export interface OutsideParty {
  title: Text
  /**
   * What it is to the house.
   */
  kind: 'supplier' | 'factory' | 'property-company' | 'owner' | 'customer' | 'other'
  roles: Roles
  email?: Email
  mobile?: Mobile
  language?: Language
}
/**
 * One role. Its title alone is the short form.
 */
export interface Role {
  title: Text
  /**
   * A role of people outside, such as the customer; it opens only the cases its holder began, or in which its party takes part.
   */
  outside?: boolean
  /**
   * Whether a deputy has it while its holder is absent (default true).
   */
  deputies?: boolean
  notWith?: Roles
}
/**
 * One person.
 */
export interface Person {
  /**
   * The name people say.
   */
  name: string
  roles: Roles
  department?: KebabName
  branch?: KebabName
  skills?: Skills
  order?: Turn
  party?: KebabName
  email?: Email
  mobile?: Mobile
  language?: Language
  absent?: Absences
}
/**
 * Days on which somebody is away, the first and the last included.
 */
export interface Absence {
  from: Day
  to: Day
  deputy?: PersonId
  /**
   * Why.
   */
  reason?: string
}
