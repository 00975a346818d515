/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string

/**
 * Changes of a process that no story notices, each with the reason why that is right.
 */
export interface Mutations {
  mutations: KebabName
  /**
   * Changes that may go unnoticed. One that a story notices, or that cannot be made any more, is reported.
   */
  survivors: Survivor[]
}
/**
 * One change and why nobody could see it.
 */
export interface Survivor {
  /**
   * The change as `aftercare test --mutate` names it.
   */
  change: string
  /**
   * Why no story can notice it.
   */
  reason: string
}
