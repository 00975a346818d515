import type { Command } from '../../engine/core/command.js'
import type { step as coreStep } from '../../engine/core/step.js'
import { upgradeRecord } from '../../engine/core/upgrade-record.js'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import { compileProcess } from '../../engine/definition/compile/compile-process.js'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { JsonObject } from '../../engine/errors/json.js'
import { keptBecause } from './memory.js'

/**
 * How many steps of one version a test file takes with a process compiled for each alone; from then on every few share
 * one. Compiling takes a thousand times as long as a step, and some tests fire ten thousand timers.
 */
const alwaysAnew = 100
const thenEvery = 100

type Step = typeof coreStep

/** A step begun again with more facts is still the same event. */
interface Begun {
  readonly process: CheckedProcess
  readonly before: InstanceRecord | undefined
  readonly command: Command
  readonly fresh: CheckedProcess
}

/**
 * The step as it is taken after a restart: the record comes from its stored text, lifted to this release's format, and
 * the process from the stored text of its resolved form, compiled anew. Nothing a step before has left in memory is
 * there for the next one.
 */
export function reloadedStep(step: Step): Step {
  let begun: Begun | undefined
  const taken = new Map<string, number>()
  return (...given) => {
    const [process, facts, before, command, now] = given
    if (keptBecause() !== undefined) return step(...given)
    if (!begun || begun.process !== process || begun.before !== before || begun.command !== command)
      begun = { process, before, command, fresh: again(process) }
    return step(begun.fresh, facts, before && readAnew(before), commandAnew(command), now)
  }

  function again(process: CheckedProcess): CheckedProcess {
    const count = (taken.get(process.hash) ?? 0) + 1
    taken.set(process.hash, count)
    return count <= alwaysAnew || count % thenEvery === 0
      ? compiledAnew(process)
      : begun?.fresh.hash === process.hash
        ? begun.fresh
        : compiledAnew(process)
  }
}

/** A process as the database gives it back. Throws where its stored text does not compile to the same version. */
export function compiledAnew(process: CheckedProcess): CheckedProcess {
  const { process: fresh, problems } = compileProcess(throughText(process.resolved))
  if (!fresh) throw new Error(`'${process.id}' does not compile again: ${problems[0]?.message ?? 'unknown'}`)
  // A test may have made a process by hand that no text stands for.
  if (fresh.id !== process.id) return process
  if (fresh.hash !== process.hash)
    throw new Error(`'${process.id}' compiled again is another version: ${fresh.hash}, not ${process.hash}`)
  return fresh
}

function readAnew(record: InstanceRecord): InstanceRecord {
  return upgradeRecord(throughText(record as unknown as JsonObject))
}

function commandAnew(command: Command): Command {
  return command.kind === 'apply-profile' ? { ...command, from: compiledAnew(command.from) } : command
}

function throughText<T extends JsonObject>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
