/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * Roles of the organisation. An empty list says nobody from outside.
 */
export type Roles = KebabName[]

/**
 * People and things that scenarios name.
 */
export interface Cast {
  cast: KebabName
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
}
