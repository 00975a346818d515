import type { CheckedRegister } from '../../definition/registers/index.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'

/** Languages a register can be shown in. */
export type RegisterLanguage = 'zh-CN' | 'en'

/** Which lines of a register are asked for. */
export interface RegisterRequest {
  /** First and last day of a period, `yyyy-mm-dd`, in the zone of each process. */
  readonly from?: string
  readonly to?: string
  /** Only lines that are not struck off. */
  readonly open?: boolean
  /** Language of what is `shown`; Chinese unless said otherwise. */
  readonly language?: RegisterLanguage
}

/** One page of a register, the cases that began first at the top. */
export interface RegisterPage {
  readonly register: CheckedRegister
  readonly items: readonly RegisterItem[]
  /** Cursor of the next page; a page may be short, or empty, although more follows. */
  readonly next?: string
}

/** One line. */
export interface RegisterItem {
  readonly instance: string
  readonly process: string
  readonly number?: string
  /** By column; a blank one is absent. Money counts in yuan, a date-time is RFC 3339. */
  readonly values: JsonObject
  /** The same as people read it. */
  readonly shown: { readonly [column: string]: string }
  readonly struckOff: boolean
  /** Day or moment. */
  readonly struckOffAt?: JsonValue
  /** What could not be worked out, by column, or by `where`, `period`, `struckOff`. */
  readonly failed?: { readonly [part: string]: string }
}
