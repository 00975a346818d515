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
 * A date.
 */
export type ScheduleDay = string
/**
 * The name of a person or a thing in files and programs.
 */
export type PersonId = string
/**
 * A sibling's name or a path from the root, with dots.
 */
export type StatePath = string
/**
 * An expression of the dialect, bare (without a leading `=`).
 */
export type Expression = string

/**
 * A duty by the calendar. It starts cases of a process on certain days, once for each object.
 */
export interface Schedule {
  schedule: KebabName
  title: Text
  description?: Text
  source?: Source
  process: KebabName
  profile?: KebabName
  calendar?: KebabName
  /**
   * How often.
   */
  every: 'day' | 'working day' | 'week' | 'half-month' | 'month' | 'quarter' | 'year'
  /**
   * Which days of the week, month, quarter or year. Not with `day` and `working day`.
   *
   * Items: A day.
   */
  on?: string[]
  /**
   * One or several times of day, in the zone of the calendar.
   *
   * Items: A time of day.
   */
  at: string[]
  /**
   * What happens on a day that is no working day: the next or the previous one is taken, it stays (`none`, the default), or it is left out (`skip`).
   */
  shift?: 'next working day' | 'previous working day' | 'none' | 'skip'
  from?: ScheduleDay
  until?: ScheduleDay
  forEach?: ForEach
  with?: Values
  /**
   * What is started late, after a stop: everything missed, only the latest (the default), or nothing.
   */
  catchUp?: 'all' | 'latest' | 'none'
  /**
   * How long after its time something missed may still be started.
   */
  within?: string
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
 * One case for each object: for each item of a list, or for each open case of a process.
 */
export interface ForEach {
  /**
   * The objects, as a list.
   */
  items?: ScheduleItem[]
  cases?: ScheduleCases
}
/**
 * One object. Its id alone is the short form.
 */
export interface ScheduleItem {
  id: PersonId
  with?: Values
}
/**
 * Named values. A text that begins with `=` is an expression.
 */
export interface Values {
  [k: string]: Value
}
/**
 * A literal of any kind. A text that begins with `=` is an expression.
 */
export interface Value {
  [k: string]: unknown
}
/**
 * The open cases of a process. Its id alone is the short form.
 */
export interface ScheduleCases {
  process: KebabName
  state?: StatePath
  where?: Expression
}
