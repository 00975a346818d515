import type { OperatorAction } from '../../core/operate/operator-action.js'
import type { JsonObject } from '../../errors/index.js'
import type { OperatorActionFilter, OperatorActionRow, Page, PageRequest } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import type { ActionRequest, Answer } from '../engine.js'
import type { ProfileChange } from '../profiles/profile-change.js'
import type { ActionEffect } from './effect-of.js'

/** A due point: an instant, or RFC 3339 with its offset. */
type DuePoint = Instant | string

/** What an operator wants done to a case. */
export type OperatorWish =
  | Exclude<OperatorAction, { action: 'set-deadline' }>
  | { readonly action: 'set-deadline'; readonly clock: string; readonly dueAt: DuePoint }
  | { readonly action: 'suspend' | 'resume' | 'recompute' }
  /** To the newest version of a profile, '' for none: the case's own unless given. */
  | { readonly action: 'apply-profile'; readonly profile?: string }
  | { readonly action: 'merge'; readonly into: string; readonly confirmDifferent?: boolean }
  | { readonly action: 'link'; readonly other: string }
  /** About an incident of the case. */
  | { readonly action: 'retry' | 'send-back'; readonly incident: string }
  | { readonly action: 'skip'; readonly incident: string; readonly value?: JsonObject }

/** An operator's wish with who has it, and why. Who may is the host's to decide. */
export type OperateRequest = OperatorWish &
  ActionRequest & {
    /** Tells what would happen, and changes nothing. */
    readonly dryRun?: boolean
    /** Refused with `revision-conflict` when the case has moved on. */
    readonly expectedRevision?: number
  }

/** `refused` says why nothing happened; otherwise the case as it stands, or would stand. */
export type OperateAnswer =
  | Extract<Answer, { readonly refused: object }>
  | (Exclude<Answer, { readonly refused: object }> & {
      /** What it did to the case, or would do. Absent where the same request had taken effect before. */
      readonly effect?: ActionEffect
      /** Of `apply-profile`: the versions and figures. */
      readonly change?: ProfileChange
      readonly dryRun?: true
    })

/** The engine's calls for operators. */
export interface OperatorCalls {
  /**
   * Does something to a case that its procedure does not provide for, in one transaction: what was due comes first, and
   * what is due afterwards at once. It stands in the trail and in the operators' log. A dry run does all of it and rolls
   * it back.
   */
  operate(instance: string, request: OperateRequest): Promise<OperateAnswer>
  /** Lets a case stand still: no event, no timer, every clock paused. */
  suspend(instance: string, request: ActionRequest): Promise<Answer>
  /** Lets a suspended case go on. */
  resume(instance: string, request: ActionRequest): Promise<Answer>
  /**
   * Counts every clock of a case again. Changed calendars need no such request: they are counted with before anything
   * else happens to a case. Nothing is noted when nothing moves.
   */
  recompute(instance: string, request: ActionRequest): Promise<Answer>
  /**
   * The operators' log, the latest first, in pages of 1 to 500 (50 unless given), which go back as well: acts on cases, and
   * those on switches, versions, keys, sessions and links.
   */
  operatorActions(
    filter?: OperatorActionFilter,
    page?: Partial<Omit<PageRequest, 'sort'>>,
  ): Promise<Page<OperatorActionRow>>
  countOperatorActions(filter?: OperatorActionFilter): Promise<number>
}
