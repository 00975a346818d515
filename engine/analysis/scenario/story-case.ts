import type { InstanceRecord } from '../../core/record.js'
import type { Advanced } from '../../core/step-result.js'
import type { CheckedProcess } from '../../definition/checked-process.js'

/** One case of a story, as it stands. */
export class StoryCase {
  readonly id: string
  readonly process: CheckedProcess
  readonly #services = new Map<string, string>()
  readonly #breached = new Set<string>()
  #record: InstanceRecord | undefined

  constructor(id: string, process: CheckedProcess) {
    this.id = id
    this.process = process
  }

  get record(): InstanceRecord | undefined {
    return this.#record
  }

  /** Deadlines broken so far, as `state#deadline`, also in visits that are over. */
  get breached(): ReadonlySet<string> {
    return this.#breached
  }

  /** When its next timer is due; `Infinity` where it has none. */
  get nextDue(): number {
    return Math.min(Infinity, ...(this.#record?.timers ?? []).map(({ dueAt }) => dueAt))
  }

  /** Id of the awaited outside work of a service. */
  invocationOf(service: string): string | undefined {
    return this.#record?.invocations.find(({ id }) => this.#services.get(id) === service)?.id
  }

  took(advanced: Advanced): void {
    this.#record = advanced.after
    for (const effect of advanced.effects)
      if (effect.service !== undefined) this.#services.set(effect.id, effect.service)
    for (const { type, body } of advanced.trail) {
      if (typeof body['deadline'] !== 'string') continue
      if (type === 'deadline-breached') this.#breached.add(body['deadline'])
      if (type === 'breach-withdrawn') this.#breached.delete(body['deadline'])
    }
  }
}
