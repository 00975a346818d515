/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * Where the rule comes from; shown beside it.
 */
export type Source = string[]

/**
 * The figures of one kind of business.
 */
export interface Profile {
  profile: KebabName
  title: Text
  description?: Text
  source?: Source
  /**
   * Values of parameters, by process and parameter.
   */
  parameters: {
    /**
     * Values of the parameters of one process.
     */
    [k: string]: {
      /**
       * The value.
       */
      [k: string]: {
        [k: string]: unknown
      }
    }
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
