import { createHash } from 'node:crypto'
import type { Command, Facts } from '../../engine/core/command.js'
import type { InstanceRecord } from '../../engine/core/record.js'
import type { Advanced } from '../../engine/core/step-result.js'
import type { JsonObject, JsonValue } from '../../engine/errors/index.js'

/** A value that many steps share, kept once in `parts/` under its hash. */
export type PartName = string

/** The facts of a step, with what is large by its part. `rest`: what the step asked for, as it was answered. */
export interface KeptFacts {
  readonly calendar?: PartName
  readonly calendars?: { readonly [id: string]: PartName }
  readonly prices?: PartName
  readonly people?: PartName
  readonly rest: Omit<Facts, 'calendar' | 'calendars' | 'prices' | 'people'>
}

/** What a step did besides changing the record. */
export type KeptOutcome = Pick<
  Advanced,
  'trail' | 'effects' | 'messages' | 'links' | 'attachments' | 'shared'
>

/** One line of a history: a step of one of its cases, as it was taken then. */
export interface KeptStep {
  readonly case: string
  /** Part of the resolved text of the version. */
  readonly process: PartName
  readonly now: number
  /** `from` of `apply-profile` is a part as well. */
  readonly command: JsonObject & { readonly kind: string }
  readonly facts: KeptFacts
  /** Keys of the record that came out as before are left out. */
  readonly after?: JsonObject
  /** Keys of the record in their order, where that is another than before. */
  readonly keys?: readonly string[]
  readonly did?: KeptOutcome
  /** Code of the refusal, where it was refused. */
  readonly refused?: string
}

/** First line of a history. */
export interface HistoryHead {
  readonly story: string
  /** Number of the record format. */
  readonly format: number
}

/** What a record came to be, as the keys that changed. */
export function changedKeys(
  before: JsonObject | undefined,
  after: JsonObject,
): Pick<KeptStep, 'after' | 'keys'> {
  const keys = Object.keys(after)
  const changed = keys.filter((key) => text(before?.[key]) !== text(after[key]))
  const isSameOrder = before !== undefined && text(Object.keys(before)) === text(keys)
  return { after: pick(after, changed), ...(!isSameOrder && { keys }) }
}

/** The record as it was stored behind a step. */
export function storedAfter(before: JsonObject | undefined, step: KeptStep): JsonObject {
  const keys = step.keys ?? Object.keys(before ?? {})
  const entries = keys.map((key): [string, JsonValue | undefined] => [
    key,
    step.after && key in step.after ? step.after[key] : before?.[key],
  ])
  return Object.fromEntries(entries) as JsonObject
}

/** Name of a part: the beginning of the SHA-256 of its text. */
export function partName(content: string): PartName {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

/** A command without what JSON cannot hold: the version that `apply-profile` comes from is named. */
export function keptCommand(command: Command, from: PartName | undefined): KeptStep['command'] {
  return { ...command, ...(from !== undefined && { from }) } as unknown as KeptStep['command']
}

/** A record as plain JSON. */
export function plain(record: InstanceRecord): JsonObject {
  return record as unknown as JsonObject
}

function pick(from: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as JsonObject
}

function text(value: unknown): string | undefined {
  return JSON.stringify(value)
}
