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
 * The roles of the house and the people who fill them.
 */
export interface Organisation {
  organisation: KebabName
  title?: Text
  /**
   * Roles by id.
   */
  roles: {
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
 * One role. Its title alone is the short form.
 */
export interface Role {
  title: Text
  /**
   * A role of people outside, such as the customer; it opens only the cases its holder began.
   */
  outside?: boolean
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
}
