import { EngineError } from '../../errors/index.js'

/** How effects are delivered. Times in milliseconds. */
export interface EffectSettings {
  /** Attempts at a time on this node. */
  readonly concurrency: number
  /** How long an effect is a node's unless it says that it is still at work: how late a dead node's are picked up. */
  readonly lease: number
  /** Longest time of one attempt, where neither process nor service says otherwise. */
  readonly timeout: number
  /** Between 0 and 1: how long the pauses between attempts are, by chance. */
  readonly random: () => number
}

const longestWait = 2_147_483_647

/** The settings a host gives, and the usual for the rest. Throws `configuration-invalid` for what cannot be. */
export function effectSettings({
  concurrency = 32,
  lease = 15_000,
  timeout = 30_000,
  random = Math.random,
}: Partial<EffectSettings> = {}): EffectSettings {
  refuse('effects.concurrency', concurrency, { least: 1, most: 10_000, what: 'attempts' })
  // A lease is renewed at a third of it: shorter ones would run out while a busy program looks elsewhere.
  refuse('effects.lease', lease, { least: 1000, most: longestWait, what: 'milliseconds' })
  refuse('effects.timeout', timeout, { least: 1, most: longestWait, what: 'milliseconds' })
  if (typeof random !== 'function') throw invalid('effects.random', 'a function', random)
  return { concurrency, lease, timeout, random }
}

/** Throws `configuration-invalid` unless every member is a function (services) or has `send` (channels). */
export function checkHandlers(given: { readonly services?: unknown; readonly channels?: unknown }): void {
  for (const [name, service] of entriesOf('services', given.services))
    if (typeof service !== 'function') throw invalid(`services.${name}`, 'a function', service)
  for (const [name, channel] of entriesOf('channels', given.channels))
    if (typeof (channel as { send?: unknown } | null | undefined)?.send !== 'function')
      throw invalid(`channels.${name}`, "a channel with 'send'", channel)
}

function entriesOf(option: string, given: unknown): readonly (readonly [string, unknown])[] {
  if (given === undefined) return []
  if (typeof given !== 'object' || given === null || Array.isArray(given) || given instanceof Map)
    throw invalid(option, 'an object by name', given)
  return Object.entries(given)
}

function refuse(
  option: string,
  value: unknown,
  { least, most, what }: { readonly least: number; readonly most: number; readonly what: string },
): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return
  throw invalid(option, `whole ${what} from ${least} to ${most}`, value)
}

function invalid(option: string, expected: string, found: unknown): EngineError {
  const kind = typeof found === 'number' ? String(found) : found === null ? 'null' : `a ${typeof found}`
  return new EngineError('configuration-invalid', `Expected ${expected} as '${option}', but found ${kind}.`)
}
