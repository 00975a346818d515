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
 * A price list, or one table of it. Several files of one list follow each other in time.
 */
export interface Prices {
  prices: KebabName
  title: Text
  description?: Text
  source?: Source
  /**
   * First day on which these prices hold.
   */
  validFrom: string
  /**
   * Last day on which they hold. Without it they hold until the next table of the list begins.
   */
  validUntil?: string
  /**
   * What has a price, by the name expressions use.
   */
  items: {
    [k: string]: PriceItem
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
 * One thing and its price.
 */
export interface PriceItem {
  title: Text
  /**
   * Price of one unit in yuan, with at most two decimals.
   */
  price: number
  unit?: Text
}
