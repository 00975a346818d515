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
 * Roles of the organisation. An empty list says nobody from outside.
 */
export type Roles = KebabName[]
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
 * The name of a person or a thing in files and programs.
 */
export type PersonId = string
/**
 * When the person is away. A single one may stand without the list.
 */
export type Absences = Absence[]

/**
 * People and things that scenarios name.
 */
export interface Cast {
  cast: KebabName
  zone?: Zone
  /**
   * People by id.
   */
  people?: {
    [k: string]: CastMember
  }
  /**
   * Objects by id. Where a payload names one in the place of an object, it stands for all its parts.
   */
  things?: {
    /**
     * The parts of the object.
     */
    [k: string]: {}
  }
}
/**
 * One person of the cast. The roles alone are the short form.
 */
export interface CastMember {
  /**
   * The name people say.
   */
  name?: string
  roles: Roles
  skills?: Skills
  order?: Turn
  party?: KebabName
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
