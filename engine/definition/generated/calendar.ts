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
 * Opening and closing time. `09:00-18:00` is the short form.
 *
 * Items: A time of day such as 09:00.
 */
export type Period = string[]
/**
 * Periods of a day. One that ends at or before its start runs past midnight.
 */
export type Periods = Period[]
/**
 * A day as yyyy-mm-dd.
 */
export type Day = string
/**
 * Beginning and end of a closure, the end excluded. Without an offset they are local times of the calendar; a date alone is the beginning of its day.
 *
 * Items: A time such as 2026-03-01T10:00+08:00, or 2026-03-01T10:00 in the zone of the calendar; a date alone is the beginning of its day.
 */
export type Closure = string[]
/**
 * Stretches of time that are closed whatever the hours say.
 */
export type Closures = Closure[]

/**
 * Working hours and working days, by which durations are counted.
 */
export interface Calendar {
  calendar: KebabName
  title: Text
  source?: Source
  extends?: KebabName
  /**
   * IANA time zone. A calendar that extends another may leave it out.
   */
  zone?: string
  /**
   * How days are counted. `close-of-business` leaves the first day out and ends at the close of the last; `same-time` ends at the same local time. A calendar that extends another may leave it out.
   */
  dayCounting?: 'close-of-business' | 'same-time'
  hours?: Hours
  /**
   * Days off: countries whose public holidays and make-up working days apply, and single days, which go before them.
   *
   * Items: A country whose public holidays and make-up working days apply (such as CN) or a day as yyyy-mm-dd.
   */
  holidays?: string[]
  /**
   * Years whose public holidays are announced and stand in `holidays` and `workdays` of this file, although the table does not have them yet. What runs into them is not provisional.
   *
   * Items: A year whose days off and make-up days all stand in this file.
   */
  publishedYears?: number[]
  /**
   * Working days besides those of the week and of the holiday table.
   */
  workdays?: Day[]
  /**
   * One-off hours of single days, in place of everything else that is said of them. An empty list closes a day.
   */
  dateHours?: {
    [k: string]: Periods
  }
  closures?: Closures
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
 * Working hours by weekday. `mon-fri: 09:00-18:00` is the short form of five days with one period each. A calendar that extends another may leave days out.
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
