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
 * Periods of a day. One that ends at or before its start runs past midnight.
 *
 * Items: A period such as 09:00-18:00.
 */
export type Periods = string[]
/**
 * A day as yyyy-mm-dd.
 */
export type Day = string

/**
 * Working hours and working days, by which durations are counted.
 */
export interface Calendar {
  calendar: KebabName
  title: Text
  source?: Source
  /**
   * IANA time zone.
   */
  zone: string
  /**
   * How days are counted. `close-of-business` leaves the first day out and ends at the close of the last; `same-time` ends at the same local time.
   */
  dayCounting: 'close-of-business' | 'same-time'
  hours: Hours
  /**
   * Country whose public holidays and make-up working days apply.
   */
  holidays?: string
  /**
   * Working days besides those of the week and of the holiday table.
   */
  workdays?: Day[]
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
 * Working hours by weekday. `mon-fri: 09:00-18:00` is the short form of five days with one period each.
 */
export interface Hours {
  mon?: Periods
  tue?: Periods
  wed?: Periods
  thu?: Periods
  fri?: Periods
  sat?: Periods
  sun?: Periods
}
