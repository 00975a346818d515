import type { JsonObject, Refusal } from '../../errors/index.js'
import type {
  EffectRow,
  IncidentFilter,
  IncidentRow,
  Page,
  PageRequest,
  SwitchRow,
} from '../../store/port.js'
import type { Reasoned } from '../cases/case-calls.js'
import type { Answer } from '../engine.js'

/** What stands in for what a service did not answer. */
export interface SkipRequest extends Reasoned {
  /** Of an `invoke`: what `onDone` gets as its result. Nothing unless given. */
  readonly value?: JsonObject
}

/** An operator's switch: who wants it, and why. */
export type SwitchRequest = Reasoned

/**
 * `refused` says why nothing happened; otherwise everything that is switched on now. `repeated`: the request took effect
 * before, under the same key, and did nothing now.
 */
export type SwitchAnswer =
  | { readonly refused: Refusal }
  | { readonly refused?: undefined; readonly switches: readonly SwitchRow[]; readonly repeated?: true }

/** The engine's calls about what is done outside. Who may is the host's to decide. */
export interface EffectCalls {
  /** Things to do outside that a case asked for, in that order: how far each is, and why it failed. */
  effects(instance: string): Promise<readonly EffectRow[]>
  /** Lanes this node delivers: `service:<name>`, `channel:<name>`; `channel:` alone is that of messages that name none. */
  deliveredLanes(): readonly string[]
  /** Lanes with effects to be delivered that this node has no handler for. */
  waitingLanes(): Promise<readonly string[]>
  /** Effects that need a person, those that were opened first at the top, in pages of 1 to 500 (50 unless given). */
  incidents(filter?: IncidentFilter, page?: Partial<Omit<PageRequest, 'sort'>>): Promise<Page<IncidentRow>>
  /** How many there are of them. */
  countIncidents(filter?: IncidentFilter): Promise<number>
  incident(id: string): Promise<IncidentRow | undefined>
  /** Has an effect tried again, with all its attempts. Answers its case. */
  retryIncident(incident: string, request: Reasoned): Promise<Answer>
  /**
   * Gives an effect up: of an `invoke`, its case goes on by `onDone` with `value` as the result; a `call` or a message is
   * left out. Answers its case.
   */
  skipIncident(incident: string, request: SkipRequest): Promise<Answer>
  /** Gives up the effect of an `invoke`: its case goes on by `onError`, with the reason as the message. Answers its case. */
  sendBackIncident(incident: string, request: Reasoned): Promise<Answer>
  /** Has nothing more sent or asked for outside, on any node, until it is released. What is under way is finished. */
  holdEffects(request: SwitchRequest): Promise<SwitchAnswer>
  releaseEffects(request: SwitchRequest): Promise<SwitchAnswer>
  /**
   * Lets no new case of a process begin, on any node, until it is reopened: a creation is refused with
   * `process-draining`, a case that another case asks for is held. Its running cases go on.
   */
  drain(process: string, request: SwitchRequest): Promise<SwitchAnswer>
  /** Lets cases of a process begin again, those that were held among them, as from now. */
  reopen(process: string, request: SwitchRequest): Promise<SwitchAnswer>
  /** Everything that is switched on, by name: `hold-effects`, `drain:<process>`. */
  switches(): Promise<readonly SwitchRow[]>
}
