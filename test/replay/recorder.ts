import type { Command, Facts } from '../../engine/core/command.js'
import type { step as coreStep } from '../../engine/core/step.js'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { StepResult } from '../../engine/core/step-result.js'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import {
  changedKeys,
  keptCommand,
  partName,
  plain,
  type KeptFacts,
  type KeptStep,
  type PartName,
} from './history.js'

/** Takes down every step of a story, whoever takes it. */
class Recorder {
  readonly parts = new Map<PartName, string>()
  #steps: KeptStep[] = []
  #isOn = false

  /** The steps that are taken while `work` runs, and what it gives. */
  during<T>(work: () => T): { readonly steps: readonly KeptStep[]; readonly result: T } {
    this.#steps = []
    this.#isOn = true
    try {
      const result = work()
      return { steps: this.#steps, result }
    } finally {
      this.#isOn = false
    }
  }

  /** A step that is taken down when it comes to an end: one that asks for facts is no step yet. */
  watching(step: typeof coreStep): typeof coreStep {
    return (...given) => {
      const [process, facts, before, command, now] = given
      const result = step(...given)
      if (this.#isOn) this.#steps.push(this.#kept({ process, facts, before, command, now, result }))
      return result
    }
  }

  #kept(taken: {
    process: CheckedProcess
    facts: Facts
    before: InstanceRecord | undefined
    command: Command
    now: number
    result: StepResult
  }): KeptStep {
    const { process, facts, before, command, now, result } = taken
    const from = command.kind === 'apply-profile' ? this.#part(command.from.resolved) : undefined
    const head = {
      case: before?.id ?? (command.kind === 'create' ? command.id : ''),
      process: this.#part(process.resolved),
      now,
      command: keptCommand(command, from),
      facts: this.#facts(facts),
    }
    if (result.kind === 'refused') return { ...head, refused: result.refusal.code }
    const { after, trail, effects, messages, links, attachments, shared } = result
    return {
      ...head,
      ...changedKeys(before && plain(before), plain(after)),
      did: { trail, effects, messages, links, attachments, shared },
    }
  }

  #facts({ calendar, calendars, prices, people, ...rest }: Facts): KeptFacts {
    return {
      ...(calendar && { calendar: this.#part(calendar.definition) }),
      ...(calendars && {
        calendars: Object.fromEntries([...calendars].map(([id, one]) => [id, this.#part(one.definition)])),
      }),
      ...(prices && { prices: this.#part(prices) }),
      ...(people && { people: this.#part(people) }),
      rest,
    }
  }

  #part(value: unknown): PartName {
    const content = JSON.stringify(value)
    const name = partName(content)
    this.parts.set(name, content)
    return name
  }
}

/** The one the step of this run is watched by. */
export const recorder = new Recorder()
