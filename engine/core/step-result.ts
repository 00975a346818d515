import type { JsonValue } from '../errors/json.js'
import type { Refusal } from '../errors/refusal.js'
import type { CaseLink, CaseMessage, EffectRequest, SharedChanges, TrailEntry } from './command.js'
import type { InstanceRecord } from './record.js'

export interface Advanced {
  readonly kind: 'advanced'
  readonly after: InstanceRecord
  /** Entries appended by this step, in order. Tasks, deadlines and timers stand in `after`. */
  readonly trail: readonly TrailEntry[]
  readonly effects: readonly EffectRequest[]
  readonly shared: SharedChanges
  /** Ids of the attachments the case came to refer to. */
  readonly attachments: readonly string[]
  /** What other cases are told, in order. */
  readonly messages: readonly CaseMessage[]
  /** How the case belongs to others, as far as this step brought it about. */
  readonly links: readonly CaseLink[]
  /**
   * What was passed through, for coverage: `state:<path>`, `branch:<state>:<event>:<index>`, `decision:<name>:<rule>`,
   * `require:<state>:<event>:<index>:held`.
   */
  readonly covered: readonly string[]
}

export interface Refused {
  readonly kind: 'refused'
  readonly refusal: Refusal
  /**
   * What was passed through before: decisions, requirements (`require:…:held`, `require:…:failed`), `wrong-role:<event>`,
   * `invariant:<id>:broken`. No state was entered and no way was taken.
   */
  readonly covered: readonly string[]
  /** Decisions it made before, as the trail would tell them. They stand in no trail, since nothing has changed. */
  readonly decided: readonly TrailEntry[]
}

export type StepResult = Advanced | Refused

/** Whether an event is accepted now: yes, no because …, or depends on what is entered. */
export interface AcceptedEvent {
  readonly event: string
  readonly title?: { readonly 'zh-CN': string; readonly en: string }
  /** State whose handler takes it; send with `to` to address its region only. */
  readonly state: string
  readonly visit: number
  readonly form?: string
  readonly roles: readonly string[]
  readonly answer: 'yes' | 'no' | 'depends'
  readonly refusal?: Refusal
  /** What is known of the fields the event shows, in their order. Absent where the actor may not send it now. */
  readonly shows?: readonly ShownField[]
}

/** A field of the case or a part of one, by its dotted path, with its value. */
export interface ShownField {
  readonly field: string
  readonly value: JsonValue
}
