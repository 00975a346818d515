import type { EffectRequest } from '../core/command.js'
import type { JsonObject } from '../errors/json.js'
import type { Instant } from '../time/instant.js'
import type { Page, PageRequest } from './filters.js'
import type { SettledIncident } from './tables/incidents.js'

export type { SettledIncident } from './tables/incidents.js'

/**
 * `pending`: to be delivered, or an attempt is under way; `delivered`: done, once and for all; `dead`: nobody could
 * deliver it, and an incident waits for a person; `cancelled`: its visit was over first; `skipped`: a person decided in
 * its place; `replayed`: it belongs to the past and is never sent.
 */
export type EffectStatus = 'pending' | 'delivered' | 'dead' | 'cancelled' | 'skipped' | 'replayed'

/** Why an attempt failed. Holds no secret and no address of a person. */
export interface EffectFailure {
  readonly code: string
  readonly message: string
  readonly at: Instant
}

/** Something to do outside, with the trace of the work that asked for it (`traceparent`), where somebody follows it. */
export interface TracedEffect extends EffectRequest {
  readonly trace?: string
}

export interface EffectRow extends TracedEffect {
  readonly instance: string
  readonly process: string
  /** Who delivers it: `service:<name>` or `channel:<name>`; `channel:` alone where none is named. */
  readonly lane: string
  readonly status: EffectStatus
  /** Attempts that were begun. */
  readonly attempts: number
  /** How many of them were made before a person last had it tried again: they do not count against `retry`. */
  readonly forgiven: number
  /** While it is pending: when the next attempt may begin, or by when the one under way must have told of itself. */
  readonly nextAt?: Instant
  /** The node whose attempt is under way. */
  readonly holder?: string
  /** The last failure, also of one that was delivered in the end. */
  readonly failure?: EffectFailure
  /** What a channel or a `call` returned. That of an `invoke` stands in the trail of its case. */
  readonly result?: JsonObject
  readonly settledAt?: Instant
}

/** What became of an effect. Whatever is left out is gone from its row, but for the attempts it has. */
export type EffectChange = Pick<EffectRow, 'id' | 'status' | 'failure' | 'result' | 'settledAt'> & {
  readonly nextAt?: Instant
  /** Left as it is unless given. */
  readonly forgiven?: number
}

/** `overtaken`: it became needless, since the visit was over or the work was done after all. */
export type IncidentStatus = 'open' | 'retried' | 'skipped' | 'sent-back' | 'overtaken'

/** An effect that needs a person. */
export interface IncidentRow {
  /** `<effect>-i<attempts>`. */
  readonly id: string
  readonly instance: string
  readonly process: string
  /** Case number, where the case has one. */
  readonly number?: string
  readonly kind: 'effect'
  /** Id of the effect. */
  readonly subject: string
  /** Why it could not be delivered. */
  readonly code: string
  readonly detail: IncidentDetail
  readonly openedAt: Instant
  readonly status: IncidentStatus
  readonly settledAt?: Instant
  /** Who decided, and why. */
  readonly settledBy?: string
  readonly reason?: string
}

/** What a person needs to decide. Holds nothing of what was to be sent. */
export interface IncidentDetail {
  readonly message: string
  readonly effect: EffectRequest['kind']
  readonly lane: string
  readonly state: string
  readonly attempts: number
}

/** Something an operator has set for all nodes: `hold-effects`, or `drain:<process>`. */
export interface SwitchRow {
  readonly name: string
  readonly at: Instant
  readonly actor: string
  readonly reason: string
}

/** A lane of which at most so many effects are taken. */
export interface ClaimedLane {
  readonly lane: string
  readonly most: number
}

/** Who takes effects, and how long they are that node's unless it says that it is still at work. */
export interface EffectClaim {
  readonly now: Instant
  readonly until: Instant
  readonly holder: string
}

/** Every key narrows. Those that are open unless `status` says otherwise. */
export interface IncidentFilter {
  readonly status?: IncidentStatus
  readonly process?: string
  readonly processes?: readonly string[]
  readonly instance?: string
}

/** What waits to be done, over all cases. */
export interface Backlog {
  /** Effects an attempt could begin for, by lane; those under way are not among them, while their leases last. */
  readonly effectsDue: ReadonlyMap<string, number>
  /** Messages between cases: still to be brought, refused as the receiver stands, met a fault. */
  readonly messages: { readonly pending: number; readonly waiting: number; readonly held: number }
  /** Armed timers that are due and were not fired. */
  readonly timersDue: number
}

/** What is read of work outside. */
export interface OutsideReads {
  /** Effects of a case in the order in which they were requested. */
  effects(instance: string): Promise<readonly EffectRow[]>
  /** Some effects, in no order; one that does not exist is absent. */
  effectsById(ids: readonly string[]): Promise<readonly EffectRow[]>
  /** When the first pending effect of each lane falls due; a lane that has none is absent. */
  soonestEffects(lanes: readonly string[]): Promise<ReadonlyMap<string, Instant>>
  /** Lanes that have a pending effect, by name. */
  pendingLanes(): Promise<readonly string[]>
  incident(id: string): Promise<IncidentRow | undefined>
  /** Incidents, those that were opened first at the top. */
  incidents(filter: IncidentFilter, page: Omit<PageRequest, 'sort'>): Promise<Page<IncidentRow>>
  countIncidents(filter: IncidentFilter): Promise<number>
  /** Everything an operator has switched on, by name. */
  switches(): Promise<readonly SwitchRow[]>
  /** What waits to be done by `now`. */
  backlog(now: Instant): Promise<Backlog>
  /** Who holds each lease that has not run out, by name: a node that is alive holds `node:<id>`. */
  leases(): Promise<ReadonlyMap<string, string>>
}

/** What is written of work outside. */
export interface OutsideWrites {
  /**
   * Takes effects of some lanes that are due for one node, until its lease ends: nobody else gets them before. Passed
   * over are those that wait for an earlier one of their case (`inOrder`).
   */
  claimEffects(lanes: readonly ClaimedLane[], claim: EffectClaim): Promise<readonly EffectRow[]>
  /** Has the lease of attempts under way end later. Gives the ids of those that are still this node's. */
  renewEffects(
    ids: readonly string[],
    claim: Pick<EffectClaim, 'until' | 'holder'>,
  ): Promise<readonly string[]>
  /** Some effects, locked until the end of the transaction. */
  lockEffects(ids: readonly string[]): Promise<readonly EffectRow[]>
  /** Stores what became of effects that are locked. Nobody holds them any more. */
  saveEffects(changes: readonly EffectChange[]): Promise<void>
  /** Settles the open incidents of effects that became needless. */
  overtakeIncidents(effects: readonly string[], at: Instant): Promise<void>
  addIncident(incident: IncidentRow): Promise<void>
  /** An incident, locked until the end of the transaction. */
  lockIncident(id: string): Promise<IncidentRow | undefined>
  saveIncident(settled: SettledIncident): Promise<void>
  /** Switches something on; what is on already stays as it is. */
  addSwitch(row: SwitchRow): Promise<void>
  removeSwitch(name: string): Promise<void>
  /** Has the cases asked for that wait for a process to be reopened begun from now on. */
  releaseHeldBegins(now: Instant): Promise<void>
}
