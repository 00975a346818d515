import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { step, upgradeRecord, type Command, type Facts, type StepResult } from '../../engine/core/index.js'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import { compileProcess } from '../../engine/definition/index.js'
import type { JsonObject } from '../../engine/errors/index.js'
import { compileCalendar } from '../../engine/time/index.js'
import type { Calendar } from '../../engine/time/calendar.js'
import { differenceOf } from './difference.js'
import { storedAfter, type HistoryHead, type KeptFacts, type KeptStep, type PartName } from './history.js'

/** A history as it lies on the disk. */
export interface History {
  readonly file: string
  readonly head: HistoryHead
  readonly steps: readonly KeptStep[]
}

/** What histories share, compiled once. */
export class Parts {
  readonly #texts: ReadonlyMap<PartName, string>
  readonly #processes = new Map<PartName, CheckedProcess>()
  readonly #calendars = new Map<PartName, Calendar>()

  constructor(texts: ReadonlyMap<PartName, string>) {
    this.#texts = texts
  }

  json(name: PartName): JsonObject {
    const text = this.#texts.get(name)
    if (text === undefined) throw new Error(`Expected the part '${name}', but it is missing.`)
    return JSON.parse(text) as JsonObject
  }

  process(name: PartName): CheckedProcess {
    const known = this.#processes.get(name)
    if (known) return known
    const { process, problems } = compileProcess(this.json(name))
    if (!process)
      throw new Error(`The stored version '${name}' does not compile: ${problems[0]?.message ?? ''}`)
    this.#processes.set(name, process)
    return process
  }

  calendar(name: PartName): Calendar {
    const known = this.#calendars.get(name)
    if (known) return known
    const compiled = compileCalendar(this.json(name) as unknown as Calendar['definition'])
    if (!compiled.ok) throw new Error(`The stored calendar '${name}' does not compile.`)
    this.#calendars.set(name, compiled.calendar)
    return compiled.calendar
  }
}

/** All histories of a record format. */
export async function readHistories(
  folder: string,
): Promise<{ readonly histories: readonly History[]; readonly parts: Parts }> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
  const histories = await Promise.all(
    names.map(async (file) => {
      const [head = '', ...lines] = (await readFile(join(folder, file), 'utf8')).trimEnd().split('\n')
      const steps = lines.map((line) => JSON.parse(line) as KeptStep)
      return { file, head: JSON.parse(head) as HistoryHead, steps }
    }),
  )
  const texts = await Promise.all(
    (await readdir(join(folder, 'parts'))).map(async (name): Promise<[string, string]> => [
      name.replace('.jsonl', ''),
      await readFile(join(folder, 'parts', name), 'utf8'),
    ]),
  )
  return { histories, parts: new Parts(new Map(texts)) }
}

/**
 * Takes every step of a history with today's code, each from the record that was stored before it. Gives what comes out
 * otherwise, one sentence a step: the case, the step, the place and both values. Record, trail, effects and whatever else
 * a step gives are compared as texts, byte for byte.
 */
export function replayHistory({ steps, head }: History, parts: Parts): readonly string[] {
  const stored = new Map<string, JsonObject>()
  const differences: string[] = []
  for (const [index, kept] of steps.entries()) {
    const before = stored.get(kept.case)
    const where = `${head.story}, step ${index + 1} (${kept.command.kind}), case '${kept.case}'`
    const difference = differenceInStep(kept, before, parts)
    if (difference !== undefined) differences.push(`${where}: ${difference}`)
    if (kept.refused === undefined) stored.set(kept.case, storedAfter(before, kept))
  }
  return differences
}

function differenceInStep(kept: KeptStep, before: JsonObject | undefined, parts: Parts): string | undefined {
  try {
    const process = parts.process(kept.process)
    const record = before && upgradeRecord(before)
    const result = step(process, factsOf(kept.facts, parts), record, commandOf(kept.command, parts), kept.now)
    return differenceOf(expectedOf(kept, before), foundIn(result))
  } catch (error) {
    return `it threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
  }
}

function expectedOf(kept: KeptStep, before: JsonObject | undefined): JsonObject {
  if (kept.refused !== undefined) return { refused: kept.refused }
  // Stored records of a format before are compared as this release would write them.
  const after = upgradeRecord(storedAfter(before, kept)) as unknown as JsonObject
  return { record: after, ...(kept.did as unknown as JsonObject) }
}

function foundIn(result: StepResult): JsonObject {
  if (result.kind === 'refused') return { refused: result.refusal.code }
  const { after, trail, effects, messages, links, attachments, shared } = result
  const found = { record: after, trail, effects, messages, links, attachments, shared }
  return JSON.parse(JSON.stringify(found)) as JsonObject
}

function factsOf({ calendar, calendars, prices, people, rest }: KeptFacts, parts: Parts): Facts {
  return {
    ...rest,
    ...(calendar !== undefined && { calendar: parts.calendar(calendar) }),
    ...(calendars && {
      calendars: new Map(Object.entries(calendars).map(([id, name]) => [id, parts.calendar(name)])),
    }),
    ...(prices !== undefined && { prices: parts.json(prices) as unknown as NonNullable<Facts['prices']> }),
    ...(people !== undefined && { people: parts.json(people) as unknown as NonNullable<Facts['people']> }),
  }
}

function commandOf(kept: KeptStep['command'], parts: Parts): Command {
  const command = kept as unknown as Command
  return command.kind === 'apply-profile'
    ? { ...command, from: parts.process(kept['from'] as PartName) }
    : command
}
