/** Generated from schemas/source by `npm run generate`. Do not edit. */

/**
 * A name in kebab-case, without dots.
 */
export type KebabName = string
/**
 * A field, or a part of one, with dots.
 */
export type DataPath = string
/**
 * A name used in expressions, in camelCase.
 */
export type CamelName = string
/**
 * What it may do beside the events of processes; `all` for everything.
 *
 * Items: A permission.
 */
export type Permissions = (
  | 'all'
  | 'note'
  | 'attach'
  | 'suspend'
  | 'resume'
  | 'recompute'
  | 'cancel'
  | 'move'
  | 'edit-data'
  | 'reassign'
  | 'retry'
  | 'skip'
  | 'set-deadline'
  | 'withdraw-deadline'
  | 'reopen'
  | 'apply-profile'
  | 'merge'
  | 'link'
  | 'customer-links'
  | 'messages'
  | 'incidents'
  | 'switches'
  | 'calendars'
  | 'deploy'
  | 'keys'
  | 'sessions'
  | 'export'
  | 'metrics'
  | 'operator-actions'
  | 'share-views'
)[]
/**
 * `all`, `own` (those that name the role), or registers by id.
 */
export type SeenRegisters = KebabName[]

/**
 * Who sees which cases, and who may operate. What nothing here allows is denied. Who may begin a case and send its events stands in the process.
 */
export interface Access {
  access: KebabName
  title?: Text
  staff?: Grant
  outside?: OutsideGrant
  /**
   * What single roles have, by role. It takes the place of `staff` and `outside`.
   */
  roles?: {
    [k: string]: Grant
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
 * What a role sees and may do.
 */
export interface Grant {
  /**
   * Which cases it sees. What one line allows the others do not take away.
   */
  sees?: SeenCases[]
  may?: Permissions
  registers?: SeenRegisters
}
/**
 * Cases of some processes, and how much of them.
 */
export interface SeenCases {
  /**
   * `all`, `working` (those in which the role has something to do), or processes by id.
   */
  processes: KebabName[]
  /**
   * `all`; `own-branch`: those of the own branch; `own`: those the person began, sent an event to, or has or had a task of.
   */
  cases: 'all' | 'own-branch' | 'own'
  byField?: DataPath
  /**
   * Values of fields marked `personal`: `shown`; `needed`: only while the person has or may take a task of the case; `masked` (the default).
   */
  personal?: 'shown' | 'needed' | 'masked'
  /**
   * Fields that are not shown at all.
   */
  hidden?: CamelName[]
}
/**
 * What a role outside may do. Which cases it sees is not said here.
 */
export interface OutsideGrant {
  may?: Permissions
  registers?: SeenRegisters
}
